//! Numbers as text, by way of JSON's: the standard library's own reading and writing of fractions would weigh as much as a screen.

use serde_json::Value;

/// Reads a number with a decimal point; exact up to 15 significant digits.
#[must_use]
pub fn read(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    // JSON wants a digit on both sides of the point, and no nought before another digit.
    let (whole, rest) = digits.find(|c: char| !c.is_ascii_digit()).map_or((digits, ""), |at| digits.split_at(at));
    if whole.is_empty() && !rest.starts_with('.') || rest.is_empty() && whole.is_empty() {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let rest = if rest == "." { "" } else { rest };
    let number = serde_json::from_str::<Value>(&format!("{whole}{rest}")).ok()?.as_f64()?;
    number.is_finite().then_some(sign * number)
}

/// The shortest text that reads back as this number, with a decimal point: "51.05", "3".
#[must_use]
pub fn write(number: f64) -> String {
    let text = Value::from(number).to_string();
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A number to five decimals: in degrees, that is about a metre.
#[must_use]
pub fn rounded(number: f64) -> String {
    write((number * 1e5).round() / 1e5)
}
