//! A kijkwijzer put together: per block and point, who marked and noted what. What the screen, its print and the shared text all show, so
//! that they can never differ.

use super::answer;
use super::kijkwijzer::{Block, Contribution, Kijkwijzer, Mark, Part};
use super::record::Record;

/// What one person said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Their first name; may be empty.
    pub who: String,
    /// What they marked.
    pub mark: Mark,
    /// What they wrote; may be empty where something was marked.
    pub text: String,
}

/// A point of attention or a closing field, with all that was said there, oldest contribution first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Its id.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Who said what.
    pub said: Vec<Said>,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered {
    /// Its id.
    pub id: String,
    /// Its title.
    pub name: String,
    /// The heading it stands under.
    pub part: Part,
    /// Its points, the team's own after those that are built in.
    pub points: Vec<Heard>,
    /// Its closing fields.
    pub fields: Vec<Heard>,
}

impl Gathered {
    /// At how many of its points somebody said something, and how many there are.
    #[must_use]
    pub fn filled(&self) -> (usize, usize) {
        (self.points.iter().filter(|heard| !heard.said.is_empty()).count(), self.points.len())
    }
}

/// Puts a form together. What was said at a point that is not there any more comes under the last block, so that nothing is left out.
#[must_use]
pub fn gather(form: &Kijkwijzer, blocks: &[Block], parts: &[Record<Contribution>]) -> Vec<Gathered> {
    let mut parts: Vec<&Record<Contribution>> = parts.iter().filter(|part| part.trashed.is_none() && !part.body.is_blank()).collect();
    parts.sort_by_key(|part| part.created);
    let at_point = |id: &str| {
        let said = parts
            .iter()
            .map(|part| (part, part.body.point(id)))
            .filter(|(_, point)| point.mark != Mark::Blank || !point.text.trim().is_empty());
        said.map(|(part, point)| Said { who: part.author.name.clone(), mark: point.mark, text: point.text.trim().to_owned() })
            .collect::<Vec<_>>()
    };
    let at_field = |id: &str| {
        let said = parts.iter().map(|part| (part, answer::of(&part.body.fields, id).trim())).filter(|(_, text)| !text.is_empty());
        said.map(|(part, text)| Said { who: part.author.name.clone(), mark: Mark::Blank, text: text.to_owned() }).collect::<Vec<_>>()
    };
    let mut all: Vec<Gathered> = blocks
        .iter()
        .map(|block| {
            let built_in = block.points.iter().map(|point| (&point.id, &point.text));
            let own = form.points.iter().filter(|point| point.block == block.id).map(|point| (&point.id, &point.text));
            Gathered {
                id: block.id.clone(),
                name: block.name.clone(),
                part: block.part,
                points: built_in.chain(own).map(|(id, text)| Heard { id: id.clone(), text: text.clone(), said: at_point(id) }).collect(),
                fields: block
                    .fields
                    .iter()
                    .map(|field| Heard { id: field.id.clone(), text: field.text.clone(), said: at_field(&field.id) })
                    .collect(),
            }
        })
        .collect();
    let known = |id: &str| all.iter().any(|block| block.points.iter().any(|point| point.id == id));
    let mut strays: Vec<String> = Vec::new();
    for point in parts.iter().flat_map(|part| &part.body.points) {
        if !known(&point.id) && !strays.contains(&point.id) {
            strays.push(point.id.clone());
        }
    }
    let known_field = |id: &str| all.iter().any(|block| block.fields.iter().any(|field| field.id == id));
    let mut stray_fields: Vec<Heard> = Vec::new();
    for field in parts.iter().flat_map(|part| &part.body.fields) {
        if !known_field(&field.id) && !stray_fields.iter().any(|heard| heard.id == field.id) {
            let heard = Heard { said: at_field(&field.id), text: "Bij een veld dat er niet meer is".to_owned(), id: field.id.clone() };
            stray_fields.push(heard);
        }
    }
    stray_fields.retain(|heard| !heard.said.is_empty());
    let strays: Vec<Heard> = strays
        .into_iter()
        .map(|id| Heard { said: at_point(&id), text: "Bij een punt dat er niet meer is".to_owned(), id })
        .filter(|heard| !heard.said.is_empty())
        .collect();
    if let Some(last) = all.last_mut() {
        last.points.extend(strays);
        last.fields.extend(stray_fields);
    }
    all
}
