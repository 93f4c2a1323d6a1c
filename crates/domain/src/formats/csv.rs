//! A visit as CSV (RFC 4180), for a spreadsheet: semicolons and a byte-order mark, as spreadsheets in Belgium open them.

use crate::debrief::{Debrief, Verdict};
use crate::summary::LensSummary;
use crate::visit::Visit;
use crate::{Id, Lane};

const HEAD: [&str; 11] = ["plek", "datum", "bril", "vraag", "soort", "tekst", "aantal", "wie", "tijdstip", "script wijkt af", "waarom"];

/// The visit as CSV, one row a note, counter or photo. `stamp` writes a moment as date and time.
#[must_use]
pub fn visit(visit: &Visit, lenses: &[LensSummary], stamp: impl Fn(i64) -> String) -> String {
    let mut rows = vec![HEAD.map(str::to_owned).to_vec()];
    fill(visit, lenses, &stamp, |_, row| rows.push(row.to_vec()));
    lines(&rows)
}

/// The nabespreking as CSV: the rows of the visit with what the team says of each note behind them, then its conclusions.
#[must_use]
pub fn debrief(visit: &Visit, lenses: &[LensSummary], talk: &Debrief, stamp: impl Fn(i64) -> String) -> String {
    let mut rows = vec![HEAD.iter().chain(&["nabespreking", "want"]).map(|word| (*word).to_owned()).collect::<Vec<_>>()];
    fill(visit, lenses, &stamp, |note, row| {
        let mark = note.map(|id| talk.mark(id.as_str())).unwrap_or_default();
        let word = match mark.verdict {
            Verdict::None => "",
            Verdict::Given => "vanzelfsprekend",
            Verdict::Deviates => "script wijkt af",
        };
        let mut row = row.to_vec();
        row.extend([word.to_owned(), mark.why]);
        rows.push(row);
    });
    for conclusion in talk.conclusions.iter().filter(|conclusion| !conclusion.text.trim().is_empty()) {
        let mut row = vec![String::new(); HEAD.len() + 2];
        for (at, text) in [(0, visit.title()), (1, &visit.date), (4, "conclusie"), (5, conclusion.text.trim())] {
            text.clone_into(&mut row[at]);
        }
        rows.push(row);
    }
    lines(&rows)
}

/// Hands on each row of a visit, with the observation that it is about, if it is about one.
fn fill(visit: &Visit, lenses: &[LensSummary], stamp: &impl Fn(i64) -> String, mut put: impl FnMut(Option<&Id>, [String; HEAD.len()])) {
    for lens in lenses {
        for question in &lens.questions {
            let row = |kind: &str, text: &str, count: String, who: &str, at: String, deviates: &str, why: &str| {
                [visit.title(), &visit.date, &lens.name, &question.text, kind, text, &count, who, &at, deviates, why].map(str::to_owned)
            };
            for (lane, lines) in Lane::ALL.iter().zip(&question.lanes) {
                for line in lines {
                    let (mark, why) = line.deviation.as_deref().map_or(("", ""), |why| ("ja", why));
                    put(Some(&line.id), row(lane.label(), &line.text, String::new(), &line.author, stamp(line.at), mark, why));
                }
            }
            for count in &question.counts {
                let first = count.taps.first().map_or_else(String::new, |at| stamp(*at));
                put(None, row("geteld", &count.label, count.taps.len().to_string(), "", first, "", ""));
            }
            for photo in &question.photos {
                put(None, row("foto", &photo.body.caption, String::new(), &photo.author.name, stamp(photo.created), "", ""));
            }
        }
    }
}

fn lines(rows: &[Vec<String>]) -> String {
    let mut out = String::from("\u{feff}");
    for row in rows {
        out.push_str(&row.iter().map(|cell| quote(cell)).collect::<Vec<_>>().join(";"));
        out.push_str("\r\n");
    }
    out
}

/// One cell: quoted where needed, and never read as a formula by a spreadsheet.
fn quote(cell: &str) -> String {
    let guarded = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() };
    if guarded.contains([';', ',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}
