//! The kijkwijzers of one occasion: which belong together, and what was said before and after, side by side.

use super::gathered::{Gathered, Heard, Said};
use super::kijkwijzer::{Kijkwijzer, Moment, Part};
use super::record::{Id, Record};

/// One form of an occasion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// Its id.
    pub id: Id,
    /// When it is filled in.
    pub moment: Moment,
    /// The day, as `YYYY-MM-DD`.
    pub date: String,
}

/// The forms that belong to one occasion, by moment and day. `this` among them, as it is now: what lies in `all` may be older.
#[must_use]
pub fn of(this: (&Id, &Kijkwijzer), all: &[Record<Kijkwijzer>]) -> Vec<Sitting> {
    let (id, form) = this;
    let mut rest: Vec<&Record<Kijkwijzer>> = all.iter().filter(|one| one.id != *id && one.trashed.is_none()).collect();
    // Whatever a link leads to or comes from belongs to it, also through a form that was thrown away, and where links go round.
    let mut known: Vec<Id> = [Some(*id), form.series].into_iter().flatten().collect();
    let mut found: Vec<Sitting> = Vec::new();
    loop {
        let belongs = |one: &&Record<Kijkwijzer>| known.contains(&one.id) || one.body.series.is_some_and(|of| known.contains(&of));
        let (more, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(belongs);
        if more.is_empty() {
            break;
        }
        rest = others;
        known.extend(more.iter().flat_map(|one| [Some(one.id), one.body.series]).flatten());
        found.extend(more.iter().map(|one| Sitting { id: one.id, moment: one.body.moment, date: one.body.date.clone() }));
    }
    found.push(Sitting { id: *id, moment: form.moment, date: form.date.clone() });
    found.sort_by(|a, b| (a.moment as u8, &a.date, a.id).cmp(&(b.moment as u8, &b.date, b.id)));
    found
}

/// What was said at one point, a column for each form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The point's or field's id.
    pub id: String,
    /// Its words.
    pub text: String,
    /// What was said in each form, in the order in which they were given.
    pub said: Vec<Vec<Said>>,
}

/// One block side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The heading it stands under.
    pub part: Part,
    /// Its title.
    pub name: String,
    /// The points and fields at which somebody said something in at least one form.
    pub rows: Vec<Row>,
}

/// Lays forms side by side. Points of which nobody said anything stay away, and so do blocks without any other.
#[must_use]
pub fn side_by_side(forms: &[Vec<Gathered>]) -> Vec<Beside> {
    let mut blocks: Vec<Beside> = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    for block in forms.iter().flatten() {
        if ids.contains(&block.id.as_str()) {
            continue;
        }
        ids.push(&block.id);
        let columns: Vec<Vec<&Heard>> = forms
            .iter()
            .map(|form| form.iter().filter(|one| one.id == block.id).flat_map(|one| one.points.iter().chain(&one.fields)).collect())
            .collect();
        let mut rows: Vec<Row> = Vec::new();
        for heard in columns.iter().flatten().filter(|heard| !heard.said.is_empty()) {
            if rows.iter().any(|row| row.id == heard.id) {
                continue;
            }
            let in_form = |form: &Vec<&Heard>| form.iter().find(|one| one.id == heard.id).map(|one| one.said.clone()).unwrap_or_default();
            rows.push(Row { id: heard.id.clone(), text: heard.text.clone(), said: columns.iter().map(in_form).collect() });
        }
        // In the order of the form, not of who spoke first.
        let place = |id: &str| columns.iter().flatten().position(|heard| heard.id == id);
        rows.sort_by_key(|row| place(&row.id));
        if !rows.is_empty() {
            blocks.push(Beside { part: block.part, name: block.name.clone(), rows });
        }
    }
    blocks
}
