//! A kijkwijzer as plain text, for a message or a clipboard. Points at which nobody said anything stay behind.

use std::fmt::Write as _;

use crate::Kijkwijzer;
use crate::gathered::{Gathered, Heard, Said};
use crate::kijkwijzer::{Mark, Moment};

/// The form as text; `day` says its date in words.
#[must_use]
pub fn text(form: &Kijkwijzer, blocks: &[Gathered], day: &str) -> String {
    let mut out = format!("{}\nKijkwijzer · {} · {day}\n", form.title(), form.moment.label());
    for (word, text) in facts(form) {
        if !text.is_empty() {
            let _ = writeln!(out, "{word}: {text}");
        }
    }
    if !form.vision.trim().is_empty() {
        let _ = write!(out, "\nOnze visie op ontmoeting\n{}\n", form.vision.trim());
    }
    let mut part = None;
    for block in blocks {
        if block.points.iter().chain(&block.fields).all(|heard| heard.said.is_empty()) {
            continue;
        }
        if part.replace(block.part) != Some(block.part) {
            let _ = write!(out, "\n{}\n", block.part.label().to_uppercase());
        }
        let _ = write!(out, "\n== {} ==\n", block.name);
        for heard in block.points.iter().chain(&block.fields).filter(|heard| !heard.said.is_empty()) {
            lines(&mut out, heard, form.moment);
        }
    }
    out
}

/// The facts above the blocks: their words, and what was filled in; may be empty.
#[must_use]
pub fn facts(form: &Kijkwijzer) -> [(&'static str, &str); 4] {
    let all = [
        ("Plek", form.place_name.as_str()),
        ("Deelnemers", &form.participants),
        ("Begeleiding", &form.guidance),
        ("Let op de ontmoetingen", form.minding()),
    ];
    all.map(|(word, text)| (word, text.trim()))
}

fn lines(out: &mut String, heard: &Heard, moment: Moment) {
    let _ = write!(out, "\n{}\n", heard.text);
    for said in &heard.said {
        let _ = writeln!(out, "- {}", line(said, moment));
    }
}

/// "Fatma: aandacht nodig. De stoelen staan te ver."
#[must_use]
pub fn line(said: &Said, moment: Moment) -> String {
    let mark = if said.mark == Mark::Blank { String::new() } else { said.mark.label(moment).to_lowercase() };
    let words = [mark.as_str(), said.text.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
    if said.who.is_empty() { words } else { format!("{}: {words}", said.who) }
}
