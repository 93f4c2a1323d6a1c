//! The clock of a web server: every answer carries the time in its `Date` header. A page may read it of its own server only, unless
//! another exposes it. Must not know what the time is for.
//!
//! Source: RFC 9110, section 6.6.1 (`Date`), and RFC 9111, section 5.1 (`Age`, which a cache on the way adds).

use super::http::{self, Ask, Payload, Who};

/// Milliseconds a question may take: an answer that comes much later tells the time of then.
const LIMIT: u32 = 10_000;

/// Milliseconds since 1970 by the server of an address; nothing where it does not answer or does not say. Asked with `HEAD`, which the
/// service worker leaves alone: what that kept carries the time of then.
pub async fn server_time(url: &str) -> Option<i64> {
    let ask = Ask { method: "HEAD", url, who: Who::Session, payload: Payload::None, limit: LIMIT };
    let answer = http::send(ask).await.ok()?;
    let date = js_sys::Date::parse(&answer.header("date")?);
    let age = answer.header("age").and_then(|seconds| seconds.parse::<i64>().ok()).unwrap_or(0);
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds far below 2^53")]
    (!date.is_nan()).then(|| (date as i64).saturating_add(age.saturating_mul(1_000)))
}
