//! What others publish for everybody, such as places on a portal: one question and its answer. Nobody's: no name, no password and no cookie
//! goes along. Must not know what the answer is for.

use super::http::{self, Ask, Payload, Silence, Who};
use super::wire::NoAnswer;

/// Milliseconds a question may take: a search may take 25 s, and its answer has to come over.
const LIMIT: u32 = 40_000;

/// What is at an address; with `form` it is asked that, as a form is sent. At most so many bytes.
///
/// # Errors
/// [`NoAnswer`].
pub async fn ask(url: &str, form: Option<&str>, most: usize) -> Result<Vec<u8>, NoAnswer> {
    let (method, payload) = match form {
        // As a form, so that the browser need not ask first whether it may.
        Some(form) => ("POST", Payload::Bytes("application/x-www-form-urlencoded", form.as_bytes())),
        None => ("GET", Payload::None),
    };
    let answer = http::send(Ask { method, url, who: Who::Nobody, payload, limit: LIMIT }).await.map_err(silent)?;
    NoAnswer::of(answer.head().status)?;
    answer.bytes(most).await.map_err(silent)
}

fn silent(silence: Silence) -> NoAnswer {
    match silence {
        Silence::Slow => NoAnswer::Slow,
        Silence::Heavy => NoAnswer::TooLarge,
        Silence::Nothing | Silence::Unreadable => NoAnswer::Nothing,
    }
}
