//! Where this device is, asked only when a person taps for it. Nothing is kept.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom::{property, window};

/// A position: WGS84 degrees, and how sure it is, in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// North of the equator.
    pub lat: f64,
    /// East of Greenwich.
    pub lon: f64,
    /// It lies within so many metres of this.
    pub accuracy: f64,
}

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PositionError {
    /// The person, the browser or the site does not allow it.
    Denied,
    /// The device does not know.
    Unknown,
    /// It took longer than 15 seconds.
    Late,
}

/// Asks the device; the browser asks the person the first time.
///
/// # Errors
/// [`PositionError`].
pub async fn ask() -> Result<Position, PositionError> {
    let geolocation = window().and_then(|window| property(&window.navigator(), "geolocation")).ok_or(PositionError::Unknown)?;
    let method: Function = property(&geolocation, "getCurrentPosition").and_then(|m| m.dyn_into().ok()).ok_or(PositionError::Unknown)?;
    let options = Object::new();
    for (name, value) in [("timeout", 15_000.0), ("maximumAge", 60_000.0)] {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let _ = Reflect::set(&options, &"enableHighAccuracy".into(), &JsValue::TRUE);
    let promise = Promise::new(&mut |kept: Function, broken: Function| {
        let _ = method.call3(&geolocation, &kept, &broken, &options);
    });
    match JsFuture::from(promise).await {
        Ok(answer) => read(&answer).ok_or(PositionError::Unknown),
        Err(error) => Err(match property(&error, "code").and_then(|code| code.as_f64()) {
            Some(1.0) => PositionError::Denied,
            Some(3.0) => PositionError::Late,
            _ => PositionError::Unknown,
        }),
    }
}

fn read(answer: &JsValue) -> Option<Position> {
    let coords = property(answer, "coords")?;
    let number = |name| property(&coords, name)?.as_f64();
    Some(Position { lat: number("latitude")?, lon: number("longitude")?, accuracy: number("accuracy")? })
}

/// Whether this is a device of Apple's: its map app has an address of its own.
#[must_use]
pub fn is_apple() -> bool {
    window().and_then(|window| window.navigator().user_agent().ok()).is_some_and(|agent| agent.contains("iPhone") || agent.contains("iPad"))
}
