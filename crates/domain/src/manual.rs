//! The manual, as the build makes it of `docs/handleiding.md` (scripts/manual.mjs): chapters of plain blocks, one chapter the help of
//! one instrument. Must hold no words of its own.

use serde::Deserialize;

/// The whole manual.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Manual {
    /// What stands above the first chapter.
    pub lead: Vec<Block>,
    /// In the order of a first week.
    pub chapters: Vec<Chapter>,
}

/// What is told about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Chapter {
    /// Its name in an address.
    pub slug: String,
    /// The name of its icon.
    pub icon: String,
    /// Its title.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// One block of a text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    Text {
        /// Its words.
        runs: Vec<Run>,
    },
    /// A heading inside a chapter.
    Heading {
        /// Its words.
        text: String,
    },
    /// Steps, or a list.
    List {
        /// Whether they are steps.
        numbered: bool,
        /// One run of words each.
        items: Vec<Vec<Run>>,
    },
    /// A picture of a screen.
    Picture {
        /// Its file, beside the manual.
        file: String,
        /// What it shows.
        text: String,
    },
}

/// Words that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Run {
    /// Plain words.
    Text(String),
    /// Words as they stand on a screen.
    Strong(String),
}

impl Manual {
    /// The chapter of that name.
    #[must_use]
    pub fn chapter(&self, slug: &str) -> Option<&Chapter> {
        self.chapters.iter().find(|chapter| chapter.slug == slug)
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::{Block, Manual, Run};

    #[test]
    fn what_the_build_writes_is_read() {
        let text = r#"{"lead":[{"kind":"text","runs":[{"text":"Tik op "},{"strong":"Klaar"}]}],"chapters":[{"slug":"kijken","icon":"eye","title":"Kijken","blocks":[
            {"kind":"heading","text":"Daarna"},{"kind":"list","numbered":true,"items":[[{"text":"Een"}]]},{"kind":"picture","file":"kaart.webp","text":"De kaart"}]}]}"#;
        let manual: Manual = serde_json::from_str(text).expect("the manual");
        assert_eq!(manual.lead, [Block::Text { runs: vec![Run::Text("Tik op ".to_owned()), Run::Strong("Klaar".to_owned())] }]);
        let chapter = manual.chapter("kijken").expect("the chapter");
        assert_eq!(chapter.blocks.len(), 3);
        assert_eq!(manual.chapter("weg"), None);
    }
}
