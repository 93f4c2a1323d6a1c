//! What each row of a table would do to the places that are there. Must not write over what a colleague wrote: a place that is known only
//! gets what it lacks.

use std::collections::BTreeMap;

use super::Field;
use super::cells::{self, OffEarth};
use super::fetching::matching::{self, Asked};
use super::filling::fill;
use super::openstreetmap;
use super::outcome::Outcome;
use super::skip::Skip;
use super::vicinity::{FAR, NEAR, Vicinity};
use crate::formats::table::{self, Row};
use crate::geo::{Outline, Point};
use crate::limits;
use crate::place::ENCOUNTERS;
use crate::record::is_ours;
use crate::text::fold;
use crate::{Id, Place};

/// How near two places of one name are the same place, in metres.
pub const NEAR_M: f64 = 150.0;
/// What [`ENCOUNTERS`] called the small one before: it stands in tables that were exported then.
const EARLIER: &str = "klein ontmoeten";
/// The type of what has no other.
const OTHER: &str = "andere";

/// What is there already.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// The places.
    pub places: &'a [(Id, Place)],
    /// The types: slug and word.
    pub types: &'a [(String, String)],
    /// The names of the neighbourhoods.
    pub wijken: &'a [String],
    /// Their outlines.
    pub outlines: &'a [Outline],
    /// Of whom the rows were asked; nothing when they come from a file.
    pub asked: Option<&'a Asked>,
}

/// Something that was met, here or in the file, under its name.
struct Spot {
    /// Where it lies, as [`Point::in_space`] has it.
    point: Option<[f64; 3]>,
    /// Folded.
    wijk: String,
    /// The line in the file that is about it; 0 when there is none yet.
    line: usize,
    /// Whether that line had an id.
    marked: bool,
}

/// Where things stand, by a folded word.
type Index = BTreeMap<String, Vec<usize>>;

/// Says row by row what would become of a file. Remembers the rows it saw; a second file needs a new one.
pub struct Planner<'a> {
    known: Known<'a>,
    mapping: Vec<Option<Field>>,
    /// The known places in their order, then what the file brought.
    spots: Vec<Spot>,
    names: Index,
    ids: Index,
    /// The known places of the source that was asked, by what they are called there.
    origins: Index,
    types: Index,
    wijken: Index,
    vicinity: Vicinity,
    /// Whether what looks swapped is turned round; nothing when that is still to be asked.
    swap: Option<bool>,
    /// How many rows were seen.
    rows: usize,
    /// The box of each outline.
    boxes: Vec<Option<(Point, Point)>>,
}

/// What a row says.
struct Draft {
    id: String,
    place: Place,
    /// Whether the wijk stands in the row, rather than follows from the point.
    wijk_told: bool,
}

impl<'a> Planner<'a> {
    /// Gets ready. `mapping` says for each column of the table which field it is.
    #[must_use]
    pub fn new(known: Known<'a>, mapping: &[Option<Field>]) -> Self {
        let mut planner = Self {
            known,
            mapping: mapping.to_vec(),
            spots: Vec::with_capacity(known.places.len()),
            names: Index::new(),
            ids: Index::new(),
            origins: known.asked.map(|asked| asked.known(known.places)).unwrap_or_default(),
            types: Index::new(),
            wijken: Index::new(),
            vicinity: Vicinity::of(known),
            swap: None,
            rows: 0,
            boxes: known.outlines.iter().map(Outline::bounds).collect(),
        };
        for (at, (id, place)) in known.places.iter().enumerate() {
            put(&mut planner.ids, id.as_str().to_owned(), at);
            planner.meet(
                key(&place.name),
                Spot { point: place.point().map(Point::in_space), wijk: fold(place.wijk.trim()), line: 0, marked: true },
            );
        }
        for (at, (slug, word)) in known.types.iter().enumerate() {
            put(&mut planner.types, fold(slug.trim()), at);
            put(&mut planner.types, fold(word.trim()), at);
        }
        for (word, slug) in openstreetmap::TYPES {
            if let Some(at) = known.types.iter().position(|(known, _)| known == slug) {
                put(&mut planner.types, fold(word), at);
            }
        }
        for (at, wijk) in known.wijken.iter().enumerate() {
            put(&mut planner.wijken, fold(wijk.trim()), at);
        }
        planner
    }

    /// What is done with a spot that looks swapped: turned round, left, or ([`Skip::LooksSwapped`]) asked about.
    #[must_use]
    pub const fn with_swap(mut self, swap: Option<bool>) -> Self {
        self.swap = swap;
        self
    }

    /// Points that are known besides, as the centres of wijken: what lies near them is not far from everything.
    #[must_use]
    pub fn near(mut self, points: impl Iterator<Item = Point>) -> Self {
        self.vicinity.add(points);
        self
    }

    /// What would become of the next row.
    pub fn row(&mut self, row: &Row) -> Outcome {
        let number = self.rows;
        self.rows += 1;
        let mut draft = match self.draft(row) {
            Ok(draft) => draft,
            Err(skip) => return Outcome::Skipped(skip),
        };
        draft.place.origin = self.known.asked.and_then(|asked| asked.origin(number, &draft.place));
        if let Some(outcome) = self.again(&draft.place, row.line) {
            return outcome;
        }
        let name = key(&draft.place.name);
        let here = Spot {
            point: draft.place.point().map(Point::in_space),
            wijk: fold(&draft.place.wijk),
            line: row.line,
            marked: !draft.id.is_empty(),
        };
        let found = match self.find(&draft.id, &name, &here) {
            Ok(found) => found,
            Err(skip) => return Outcome::Skipped(skip),
        };
        let marked = here.marked;
        if let Some(spot) = found.and_then(|at| self.spots.get_mut(at)) {
            (spot.line, spot.marked) = (row.line, marked);
        }
        if marked {
            put(&mut self.ids, draft.id.clone(), self.spots.len());
        }
        self.meet(name, here);
        match found.and_then(|at| self.known.places.get(at)) {
            Some((id, place)) => changed(id, place, draft),
            None => Outcome::New(draft.place),
        }
    }

    /// What becomes of a row about a place that was fetched before; nothing when it is about no such place.
    fn again(&mut self, new: &Place, line: usize) -> Option<Outcome> {
        let origin = new.origin.as_ref()?;
        let at = *self.origins.get(&origin.id)?.first()?;
        let (id, known) = self.known.places.get(at)?;
        let spot = self.spots.get_mut(at)?;
        if spot.line > 0 {
            return Some(Outcome::Skipped(Skip::TwiceInFile(spot.line)));
        }
        spot.line = line;
        Some(matching::again(*id, known, new.clone(), origin.clone()))
    }

    /// Remembers something under its name.
    fn meet(&mut self, name: String, spot: Spot) {
        if !name.is_empty() {
            put(&mut self.names, name, self.spots.len());
        }
        self.spots.push(spot);
    }

    /// The known place that a row is about, if there is one.
    fn find(&self, id: &str, name: &str, here: &Spot) -> Result<Option<usize>, Skip> {
        let spot = |at: &usize| self.spots.get(*at).map(|spot| (*at, spot));
        if let Some((at, spot)) = self.ids.get(id).filter(|_| here.marked).and_then(|all| all.first()).and_then(spot) {
            return if spot.line > 0 { Err(Skip::TwiceInFile(spot.line)) } else { Ok(Some(at)) };
        }
        if name.is_empty() {
            return Err(Skip::NoName);
        }
        let mut nearest: Option<(usize, f64)> = None;
        for (at, spot) in self.names.get(name).into_iter().flatten().filter_map(spot) {
            let Some(metres) = apart(spot, here) else { continue };
            if spot.line == 0 {
                if nearest.is_none_or(|(_, least)| metres < least) {
                    nearest = Some((at, metres));
                }
            } else if !spot.marked || !here.marked {
                // Two ids are two places, even of one name in one street.
                return Err(Skip::TwiceInFile(spot.line));
            }
        }
        Ok(nearest.map(|(at, _)| at))
    }

    fn draft(&self, row: &Row) -> Result<Draft, Skip> {
        let mut place = Place::default();
        let line = |field| limits::line(&self.cell(row, field).replace(['\n', '\r', '\t'], " ")).trim().to_owned();
        place.name = line(Field::Name);
        place.address = line(Field::Address);
        place.audience = line(Field::Audience);
        place.contact = line(Field::Contact);
        place.languages = line(Field::Languages);
        place.about = note(&self.cell(row, Field::About));
        place.hours = line(Field::Hours);
        place.website = cells::website(self.cell(row, Field::Website).trim());
        place.checked = cells::day(self.cell(row, Field::Checked).trim());
        let answer = |field| cells::answer(&fold(self.cell(row, field).trim()));
        (place.pram, place.wheelchair, place.free) = (answer(Field::Pram), answer(Field::Wheelchair), answer(Field::Free));
        place.retired = answer(Field::Retired) == Some(true);
        place.types = self.types(&self.cell(row, Field::Types));
        let slug = |word: &str| {
            ENCOUNTERS
                .iter()
                .find(|(slug, name)| fold(slug) == word || fold(name) == word)
                .map_or_else(|| (word == EARLIER).then_some("small"), |(slug, _)| Some(*slug))
        };
        for word in several(&self.cell(row, Field::Encounters)) {
            add(&mut place.encounters, slug(&word));
        }
        if let Some(point) = self.point(row)? {
            place.put(point);
        }
        let wijk = line(Field::Wijk);
        let wijk_told = !wijk.is_empty();
        place.wijk = self.wijk(wijk, place.point());
        let mut id = self.cell(row, Field::Id).trim().to_owned();
        if !self.ids.contains_key(&id) && !is_ours(&id) {
            id.clear();
        }
        Ok(Draft { id, place, wijk_told })
    }

    /// What stands in the columns of a field: street and number may have one each.
    fn cell(&self, row: &Row, field: Field) -> String {
        let of_field = row.cells.iter().zip(&self.mapping).filter(|(_, mapped)| **mapped == Some(field));
        let mut parts: Vec<&str> = of_field.map(|(cell, _)| cell.as_str()).filter(|cell| !cell.trim().is_empty()).collect();
        if field == Field::Address {
            // In whatever order the columns stand, the number comes behind the street.
            parts.sort_by_key(|part| part.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        }
        parts.join(field.between())
    }

    fn point(&self, row: &Row) -> Result<Option<Point>, Skip> {
        let (lat, lon, both) = (self.cell(row, Field::Lat), self.cell(row, Field::Lon), self.cell(row, Field::Position));
        let bad = |text: &str| Skip::BadPoint(limits::line(text.trim()));
        let of_two = [lat.trim(), lon.trim()];
        let told = match cells::pair(&lat, &lon) {
            Ok(None) => cells::position(&both).map(|pair| pair.map(|pair| (pair, both.clone()))).map_err(|OffEarth| bad(&both))?,
            Ok(Some(pair)) => Some((pair, of_two.join(", "))),
            Err(OffEarth) => return Err(bad(&of_two.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "))),
        };
        let Some((pair, text)) = told else { return Ok(None) };
        let (point, twin) = (cells::point_of(pair), cells::point_of((pair.1, pair.0)));
        let far = point.as_ref().ok().is_none_or(|point| !self.vicinity.has(*point, FAR));
        if let Some(twin) = twin.ok().filter(|twin| far && self.vicinity.has(*twin, NEAR)) {
            match self.swap {
                Some(true) => return Ok(Some(twin)),
                Some(false) => {}
                None => return Err(Skip::LooksSwapped),
            }
        }
        point.map(Some).map_err(|OffEarth| bad(&text))
    }

    /// A neighbourhood as the city spells it; else that of the outline around the point; else what stood there.
    fn wijk(&self, told: String, point: Option<Point>) -> String {
        let spelled = self.wijken.get(&fold(&told)).and_then(|all| self.known.wijken.get(*all.first()?));
        if let (Some(spelled), false) = (spelled, told.is_empty()) {
            return spelled.clone();
        }
        let around = point.and_then(|point| {
            let inside =
                |(low, high): &(Point, Point)| (low.lat..=high.lat).contains(&point.lat) && (low.lon..=high.lon).contains(&point.lon);
            // The boxes first: going along all outlines for each of many rows would take minutes.
            let mut all = self.known.outlines.iter().zip(&self.boxes);
            all.find(|(outline, bounds)| bounds.as_ref().is_some_and(inside) && outline.contains(point))
        });
        around.map_or(told, |(outline, _)| outline.name.clone())
    }

    fn types(&self, cell: &str) -> Vec<String> {
        let slug = |word: &str| self.types.get(word).and_then(|all| self.known.types.get(*all.first()?)).map(|(slug, _)| slug.as_str());
        let (mut found, words) = (Vec::new(), several(cell));
        if words.is_empty() {
            return found;
        }
        // The whole cell first: a word may have a comma in it.
        if let Some(slug) = slug(&fold(cell.trim())) {
            return vec![slug.to_owned()];
        }
        for word in &words {
            add(&mut found, slug(word));
        }
        if found.is_empty() {
            found.push(OTHER.to_owned());
        }
        found
    }
}

/// What a name is found under. Of one that is accents only nothing is left when folded.
fn key(name: &str) -> String {
    let folded = fold(name.trim());
    if folded.is_empty() { name.trim().to_owned() } else { folded }
}

fn put(index: &mut Index, word: String, at: usize) {
    index.entry(word).or_default().push(at);
}

/// How far two things of one name are apart, in metres; endless when one has no point; nothing when they are two places.
fn apart(one: &Spot, other: &Spot) -> Option<f64> {
    let (Some(here), Some(there)) = (one.point, other.point) else {
        return (one.wijk.is_empty() || other.wijk.is_empty() || one.wijk == other.wijk).then_some(f64::INFINITY);
    };
    let [x, y, z] = [0, 1, 2].map(|at| here[at] - there[at]);
    let square = x * x + y * y + z * z;
    (square <= NEAR_M * NEAR_M).then(|| square.sqrt())
}

/// The folded words of a cell with several.
fn several(cell: &str) -> Vec<String> {
    cell.split([';', '|', ',']).map(|word| fold(word.trim())).filter(|word| !word.is_empty()).collect()
}

fn add(list: &mut Vec<String>, slug: Option<&str>) {
    if let Some(slug) = slug.filter(|slug| !list.iter().any(|known| known == slug)) {
        list.push(slug.to_owned());
    }
}

/// A text that may have several lines.
fn note(text: &str) -> String {
    let kept: String = text.replace('\t', " ").chars().filter(|c| *c == '\n' || !c.is_control()).take(table::CHARS).collect();
    kept.trim().to_owned()
}

/// What a row says, laid into what a known place lacks.
fn changed(id: &Id, known: &Place, mut draft: Draft) -> Outcome {
    let mut place = known.clone();
    // Where the point was known, the wijk is what a colleague made of it.
    if !draft.wijk_told && (place.lat.is_some() || place.lon.is_some() || draft.place.point().is_none()) {
        draft.place.wijk.clear();
    }
    let filled = fill(&mut place, draft.place);
    if filled.is_empty() { Outcome::Skipped(Skip::Same) } else { Outcome::Changed { id: *id, place, filled } }
}
