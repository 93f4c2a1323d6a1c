//! What stands in a field while somebody types in it. Some ways of typing deliver an emoji as two events, one for each half of its
//! surrogate pair. A half has no UTF-8: as Rust text it would be "�" for good, so it is left in the field until the other half comes.

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget};

use super::dom::{document, property};

/// The text of the field that an event comes from; nothing while the last sign is only half there. The next event brings the rest of
/// it, or [`mend_on_leaving`] takes the half away.
#[must_use]
pub fn typed(event: &Event) -> Option<String> {
    let field = event.target()?;
    // A change is told when the field is left: nothing more comes.
    if event.type_() != "change" && is_halfway(&field) {
        return None;
    }
    value_of(&field).map(Value::whole)
}

/// Whether the last sign that was typed in a field is only half there: what the program writes now would break it.
#[must_use]
pub fn is_halfway(field: &JsValue) -> bool {
    let Some(Value::Broken(units)) = value_of(field) else { return false };
    // Where the next half goes. A field of dates or numbers has no such place.
    let caret = property(field, "selectionStart").and_then(|at| at.as_f64());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a text")]
    let caret = caret.map_or(units.len(), |at| at as usize).min(units.len());
    // Alone it is nothing, and with what comes behind it neither.
    let (before, after) = units.split_at(caret);
    let first_half = |unit: &u16| (0xD800..0xDC00).contains(unit);
    let second_half = |unit: &u16| (0xDC00..0xE000).contains(unit);
    before.last().is_some_and(first_half) && !after.first().is_some_and(second_half)
}

/// A field that is left with half a sign in it loses that half and tells the rest, before anybody hears that it is left.
#[must_use]
pub fn mend_on_leaving() -> Option<EventListener> {
    // The blur of a field does not come up to the document: it is heard on its way down.
    let capture = EventListenerOptions::run_in_capture_phase();
    let document = EventTarget::from(document()?);
    let listener = EventListener::new_with_options(&document, "blur", capture, |event| {
        if let Some(field) = event.target()
            && let Some(value @ Value::Broken(_)) = value_of(&field)
        {
            tell(&field, &value.whole());
        }
    });
    Some(listener)
}

/// Shows a text in a field. What the field has now counts, not what it was told before: a person may have typed more than was taken. A
/// field in which only half of an emoji was typed is left alone: the other half comes with the next event.
pub fn show(field: &JsValue, text: &str) {
    let value = JsValue::from_str(text);
    if property(field, "value").as_ref() != Some(&value) && !is_halfway(field) {
        let _ = js_sys::Reflect::set(field, &"value".into(), &value);
    }
}

/// Puts a text in a field as if it were typed.
fn tell(field: &EventTarget, text: &str) {
    let _ = js_sys::Reflect::set(field, &"value".into(), &text.into());
    let _ = Event::new("input").map(|event| field.dispatch_event(&event));
}

/// What stands in a field.
enum Value {
    Whole(String),
    /// With halves of signs in it, in the browser's own units.
    Broken(Vec<u16>),
}

impl Value {
    /// The text, without halves.
    fn whole(self) -> String {
        match self {
            Self::Whole(text) => text,
            Self::Broken(units) => char::decode_utf16(units).flatten().collect(),
        }
    }
}

fn value_of(field: &JsValue) -> Option<Value> {
    let value = property(field, "value")?.dyn_into::<JsString>().ok()?;
    let text = String::from(&value);
    // Only a text with this sign in it can have lost a half; a person may also have pasted the sign itself.
    if text.contains(char::REPLACEMENT_CHARACTER) {
        let units: Vec<u16> = value.iter().collect();
        if char::decode_utf16(units.iter().copied()).any(|sign| sign.is_err()) {
            return Some(Value::Broken(units));
        }
    }
    Some(Value::Whole(text))
}
