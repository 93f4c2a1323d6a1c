//! Handing things over: share, copy, download.

use std::rc::Rc;

use gloo_net::http::Request;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, HtmlAnchorElement, Response, Url};

use super::dom::{document, property, window};

/// How a text was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handed {
    /// Through the phone's share sheet.
    Shared,
    /// To the clipboard.
    Copied,
    /// The person closed the share sheet.
    Cancelled,
    /// Neither is possible here.
    Failed,
}

/// Shares a text, or copies it where there is no share sheet.
pub async fn share(title: &str, text: &str) -> Handed {
    let data = Object::new();
    let _ = Reflect::set(&data, &"title".into(), &title.into());
    let _ = Reflect::set(&data, &"text".into(), &text.into());
    match offer(&data).await {
        Handed::Failed if copy(text).await => Handed::Copied,
        handed => handed,
    }
}

/// Shares a file. Call it from a click: a browser lets nothing else open the share sheet.
pub async fn share_file(file: &File) -> Handed {
    offer(&with_file(file)).await
}

/// Whether the browser says that it shares such a file. Some refuse it all the same, by its ending.
#[must_use]
pub fn can_share(file: &File) -> bool {
    ask("canShare", &with_file(file)).is_some_and(|can| can.is_truthy())
}

fn with_file(file: &File) -> Object {
    let data = Object::new();
    let _ = Reflect::set(&data, &"files".into(), &Array::of1(file));
    data
}

/// Calls the browser's share sheet.
async fn offer(data: &Object) -> Handed {
    let Some(promise) = ask("share", data).and_then(|answer| answer.dyn_into::<Promise>().ok()) else { return Handed::Failed };
    match JsFuture::from(promise).await {
        Ok(_) => Handed::Shared,
        Err(e) if property(&e, "name").and_then(|n| n.as_string()).as_deref() == Some("AbortError") => Handed::Cancelled,
        Err(_) => Handed::Failed,
    }
}

/// What a method of the navigator answers, if there is such a method.
fn ask(method: &str, data: &Object) -> Option<JsValue> {
    let navigator: JsValue = window()?.navigator().into();
    call(&navigator, method, data)
}

fn call(of: &JsValue, method: &str, with: &JsValue) -> Option<JsValue> {
    property(of, method)?.dyn_into::<Function>().ok()?.call1(of, with).ok()
}

/// Copies a text; whether that worked.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    let navigator: JsValue = window.navigator().into();
    if property(&navigator, "clipboard").is_none() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}

/// Offers a text as a file to keep; whether that worked.
#[must_use]
pub fn download(name: &str, content_type: &str, text: &str) -> bool {
    blob(content_type, text.as_bytes()).is_some_and(|blob| save(name, &blob))
}

/// Offers bytes as a file to keep; whether that worked.
#[must_use]
pub fn save(name: &str, blob: &Blob) -> bool {
    let save = || -> Option<()> {
        let address = ObjectUrl::of(blob)?;
        let link: HtmlAnchorElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(address.as_str());
        link.set_download(name);
        link.click();
        // The browser reads the address when it starts the download: it must outlive this call.
        wasm_bindgen_futures::spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(60_000).await;
            drop(address);
        });
        Some(())
    };
    save().is_some()
}

/// A file out of parts (bytes, or blobs that the browser may keep on disk); nothing when they do not fit in its memory.
#[must_use]
pub fn file(name: &str, content_type: &str, parts: &Array) -> Option<File> {
    let options = FilePropertyBag::new();
    options.set_type(content_type);
    File::new_with_blob_sequence_and_options(parts, name, &options).ok()
}

/// All bytes of a file; nothing when it was moved or changed since it was chosen.
pub async fn bytes(of: &Blob) -> Option<Uint8Array> {
    JsFuture::from(of.array_buffer()).await.ok().map(|buffer| Uint8Array::new(&buffer))
}

/// So many bytes from the beginning and from the end of a file, or all of it twice.
#[expect(clippy::cast_precision_loss, reason = "a file is smaller than 2^53 bytes")]
pub async fn ends(of: &Blob, count: usize) -> Option<(Vec<u8>, Vec<u8>)> {
    let (size, count) = (of.size(), count as f64);
    let head = of.slice_with_f64_and_f64(0.0, size.min(count)).ok()?;
    let tail = of.slice_with_f64_and_f64((size - count).max(0.0), size).ok()?;
    Some((bytes(&head).await?.to_vec(), bytes(&tail).await?.to_vec()))
}

/// Where `public/share-target.js` keeps what another app shared with this one.
const SHARED: &str = "blikveld-gedeeld";

/// A file that came in from outside.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// The file; none of it is read yet.
    pub file: Blob,
    /// What it is called.
    pub name: String,
    /// The site it came from, or "" where the browser does not say.
    pub from: String,
}

/// What another app, or a page of another site, handed to this one, once: the second time it is gone.
pub async fn shared() -> Option<Arrived> {
    let caches = window()?.caches().ok()?;
    let response = JsFuture::from(caches.match_with_str("/gedeeld")).await.ok()?.dyn_into::<Response>().ok()?;
    let header = |name: &str| {
        let coded = response.headers().get(name).ok().flatten().unwrap_or_default();
        js_sys::decode_uri_component(&coded).map(String::from).unwrap_or_default()
    };
    let (name, from) = (header("x-naam"), header("x-van"));
    let file = JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok();
    forget_shared().await;
    Some(Arrived { file: file?, name, from })
}

/// Lets go of what was handed over and not taken.
pub async fn forget_shared() {
    forget(SHARED).await;
}

/// Lets go of the pieces of the map that were looked at; `scripts/release.mjs` gives them their name.
pub async fn forget_map() {
    forget("kaartbeelden").await;
}

async fn forget(cache: &str) {
    if let Some(caches) = window().and_then(|window| window.caches().ok()) {
        let _ = JsFuture::from(caches.delete(cache)).await;
    }
}

/// Hears of files that the system opens with this app, also of the one that it was started with.
pub fn launched(then: Rc<dyn Fn(Blob)>) {
    let Some(queue) = window().and_then(|window| property(&window, "launchQueue")) else { return };
    let consumer = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
        let then = then.clone();
        let file = property(&launch, "files").and_then(|files| property(&files, "0"));
        let Some(promise) = file.and_then(|file| call(&file, "getFile", &JsValue::UNDEFINED)?.dyn_into::<Promise>().ok()) else { return };
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(file) = JsFuture::from(promise).await.ok().and_then(|file| file.dyn_into().ok()) {
                then(file);
            }
        });
    });
    let _ = call(&queue, "setConsumer", &consumer.into_js_value());
}

/// The text of a file of this site.
pub async fn fetch_text(address: &str) -> Option<String> {
    let response = Request::get(address).send().await.ok()?;
    if response.ok() { response.text().await.ok() } else { None }
}

/// Bytes as a browser blob.
#[must_use]
pub fn blob(content_type: &str, bytes: &[u8]) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(content_type);
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options).ok()
}

/// An address for bytes, given back to the browser when dropped.
pub struct ObjectUrl(String);

impl ObjectUrl {
    /// Makes one.
    #[must_use]
    pub fn new(content_type: &str, bytes: &[u8]) -> Option<Self> {
        Url::create_object_url_with_blob(&blob(content_type, bytes)?).ok().map(Self)
    }

    /// Makes one for a picture. Whatever a server or a file says of it, it is shown as a picture of points: never as a page, or as a
    /// drawing that may hold a script.
    #[must_use]
    pub fn picture(content_type: &str, bytes: &[u8]) -> Option<Self> {
        let known = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"];
        Self::new(if known.contains(&content_type) { content_type } else { "image/jpeg" }, bytes)
    }

    /// Makes one for a file that the person chose.
    #[must_use]
    pub fn of(blob: &Blob) -> Option<Self> {
        Url::create_object_url_with_blob(blob).ok().map(Self)
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// A file name that every system takes.
#[must_use]
pub fn file_name(text: &str, ending: &str) -> String {
    let safe: String = text.chars().map(|c| if c.is_ascii_alphanumeric() || c > '\u{bf}' { c } else { '-' }).take(60).collect();
    format!("{}.{ending}", safe.trim_matches('-'))
}
