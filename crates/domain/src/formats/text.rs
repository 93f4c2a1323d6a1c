//! A visit as plain text, for a message or a clipboard: as a person would write it, without marks that only a machine reads.

use std::fmt::Write as _;

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
