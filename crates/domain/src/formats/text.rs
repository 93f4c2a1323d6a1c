//! A visit or a place as plain text, for a message or a clipboard: as a person would write it, without marks that only a machine reads.

use std::fmt::Write as _;

use crate::numbers;
use crate::place::Place;
use crate::summary::{LensSummary, QuestionSummary};
use crate::visit::Visit;
use crate::{Lane, Record, ThermosNote};

/// The visit as text, with the thermos notes that came of it. `day` says the visit's date in words, `when` a moment.
#[must_use]
pub fn visit(visit: &Visit, lenses: &[LensSummary], warm: &[Record<ThermosNote>], day: &str, when: impl Fn(i64) -> String) -> String {
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
        let _ = write!(out, "\n{}\n", lens.name.to_uppercase());
        for question in lens.questions.iter().filter(|q| !q.is_empty()) {
            put_question(&mut out, question, &when);
        }
    }
    if !warm.is_empty() {
        out.push_str("\nTHERMOSNOTITIES\n\n");
        for note in warm {
            let kind = note.body.note_kind.label();
            let by = if note.author.name.is_empty() { kind.to_owned() } else { format!("{kind}, {}", note.author.name) };
            let _ = writeln!(out, "• {} ({by})", note.body.text.trim());
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

fn put_question(out: &mut String, question: &QuestionSummary, when: &impl Fn(i64) -> String) {
    let _ = write!(out, "\n{}\n", question.text);
    for (lane, lines) in Lane::ALL.iter().zip(&question.lanes) {
        if lines.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{}:", lane.label());
        for line in lines {
            let by = if line.author.is_empty() { when(line.at) } else { format!("{}, {}", line.author, when(line.at)) };
            let _ = writeln!(out, "• {} ({by})", if line.text.is_empty() { "(zonder woorden)" } else { &line.text });
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
        let with = if count.with.is_empty() { String::new() } else { format!(" (samen met {})", count.with.join(", ")) };
        let _ = writeln!(out, "Geteld: {} × {}{with}", count.taps.len(), count.label);
    }
    match question.photos.len() {
        0 => {}
        1 => out.push_str("1 foto\n"),
        n => {
            let _ = writeln!(out, "{n} foto's");
        }
    }
}
