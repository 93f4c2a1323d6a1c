//! The clock, ids drawn from it, and dates as people say them (Intl, Flemish Dutch).

use js_sys::{Date, Intl, Object, Reflect};
use uuid::{NoContext, Timestamp, Uuid};
use wasm_bindgen::JsValue;

const LOCALE: &str = "nl-BE";

/// Milliseconds since 1970 (UTC), as the device's clock tells.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds far below 2^53")]
pub fn now() -> i64 {
    Date::now() as i64
}

/// A new opaque id (`UUIDv7`): the time, then 74 random bits. No counter in between, for the founding draws passwords from the end.
#[must_use]
pub fn new_id() -> String {
    let now = now().unsigned_abs();
    #[expect(clippy::cast_possible_truncation, reason = "below a thousand million")]
    let nanos = (now % 1_000 * 1_000_000) as u32;
    Uuid::new_v7(Timestamp::from_unix(NoContext, now / 1_000, nanos)).to_string()
}

/// Today on this device, as `YYYY-MM-DD`.
#[must_use]
pub fn today() -> String {
    day_of(&Date::new_0())
}

/// The day a moment falls on, on this device, as `YYYY-MM-DD`.
#[must_use]
pub fn day(at: i64) -> String {
    day_of(&date(at))
}

/// The day before today by the calendar: a day on which the clock changes has 23 or 25 hours.
fn yesterday() -> String {
    let date = Date::new_0();
    date.set_date(date.get_date().saturating_sub(1));
    day_of(&date)
}

fn day_of(date: &Date) -> String {
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// "9.42 u."
#[must_use]
pub fn clock(at: i64) -> String {
    let date = date(at);
    format!("{}.{:02} u.", date.get_hours(), date.get_minutes())
}

/// `2026-11-21 09:42:07`, for tables.
#[must_use]
pub fn stamp(at: i64) -> String {
    let date = date(at);
    format!("{} {:02}:{:02}:{:02}", day_of(&date), date.get_hours(), date.get_minutes(), date.get_seconds())
}

/// "zaterdag 21 november", with the year when it is another one.
#[must_use]
pub fn day_in_words(day: &str) -> String {
    let this_year = parse_day(day).is_some_and(|date| date.get_full_year() == Date::new_0().get_full_year());
    say(day, !this_year)
}

/// "zaterdag 21 november 2026": for paper and texts, which are read in other years too.
#[must_use]
pub fn full_day(day: &str) -> String {
    say(day, true)
}

fn say(day: &str, with_year: bool) -> String {
    let Some(date) = parse_day(day) else { return day.to_owned() };
    let year = with_year.then_some("numeric");
    let options = Object::new();
    for (key, value) in [("weekday", Some("long")), ("day", Some("numeric")), ("month", Some("long")), ("year", year)] {
        if let Some(value) = value {
            let _ = Reflect::set(&options, &key.into(), &value.into());
        }
    }
    let format = Intl::DateTimeFormat::new(&js_sys::Array::of1(&LOCALE.into()), &options);
    let said = format.format().call1(&JsValue::UNDEFINED, &date);
    said.ok().and_then(|text| text.as_string()).unwrap_or_else(|| day.to_owned())
}

/// "9.42 u." today, "gisteren", else the day in words.
#[must_use]
pub fn moment(at: i64) -> String {
    let there = day(at);
    if there == today() {
        clock(at)
    } else if there == yesterday() {
        "gisteren".to_owned()
    } else {
        day_in_words(&there)
    }
}

/// "9.42 u." on that day, else with its own day and year: for what is read later, on paper too.
#[must_use]
pub fn seen_from(at: i64, day_then: &str) -> String {
    let there = day(at);
    if there == day_then { clock(at) } else { format!("{}, {}", full_day(&there), clock(at)) }
}

/// A greeting for this hour.
#[must_use]
pub fn greeting() -> &'static str {
    match Date::new_0().get_hours() {
        5..=11 => "Goeiemorgen",
        12..=17 => "Goeiemiddag",
        _ => "Goeienavond",
    }
}

#[expect(clippy::cast_precision_loss, reason = "whole milliseconds far below 2^53")]
fn date(at: i64) -> Date {
    Date::new(&JsValue::from_f64(at as f64))
}

fn parse_day(day: &str) -> Option<Date> {
    let mut parts = day.split('-').map(str::parse::<i32>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    Some(Date::new_with_year_month_day(u32::try_from(year).ok()?, month - 1, day))
}

/// Waits so many milliseconds.
pub async fn pause(milliseconds: u32) {
    gloo_timers::future::TimeoutFuture::new(milliseconds).await;
}
