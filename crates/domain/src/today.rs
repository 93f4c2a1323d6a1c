//! What of all visits belongs on the first screen, and how much of it: a day with sixty visits under way is one card and a number. Must
//! not know how it is shown.

use super::record::Record;
use super::visit::{Stage, Visit};

/// How many planned visits fit the first screen.
pub const PLANNED: usize = 3;

/// The visits of the first screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overview {
    /// The visit under way that was changed last.
    pub under_way: Option<Record<Visit>>,
    /// How many more are under way.
    pub more_under_way: usize,
    /// Planned for today.
    pub today: Vec<Record<Visit>>,
    /// Planned for another day, or for none: the nearest first, at most [`PLANNED`].
    pub planned: Vec<Record<Visit>>,
    /// How many more are planned.
    pub more_planned: usize,
    /// To be discussed, the latest day first, at most [`PLANNED`].
    pub to_discuss: Vec<Record<Visit>>,
    /// How many more are to be discussed.
    pub more_to_discuss: usize,
    /// The last one that was closed.
    pub last: Option<Record<Visit>>,
}

impl Overview {
    /// Of all visits on the day `today`, as `YYYY-MM-DD`.
    #[must_use]
    pub fn of(mut visits: Vec<Record<Visit>>, today: &str) -> Self {
        visits.sort_by(|a, b| a.body.date.cmp(&b.body.date).then(a.id.cmp(&b.id)));
        let at = |stage: Stage| visits.iter().filter(move |visit| visit.body.stage == stage);
        let (for_today, mut planned): (Vec<_>, Vec<_>) = at(Stage::Planned).cloned().partition(|visit| visit.body.date == today);
        // What has a day to come goes before what is past or has none.
        planned.sort_by_key(|visit| visit.body.date.as_str() < today);
        let mut to_discuss: Vec<_> = at(Stage::Debriefing).rev().cloned().collect();
        Self {
            under_way: at(Stage::Watching).max_by_key(|visit| visit.updated).cloned(),
            more_under_way: at(Stage::Watching).count().saturating_sub(1),
            today: for_today,
            more_planned: planned.len().saturating_sub(PLANNED),
            planned: first(&mut planned),
            more_to_discuss: to_discuss.len().saturating_sub(PLANNED),
            to_discuss: first(&mut to_discuss),
            last: at(Stage::Done).next_back().cloned(),
        }
    }
}

fn first(list: &mut Vec<Record<Visit>>) -> Vec<Record<Visit>> {
    list.truncate(PLANNED);
    std::mem::take(list)
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::{Overview, PLANNED};
    use crate::{Author, Id, Record, Stage, Visit};

    fn visit(id: &str, date: &str, stage: Stage, updated: i64) -> Record<Visit> {
        let body = Visit { date: date.to_owned(), stage, ..Visit::default() };
        Record::new(Id::new(id), Author::default(), updated, body)
    }

    fn ids(visits: &[Record<Visit>]) -> Vec<&str> {
        visits.iter().map(|visit| visit.id.as_str()).collect()
    }

    #[test]
    fn sixty_visits_under_way_are_one_and_a_number() {
        let all = (0..60).map(|n| visit(&format!("v{n:02}"), "2026-11-30", Stage::Watching, if n == 7 { 99 } else { n })).collect();
        let found = Overview::of(all, "2026-11-30");
        assert_eq!(found.under_way.expect("one").id.as_str(), "v07");
        assert_eq!(found.more_under_way, 59);
    }

    #[test]
    fn what_is_planned_today_stands_apart_and_the_nearest_day_goes_first() {
        let all = vec![
            visit("past", "2026-11-01", Stage::Planned, 1),
            visit("none", "", Stage::Planned, 1),
            visit("today", "2026-11-30", Stage::Planned, 1),
            visit("week", "2026-12-07", Stage::Planned, 1),
            visit("morrow", "2026-12-01", Stage::Planned, 1),
        ];
        let found = Overview::of(all, "2026-11-30");
        assert_eq!(ids(&found.today), ["today"]);
        assert_eq!(ids(&found.planned), ["morrow", "week", "none"]);
        assert_eq!((found.planned.len(), found.more_planned), (PLANNED, 1));
    }

    #[test]
    fn the_last_visit_is_the_latest_that_was_closed() {
        let all = vec![
            visit("b", "2026-11-20", Stage::Done, 1),
            visit("a", "2026-10-20", Stage::Done, 9),
            visit("t", "2026-11-21", Stage::Debriefing, 1),
            visit("s", "2026-11-22", Stage::Debriefing, 1),
        ];
        let found = Overview::of(all, "2026-11-30");
        assert_eq!(found.last.expect("one").id.as_str(), "b");
        assert_eq!(ids(&found.to_discuss), ["s", "t"]);
        assert_eq!(found.more_to_discuss, 0);
    }
}
