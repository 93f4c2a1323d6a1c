//! A visit as plain text, for a message or a clipboard.

use std::fmt::Write as _;

use crate::Lane;
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
