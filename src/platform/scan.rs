//! Reading a QR code with the camera, where the browser can (`BarcodeDetector`). Nothing that the camera sees is kept.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlVideoElement;

use super::dom::{property, window};

/// Milliseconds between two looks.
const LOOK_MS: u32 = 250;

fn detector_class() -> Option<Function> {
    property(&window()?.into(), "BarcodeDetector")?.dyn_into().ok()
}

/// Whether this browser reads codes.
#[must_use]
pub fn is_possible() -> bool {
    detector_class().is_some()
}

/// A camera that is on; dropping it puts it off.
pub struct Scanner {
    stream: JsValue,
    on: Rc<Cell<bool>>,
}

impl Drop for Scanner {
    fn drop(&mut self) {
        self.on.set(false);
        let tracks = call(&self.stream, "getTracks", &[]).map(|tracks| Array::from(&tracks)).unwrap_or_default();
        for track in tracks {
            let _ = call(&track, "stop", &[]);
        }
    }
}

fn call(on: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = property(on, name)?.dyn_into().ok()?;
    Reflect::apply(&method, on, &arguments.iter().collect()).ok()
}

async fn wait(promise: Option<JsValue>) -> Option<JsValue> {
    JsFuture::from(promise?.dyn_into::<Promise>().ok()?).await.ok()
}

fn object(key: &str, value: &JsValue) -> JsValue {
    let object = Object::new();
    let _ = Reflect::set(&object, &key.into(), value);
    object.into()
}

/// Puts the camera on, shows it, and gives every code it reads once; nothing when the browser refuses.
pub async fn start(video: HtmlVideoElement, found: impl Fn(String) + 'static) -> Option<Scanner> {
    let formats = Array::of1(&"qr_code".into());
    let detector = Reflect::construct(&detector_class()?, &Array::of1(&object("formats", &formats))).ok()?;
    let devices = property(&window()?.navigator().into(), "mediaDevices")?;
    let wanted = object("video", &object("facingMode", &"environment".into()));
    let stream = wait(call(&devices, "getUserMedia", &[wanted])).await?;
    let on = Rc::new(Cell::new(true));
    let scanner = Scanner { stream: stream.clone(), on: on.clone() };
    Reflect::set(&video, &"srcObject".into(), &stream).ok()?;
    let _ = wait(call(&video, "play", &[])).await;
    wasm_bindgen_futures::spawn_local(async move {
        while on.get() {
            let codes = wait(call(&detector, "detect", &[video.clone().into()])).await.map(|codes| Array::from(&codes)).unwrap_or_default();
            if let Some(text) = property(&codes.get(0), "rawValue").and_then(|text| text.as_string()) {
                if on.get() {
                    found(text);
                }
                break;
            }
            TimeoutFuture::new(LOOK_MS).await;
        }
    });
    Some(scanner)
}
