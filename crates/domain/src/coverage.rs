//! Witte vlekken: where a type of place is there, where it is not, and where nobody filled it in. Pure.

use super::catalogue::{PlaceItem, matrix};
use super::content::PlaceType;

/// What stands at a wijk and a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// So many places, one at least.
    There(usize),
    /// None here, though there are elsewhere: a white spot.
    Gap,
    /// Nobody filled in a single place of this type anywhere: that says nothing of this wijk.
    NotFilledIn,
}

/// One wijk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// A cell for each type.
    pub cells: Vec<Cell>,
    /// All places in it, each once, of whatever type.
    pub total: usize,
}

/// The matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// A row for each wijk, in the order given, then one for places elsewhere or nowhere.
    pub rows: Vec<Row>,
    /// For each type: in how many of the city's wijken there is one at least; nothing where it was not filled in.
    pub reach: Vec<Option<usize>>,
}

/// Looks which types are there in which wijken; the first `city` of the wijken are the city's own.
#[must_use]
pub fn of(places: &[PlaceItem], wijken: &[String], types: &[String], city: usize) -> Coverage {
    let counts = matrix(places, wijken, types);
    let filled: Vec<bool> = (0..types.len()).map(|column| counts.iter().any(|row| row[column] > 0)).collect();
    let cell = |count: usize, column: usize| match (count, filled[column]) {
        (0, true) => Cell::Gap,
        (0, false) => Cell::NotFilledIn,
        (count, _) => Cell::There(count),
    };
    let mut totals = vec![0; wijken.len() + 1];
    for item in places.iter().filter(|item| !item.place.retired) {
        totals[wijken.iter().position(|wijk| *wijk == item.place.wijk).unwrap_or(wijken.len())] += 1;
    }
    let reach = (0..types.len())
        .map(|column| filled[column].then(|| counts.iter().take(city.min(wijken.len())).filter(|row| row[column] > 0).count()))
        .collect();
    let rows = counts
        .into_iter()
        .zip(totals)
        .map(|(row, total)| Row { cells: row.into_iter().enumerate().map(|(column, count)| cell(count, column)).collect(), total })
        .collect();
    Coverage { rows, reach }
}

/// Which types are shown on a narrow screen: what was kept, with bars between, as far as it is known; else those that one begins with.
#[must_use]
pub fn chosen(kept: Option<&str>, known: &[PlaceType]) -> Vec<String> {
    let wanted: Vec<&str> = kept.unwrap_or_default().split('|').collect();
    let ids = |is: &dyn Fn(&PlaceType) -> bool| known.iter().filter(|one| is(one)).map(|one| one.id.clone()).collect::<Vec<_>>();
    let kept = ids(&|one| wanted.contains(&one.id.as_str()));
    if kept.is_empty() { ids(&|one| one.first) } else { kept }
}

/// The choice with one type put in or taken out. The last one stays.
#[must_use]
pub fn toggled(chosen: &[String], id: &str) -> Vec<String> {
    if !chosen.iter().any(|one| one == id) {
        return chosen.iter().cloned().chain([id.to_owned()]).collect();
    }
    let rest: Vec<String> = chosen.iter().filter(|one| *one != id).cloned().collect();
    if rest.is_empty() { chosen.to_vec() } else { rest }
}
