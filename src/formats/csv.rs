//! A visit as CSV (RFC 4180), for a spreadsheet: semicolons and a byte-order mark, as spreadsheets in Belgium open them.

use crate::domain::Lane;
use crate::domain::summary::LensSummary;
use crate::domain::visit::Visit;

const HEAD: [&str; 11] = ["plek", "datum", "bril", "vraag", "soort", "tekst", "aantal", "wie", "tijdstip", "script wijkt af", "waarom"];

/// The visit as CSV, one row a note, counter or photo. `stamp` writes a moment as date and time.
#[must_use]
pub fn visit(visit: &Visit, lenses: &[LensSummary], stamp: impl Fn(i64) -> String) -> String {
    let mut rows: Vec<[String; 11]> = vec![HEAD.map(str::to_owned)];
    for lens in lenses {
        for question in &lens.questions {
            let row = |kind: &str, text: &str, count: String, who: &str, at: String, deviates: &str, why: &str| {
                [visit.title(), &visit.date, &lens.name, &question.text, kind, text, &count, who, &at, deviates, why].map(str::to_owned)
            };
            for (lane, lines) in Lane::ALL.iter().zip(&question.lanes) {
                for line in lines {
                    let (mark, why) = line.deviation.as_deref().map_or(("", ""), |why| ("ja", why));
                    rows.push(row(lane.label(), &line.text, String::new(), &line.author, stamp(line.at), mark, why));
                }
            }
            for count in &question.counts {
                let first = count.taps.first().map_or_else(String::new, |at| stamp(*at));
                rows.push(row("geteld", &count.label, count.taps.len().to_string(), "", first, "", ""));
            }
            for photo in &question.photos {
                rows.push(row("foto", &photo.body.caption, String::new(), &photo.author.name, stamp(photo.created), "", ""));
            }
        }
    }
    let mut out = String::from("\u{feff}");
    for row in &rows {
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
