//! Planned days as a calendar file (iCalendar, RFC 5545), for the calendar that somebody already uses. Whole days only: no time zone is
//! needed then. Only written; see decision 0013 on why by hand.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::dates;
use crate::record::{Id, Millis, Record};
use crate::visit::Visit;

/// The media type of such a file.
pub const TYPE: &str = "text/calendar";

/// How many bytes a line may have before it goes on in the next (section 3.1).
const LINE_BYTES: usize = 75;

/// A day on which something is planned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayEvent {
    /// What it is about: the same id makes the same entry, so that a calendar takes a second file as a change.
    pub id: Id,
    /// `YYYY-MM-DD`.
    pub day: String,
    /// When it was last changed.
    pub updated: Millis,
    /// What it is called.
    pub title: String,
    /// Where; may be empty.
    pub place: String,
    /// More words; may be empty.
    pub text: String,
}

/// A planned visit.
#[must_use]
pub fn visit(record: &Record<Visit>) -> DayEvent {
    let Visit { observers, lenses, place_name, date, .. } = &record.body;
    let line = |word: &str, names: Vec<&str>| (!names.is_empty()).then(|| format!("{word}: {}", names.join(", ")));
    let lines = [
        line("Kijken mee", observers.iter().map(|one| one.name.as_str()).collect()),
        line("Brillen", lenses.iter().map(|one| one.name.as_str()).collect()),
    ];
    DayEvent {
        id: record.id,
        day: date.clone(),
        updated: record.updated,
        title: if place_name.is_empty() { "Op bezoek".to_owned() } else { format!("Op bezoek: {place_name}") },
        place: place_name.clone(),
        text: lines.into_iter().flatten().collect::<Vec<_>>().join("\n"),
    }
}

/// The file; nothing when one of the days is no day of the calendar.
#[must_use]
pub fn write(events: &[DayEvent]) -> Option<String> {
    let mut out = String::new();
    let mut put = |line: &str| fold(&mut out, line);
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Blikveld//Blikveld//NL", "CALSCALE:GREGORIAN"] {
        put(line);
    }
    for event in events {
        let day = dates::read(&event.day).filter(|_| dates::is_day(&event.day))?;
        put("BEGIN:VEVENT");
        put(&format!("UID:{}@blikveld", event.id));
        put(&format!("DTSTAMP:{}", moment(event.updated)?));
        put(&format!("DTSTART;VALUE=DATE:{}", digits(day)));
        // The day after: an end is not part of what it ends.
        put(&format!("DTEND;VALUE=DATE:{}", digits(day.tomorrow().ok()?)));
        put(&format!("SUMMARY:{}", escaped(&event.title)));
        for (name, text) in [("LOCATION", &event.place), ("DESCRIPTION", &event.text)] {
            if !text.is_empty() {
                put(&format!("{name}:{}", escaped(text)));
            }
        }
        put("TRANSP:TRANSPARENT");
        put("END:VEVENT");
    }
    put("END:VCALENDAR");
    Some(out)
}

fn digits(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// `20261205T093000Z`
fn moment(at: Millis) -> Option<String> {
    let then = jiff::tz::Offset::UTC.to_datetime(Timestamp::from_millisecond(at).ok()?);
    Some(format!("{}T{:02}{:02}{:02}Z", digits(then.date()), then.hour(), then.minute(), then.second()))
}

/// A text as a value (section 3.3.11). Other signs that no screen shows have no place in it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for sign in text.trim().replace("\r\n", "\n").chars() {
        match sign {
            '\\' | ';' | ',' => out.extend(['\\', sign]),
            '\n' | '\r' => out.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

/// Puts a line, in as many as it needs, each but the first behind a space; no letter is cut in two.
fn fold(out: &mut String, line: &str) {
    let mut bytes = 0;
    for letter in line.chars() {
        if bytes + letter.len_utf8() > LINE_BYTES {
            out.push_str("\r\n ");
            bytes = 1;
        }
        bytes += letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
}
