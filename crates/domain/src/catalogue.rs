//! All places at once: which are wanted, how they lie around someone, how often each type is there in each wijk, and which lie so close
//! on a map that they are drawn as one. Pure; must not know a map library.

use super::geo::Point;
use super::numbers;
use super::place::Place;
use super::record::Id;
use super::text::fold;

/// One place to choose or show.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceItem {
    /// The document's id, whether the document exists yet or not.
    pub id: Id,
    /// The facts.
    pub place: Place,
    /// Its words, folded: made once, looked through at every keystroke.
    words: String,
}

impl PlaceItem {
    /// Takes a place in.
    #[must_use]
    pub fn new(id: Id, place: Place) -> Self {
        let texts = [&place.name, &place.wijk, &place.address, &place.about, &place.audience, &place.languages];
        Self { id, words: fold(&texts.map(String::as_str).join("\n")), place }
    }

    /// Whether every one of these folded words is in it.
    #[must_use]
    pub fn has(&self, wanted: &[String]) -> bool {
        wanted.iter().all(|word| self.words.contains(word.as_str()))
    }
}

/// Which places are wanted. Empty lists want all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Names of wijken.
    pub wijken: Vec<String>,
    /// Slugs of types.
    pub types: Vec<String>,
    /// Folded words that must all be there.
    pub words: Vec<String>,
    /// Only those that no longer exist, or only those that do.
    pub retired: bool,
}

impl Filter {
    /// Whether this place is wanted.
    #[must_use]
    pub fn wants(&self, item: &PlaceItem) -> bool {
        let place = &item.place;
        place.retired == self.retired
            && (self.wijken.is_empty() || self.wijken.contains(&place.wijk))
            && (self.types.is_empty() || place.types.iter().any(|one| self.types.contains(one)))
            && item.has(&self.words)
    }
}

/// How far each of these places is from here, in metres; those without a point come last. Nearest first, then by their order.
#[must_use]
pub fn by_distance(places: &[PlaceItem], found: &[usize], here: Point) -> Vec<(usize, Option<f64>)> {
    let mut list: Vec<(usize, Option<f64>)> =
        found.iter().map(|at| (*at, places.get(*at).and_then(|item| item.place.point()).map(|point| here.metres_to(point)))).collect();
    list.sort_by(|a, b| a.1.unwrap_or(f64::INFINITY).total_cmp(&b.1.unwrap_or(f64::INFINITY)));
    list
}

/// "350 m", "2,4 km", "12 km".
#[must_use]
pub fn distance_words(metres: f64) -> String {
    if metres < 950.0 {
        // Nobody's position is known to the metre.
        let tens = (metres / 10.0).round() * 10.0;
        return format!("{} m", numbers::write(tens.max(10.0)));
    }
    let tenths = (metres / 100.0).round() / 10.0;
    let kilometres = if tenths < 10.0 { tenths } else { tenths.round() };
    format!("{} km", numbers::write(kilometres).replace('.', ","))
}

/// How far it is from here and which way: "640 m naar het noordoosten"; next to it, nobody needs a way.
#[must_use]
pub fn way_words(here: Point, there: Point) -> String {
    let metres = here.metres_to(there);
    if metres < 15.0 { "vlak bij jou".to_owned() } else { format!("{} naar het {}", distance_words(metres), here.way_to(there)) }
}

/// How many places of each type are in each wijk: a row a wijk, in this order, then those elsewhere or nowhere; a column a type. A place
/// of two types counts in both; one without a type in none.
#[must_use]
pub fn matrix(places: &[PlaceItem], wijken: &[String], types: &[String]) -> Vec<Vec<usize>> {
    let mut counts = vec![vec![0; types.len()]; wijken.len() + 1];
    for item in places.iter().filter(|item| !item.place.retired) {
        let row = wijken.iter().position(|wijk| *wijk == item.place.wijk).unwrap_or(wijken.len());
        for column in item.place.types.iter().filter_map(|one| types.iter().position(|known| known == one)) {
            counts[row][column] += 1;
        }
    }
    counts
}

/// Places that are drawn as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// The middle of them.
    pub at: Point,
    /// Which, as they were given.
    pub members: Vec<usize>,
}

/// Pixels between two things one can touch apart.
const APART: f64 = 56.0;

/// Puts together what lies in the same square of a grid on the map at this zoom level (Web Mercator, 256 pixels for the world at 0), as
/// far as it lies between two corners (south-west, north-east). Squares are counted from the corner of the world, so that moving the
/// map takes nothing apart.
#[must_use]
pub fn clusters(points: &[(usize, Point)], (low, high): (Point, Point), zoom: f64) -> Vec<Cluster> {
    let mut squares: std::collections::BTreeMap<(i64, i64), Cluster> = std::collections::BTreeMap::new();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a zoom level is a small whole number")]
    let scale = 256.0 * f64::from(1_u32 << (zoom.clamp(0.0, 30.0) as u32)) / APART;
    for (member, point) in points {
        if point.lat < low.lat || point.lat > high.lat || point.lon < low.lon || point.lon > high.lon {
            continue;
        }
        let (x, y) = mercator(*point);
        #[expect(clippy::cast_possible_truncation, reason = "a float becomes the nearest whole number that fits")]
        let square = ((x * scale).floor() as i64, (y * scale).floor() as i64);
        let cluster = squares.entry(square).or_insert_with(|| Cluster { at: Point::default(), members: Vec::new() });
        cluster.members.push(*member);
        #[expect(clippy::cast_precision_loss, reason = "nobody has so many places")]
        let count = cluster.members.len() as f64;
        cluster.at.lat += (point.lat - cluster.at.lat) / count;
        cluster.at.lon += (point.lon - cluster.at.lon) / count;
    }
    squares.into_values().collect()
}

/// Where a point lies on the map of the world, from 0 to 1 (EPSG:3857, cut at 85 degrees).
fn mercator(point: Point) -> (f64, f64) {
    let sine = point.lat.clamp(-85.0, 85.0).to_radians().sin();
    (point.lon / 360.0 + 0.5, 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * std::f64::consts::PI))
}
