//! A visit or a place as plain text, for a message or a clipboard.

use std::fmt::Write as _;

use crate::Lane;
use crate::numbers;
use crate::place::Place;
use crate::summary::{LensSummary, QuestionSummary};
use crate::visit::Visit;

/// The visit as text. `day` says the visit's date in words, `clock` a moment as an hour.
#[must_use]
pub fn visit(visit: &Visit, lenses: &[LensSummary], day: &str, clock: impl Fn(i64) -> String) -> String {
    let mut out = format!("{}\n", visit.title());
    if !day.is_empty() {
        let _ = writeln!(out, "{day}");
    }
    if !visit.observers.is_empty() {
        let names: Vec<&str> = visit.observers.iter().map(|o| o.name.as_str()).collect();
        let _ = writeln!(out, "Keken mee: {}", names.join(", "));
    }
    for lens in lenses {
        if lens.questions.iter().all(QuestionSummary::is_empty) {
            continue;
        }
        let _ = write!(out, "\n== {} ==\n", lens.name);
        for question in lens.questions.iter().filter(|q| !q.is_empty()) {
            let _ = write!(out, "\n{}\n", question.text);
            for (lane, lines) in Lane::ALL.iter().zip(&question.lanes) {
                if lines.is_empty() {
                    continue;
                }
                let _ = writeln!(out, "{}:", lane.label());
                for line in lines {
                    let by = if line.author.is_empty() { clock(line.at) } else { format!("{}, {}", line.author, clock(line.at)) };
                    let _ = writeln!(out, "- {} ({by})", if line.text.is_empty() { "(zonder woorden)" } else { &line.text });
                    match line.deviation.as_deref() {
                        Some("") => out.push_str("  Hier wijkt het script af\n"),
                        Some(why) => {
                            let _ = writeln!(out, "  Hier wijkt het script af: {why}");
                        }
                        None => {}
                    }
                }
            }
            for count in &question.counts {
                let _ = writeln!(out, "Geteld: {} × {}", count.taps.len(), count.label);
            }
            match question.photos.len() {
                0 => {}
                1 => out.push_str("1 foto\n"),
                n => {
                    let _ = writeln!(out, "{n} foto's");
                }
            }
        }
    }
    out
}

/// A place as a family needs it: what it is, where, when, and the way there in any browser. `types` says its types in words. What
/// colleagues wrote about it and the contact of the organisation stay here.
#[must_use]
pub fn place(place: &Place, types: &str) -> String {
    let mut out = if types.is_empty() { place.name.clone() } else { format!("{} ({types})", place.name) };
    let where_it_is =
        [place.address.as_str(), place.wijk.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    let cost = place.free.map_or("", |free| if free { "Gratis" } else { "Betalend" });
    let safe = Some(place.website.as_str()).filter(|site| site.starts_with("https://")).unwrap_or_default();
    for (word, text) in [("", where_it_is.as_str()), ("Open: ", &place.hours), ("Voor: ", &place.audience), ("", cost), ("Website: ", safe)]
    {
        if !text.is_empty() {
            let _ = write!(out, "\n{word}{text}");
        }
    }
    if let Some(at) = place.point() {
        let _ =
            write!(out, "\nRoute: https://www.openstreetmap.org/directions?to={},{}", numbers::rounded(at.lat), numbers::rounded(at.lon));
    }
    out
}
