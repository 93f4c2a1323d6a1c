//! The kijkwijzer: a form that a team fills in together around one activity, before, during or after. The form is one document; what
//! each person adds is another, so that contributions stand side by side and nobody writes over anybody. No marks are scores.

use serde::{Deserialize, Serialize};

use super::answer::{self, Answer};
use super::record::{Id, Kind};

/// When a team fills it in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moment {
    /// To prepare.
    #[serde(rename = "before")]
    #[default]
    Before,
    /// As a guide.
    #[serde(rename = "during")]
    During,
    /// To look back.
    #[serde(rename = "after")]
    After,
}

impl Moment {
    /// All three, in their order.
    pub const ALL: [Self; 3] = [Self::Before, Self::During, Self::After];

    /// The word on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Before => "Vooraf",
            Self::During => "Tijdens",
            Self::After => "Achteraf",
        }
    }

    /// The moment that is filled in after this one. The one after looking back is preparing the next time.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Before | Self::During => Self::After,
            Self::After => Self::Before,
        }
    }
}

/// What somebody marked at a point of attention. Blank is fine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// Nothing.
    #[serde(rename = "blank")]
    #[default]
    Blank,
    /// *Oké* beforehand, *gezien* from then on.
    #[serde(rename = "seen")]
    Seen,
    /// *Aandacht nodig*.
    #[serde(rename = "attention")]
    Attention,
}

impl Mark {
    /// What can be chosen.
    pub const CHOICES: [Self; 2] = [Self::Seen, Self::Attention];

    /// The word on screen. What is only being prepared cannot have been seen.
    #[must_use]
    pub const fn label(self, moment: Moment) -> &'static str {
        match (self, moment) {
            (Self::Blank, _) => "",
            (Self::Seen, Moment::Before) => "Oké",
            (Self::Seen, Moment::During | Moment::After) => "Gezien",
            (Self::Attention, _) => "Aandacht nodig",
        }
    }

    /// The name of its icon.
    #[must_use]
    pub const fn icon(self, moment: Moment) -> &'static str {
        match (self, moment) {
            (Self::Seen, Moment::During | Moment::After) => "eye",
            (Self::Attention, _) => "flag",
            (Self::Seen, Moment::Before) | (Self::Blank, _) => "check",
        }
    }
}

/// The form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kijkwijzer {
    /// What it is about: an activity or a moment.
    pub name: String,
    /// When it is filled in.
    #[serde(default)]
    pub moment: Moment,
    /// The day, as `YYYY-MM-DD`.
    #[serde(default)]
    pub date: String,
    /// Who takes part, in words.
    #[serde(default)]
    pub participants: String,
    /// Who guides.
    #[serde(default)]
    pub guidance: String,
    /// Who minds the encounters. Came later: nothing is written where nobody filled it in, so that older forms keep their bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minding: Option<String>,
    /// The form that this one goes on from: forms of one occasion lie side by side. Came later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Id>,
    /// The place, once chosen.
    pub place: Option<Id>,
    /// Its name as it was when chosen.
    #[serde(default)]
    pub place_name: String,
    /// The visit that it goes with.
    pub visit: Option<Id>,
    /// The team's vision as it was when this form was made.
    #[serde(default)]
    pub vision: String,
    /// Points that the team added.
    #[serde(default)]
    pub points: Vec<OwnPoint>,
}

/// A point of attention that a team added.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPoint {
    /// Drawn when it was added.
    pub id: String,
    /// The block it belongs to, by id.
    pub block: String,
    /// The point.
    #[serde(default)]
    pub text: String,
}

/// What one person adds to a form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// The form.
    pub kijkwijzer: Option<Id>,
    /// Marks and notes by point.
    #[serde(default)]
    pub points: Vec<PointNote>,
    /// The closing fields of the blocks.
    #[serde(default)]
    pub fields: Vec<Answer>,
}

/// What one person marked and noted at one point.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointNote {
    /// The point, by id.
    pub id: String,
    /// The mark.
    #[serde(default)]
    pub mark: Mark,
    /// A short note; may be empty.
    #[serde(default)]
    pub text: String,
}

impl Kind for Kijkwijzer {
    const KIND: &'static str = "kijkwijzer";
    const SCHEMA: u32 = 1;
}

impl Kind for Contribution {
    const KIND: &'static str = "kijkwijzer-part";
    const SCHEMA: u32 = 1;
}

impl Kijkwijzer {
    /// What to call it.
    #[must_use]
    pub fn title(&self) -> &str {
        let name = self.name.trim();
        if name.is_empty() { "Kijkwijzer zonder naam" } else { name }
    }

    /// Who minds the encounters; "" when nobody was named.
    #[must_use]
    pub fn minding(&self) -> &str {
        self.minding.as_deref().unwrap_or_default()
    }

    /// A form for the next moment, with the header, vision and own points of this one; nothing of what was noted goes along. It stays with
    /// this one, of this id, unless the next moment is another occasion: then the visit stays behind too.
    #[must_use]
    pub fn next(&self, id: &Id, date: String) -> Self {
        let moment = self.moment.next();
        match self.moment {
            Moment::Before | Moment::During => Self { moment, date, series: Some(self.series.unwrap_or(*id)), ..self.clone() },
            Moment::After => Self { moment, date, series: None, visit: None, ..self.clone() },
        }
    }
}

impl Contribution {
    /// The id of what a person adds to a form: the same on each of their devices.
    #[must_use]
    pub fn id_of(form: &Id, author: &Id) -> Id {
        Id::new(format!("{form}-{author}"))
    }

    /// What stands at a point.
    #[must_use]
    pub fn point(&self, id: &str) -> PointNote {
        self.points.iter().find(|point| point.id == id).cloned().unwrap_or_else(|| PointNote { id: id.to_owned(), ..PointNote::default() })
    }

    /// Changes what stands at a point.
    pub fn at_point(&mut self, id: &str, change: impl FnOnce(&mut PointNote)) {
        if let Some(point) = self.points.iter_mut().find(|point| point.id == id) {
            change(point);
            return;
        }
        let mut point = PointNote { id: id.to_owned(), ..PointNote::default() };
        change(&mut point);
        self.points.push(point);
    }

    /// Whether nothing was marked or noted.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.points.iter().all(|point| point.mark == Mark::Blank && point.text.trim().is_empty()) && answer::is_blank(&self.fields)
    }
}

/// The two headings that blocks stand under.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// What is prepared.
    #[serde(rename = "preparation")]
    Preparation,
    /// What is looked at while it goes on and afterwards.
    #[serde(rename = "evaluation")]
    #[default]
    Evaluation,
}

impl Part {
    /// Both, in their order.
    pub const ALL: [Self; 2] = [Self::Preparation, Self::Evaluation];

    /// The heading on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Preparation => "Voorbereiding",
            Self::Evaluation => "Evaluatie",
        }
    }

    /// The part that one fills in first at this moment.
    #[must_use]
    pub const fn at(moment: Moment) -> Self {
        match moment {
            Moment::Before => Self::Preparation,
            Moment::During | Moment::After => Self::Evaluation,
        }
    }
}

/// One of the five blocks, as it is built in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// A slug.
    pub id: String,
    /// Its title.
    pub name: String,
    /// The name of its icon.
    #[serde(default)]
    pub icon: String,
    /// The heading it stands under.
    #[serde(default)]
    pub part: Part,
    /// Its points of attention.
    pub points: Vec<Point>,
    /// Its closing fields.
    pub fields: Vec<Point>,
}

/// A point of attention, or the label of a closing field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Unique over all blocks.
    pub id: String,
    /// The words.
    pub text: String,
}
