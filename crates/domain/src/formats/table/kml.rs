//! The placemarks of a KML file (OGC KML 2.2) as features: their name, what is told of them, and where they lie. Styles, folders and tours
//! are passed over.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value, json};

use super::{ROWS, TableError};
use crate::formats::outlines::POINTS;
use crate::formats::pace::{Pace, Steps};
use crate::limits;

/// The deepest that elements are nested.
const DEEPEST: usize = 100;

/// Where a reading stands.
#[derive(Default)]
struct Reading {
    /// The elements that are open, without their prefix.
    open: Vec<String>,
    /// What the innermost one says so far.
    text: String,
    /// The name of the datum that is open.
    datum: String,
    told: Map<String, Value>,
    shapes: Vec<Value>,
    rings: Vec<Value>,
    /// A position that is none.
    odd: Option<String>,
    features: Vec<Value>,
    /// How many positions were read.
    points: usize,
}

/// Reads the placemarks.
///
/// # Errors
/// [`TableError::BrokenXml`], or [`TableError::TooManyRows`].
pub(super) async fn read(text: &str, pace: &impl Pace) -> Result<Vec<Value>, TableError> {
    let mut reader = Reader::from_str(text);
    let mut reading = Reading::default();
    let mut steps = Steps::new(pace, text.len());
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        if !steps.on(at).await {
            return Err(TableError::Stopped);
        }
        match reader.read_event().map_err(|_| TableError::BrokenXml)? {
            Event::Start(tag) => reading.begin(&tag)?,
            Event::End(_) => {
                // A whole city may be drawn in one element.
                let drawn = if reading.around(0) == "coordinates" { positions(&reading.text, &mut steps, at).await? } else { None };
                reading.end(drawn)?;
            }
            Event::Text(part) => reading.text.push_str(&part),
            Event::CData(part) => reading.text.push_str(&part),
            Event::GeneralRef(name) => {
                if let Some(letter) = name.resolve_char_ref().ok().flatten() {
                    reading.text.push(letter);
                } else if let Some(known) = resolve_predefined_entity(&name) {
                    reading.text.push_str(known);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if reading.open.is_empty() { Ok(reading.features) } else { Err(TableError::BrokenXml) }
}

impl Reading {
    fn begin(&mut self, tag: &BytesStart) -> Result<(), TableError> {
        let name = tag.local_name().as_ref().to_owned();
        match name.as_str() {
            "Placemark" => (self.told, self.shapes, self.odd) = (Map::new(), Vec::new(), None),
            "Polygon" => self.rings.clear(),
            "Data" | "SimpleData" => {
                let attribute = tag.try_get_attribute("name").ok().flatten();
                self.datum = attribute.map(|name| plain(&name.value)).unwrap_or_default();
            }
            _ => {}
        }
        self.text.clear();
        self.open.push(name);
        if self.open.len() > DEEPEST { Err(TableError::BrokenXml) } else { Ok(()) }
    }

    /// The element so many steps out.
    fn around(&self, steps: usize) -> &str {
        self.open.len().checked_sub(steps + 1).and_then(|at| self.open.get(at)).map_or("", String::as_str)
    }

    /// The end of an element; of one with positions `drawn` has them, if they can be read.
    fn end(&mut self, drawn: Option<Vec<Value>>) -> Result<(), TableError> {
        let text = std::mem::take(&mut self.text).trim().to_owned();
        match (self.around(0), self.around(1)) {
            ("name", "Placemark") => self.tell("name", text),
            ("address", "Placemark") => self.tell("address", text),
            ("phoneNumber", "Placemark") => self.tell("phone", text),
            ("description", "Placemark") => self.tell("description", without_markup(&text)),
            ("value", "Data") | ("SimpleData", _) => {
                let name = std::mem::take(&mut self.datum);
                self.tell(&name, text);
            }
            ("coordinates", _) => self.draw(drawn, &text)?,
            ("Polygon", _) if !self.rings.is_empty() => {
                let rings = std::mem::take(&mut self.rings);
                self.shapes.push(json!({ "type": "Polygon", "coordinates": rings }));
            }
            ("Placemark", _) => self.finish()?,
            _ => {}
        }
        self.open.pop();
        Ok(())
    }

    fn tell(&mut self, name: &str, text: String) {
        if !name.is_empty() && !text.is_empty() {
            self.told.entry(name.to_owned()).or_insert(Value::String(text));
        }
    }

    fn draw(&mut self, drawn: Option<Vec<Value>>, text: &str) -> Result<(), TableError> {
        let Some(positions) = drawn.filter(|positions| !positions.is_empty()) else {
            self.odd = Some(limits::line(text));
            return Ok(());
        };
        self.points += positions.len();
        if self.points > POINTS {
            return Err(TableError::TooManyRows);
        }
        match (self.around(1), self.around(2)) {
            ("Point", _) => self.shapes.push(json!({ "type": "Point", "coordinates": positions.first() })),
            ("LinearRing", "outerBoundaryIs") => self.rings.insert(0, Value::Array(positions)),
            ("LinearRing", "innerBoundaryIs") => self.rings.push(Value::Array(positions)),
            _ => self.shapes.push(json!({ "type": "LineString", "coordinates": positions })),
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), TableError> {
        if self.features.len() >= ROWS {
            return Err(TableError::TooManyRows);
        }
        let mut shapes = std::mem::take(&mut self.shapes);
        let geometry = match (shapes.len(), self.odd.take()) {
            (_, Some(odd)) => Value::String(odd),
            (0, None) => Value::Null,
            (1, None) => shapes.remove(0),
            _ if shapes.iter().all(|shape| shape["type"] == "Polygon") => {
                let polygons: Vec<Value> = shapes.iter_mut().map(|shape| shape["coordinates"].take()).collect();
                json!({ "type": "MultiPolygon", "coordinates": polygons })
            }
            _ => json!({ "type": "GeometryCollection", "geometries": shapes }),
        };
        self.features.push(json!({ "type": "Feature", "properties": std::mem::take(&mut self.told), "geometry": geometry }));
        Ok(())
    }
}

/// The positions of a text; nothing when one of them is none.
async fn positions(text: &str, steps: &mut Steps<'_, impl Pace>, at: usize) -> Result<Option<Vec<Value>>, TableError> {
    let mut all = Vec::new();
    for text in text.split_whitespace().take(POINTS + 1) {
        if !steps.on(at).await {
            return Err(TableError::Stopped);
        }
        let Some(position) = position(text) else { return Ok(None) };
        all.push(position);
    }
    Ok(Some(all))
}

/// East and north, and perhaps how high.
fn position(text: &str) -> Option<Value> {
    let numbers: Vec<Value> = text.split(',').map(|number| number.parse::<f64>().ok().map(Value::from)).collect::<Option<_>>()?;
    (numbers.len() >= 2).then_some(Value::Array(numbers))
}

/// The words of a description, which is often a piece of a web page.
fn without_markup(text: &str) -> String {
    let (mut words, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        let Some((tag, after)) = after.split_once('>') else {
            words.push('<');
            rest = after;
            break;
        };
        let tag = tag.trim_matches(['/', ' ']).to_ascii_lowercase();
        if matches!(tag.split_whitespace().next(), Some("br" | "p" | "div" | "li" | "tr")) && !words.ends_with('\n') {
            words.push('\n');
        }
        rest = after;
    }
    words.push_str(rest);
    plain(&words).trim().to_owned()
}

/// Without the names of signs; as it is where one is not known.
fn plain(text: &str) -> String {
    unescape(text).map_or_else(|_| text.to_owned(), Cow::into_owned)
}
