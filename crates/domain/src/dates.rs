//! Days of the calendar as `YYYY-MM-DD`, checked. How a date is *said* is the platform's part (Intl); what it *is* is here.

/// Whether a text is a real day of the calendar (years 1900 to 2199).
#[must_use]
pub fn is_day(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(y), Some(m), Some(d), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    // Digits only: a number parser would take a plus sign too.
    let digits = [y, m, d].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if !digits || (y.len(), m.len(), d.len()) != (4, 2, 2) {
        return false;
    }
    let (Ok(year), Ok(month), Ok(day)) = (y.parse::<u16>(), m.parse::<u8>(), d.parse::<u8>()) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    (1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=length).contains(&day)
}
