//! Days of the calendar as `YYYY-MM-DD`, checked. How a date is *said* is the platform's part (Intl); what it *is* is here.

use jiff::civil::Date;

/// Whether a text is a real day of the calendar (years 1900 to 2199), written in one way only.
#[must_use]
pub fn is_day(text: &str) -> bool {
    // Digits only: a number parser would take a plus sign too.
    let is_written = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(is_written) && read(text).is_some_and(|day| (1900..2200).contains(&day.year()))
}

/// A day as `jiff` has it; not yet whether it is written in our way.
pub(crate) fn read(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    Date::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?).ok()
}
