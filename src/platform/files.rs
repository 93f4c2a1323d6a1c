//! Handing things over: share, copy, download.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Response, Url};

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
    let Some(window) = window() else { return Handed::Failed };
    let navigator: JsValue = window.navigator().into();
    if let Some(share) = property(&navigator, "share").and_then(|s| s.dyn_into::<Function>().ok()) {
        let data = Object::new();
        let _ = Reflect::set(&data, &"title".into(), &title.into());
        let _ = Reflect::set(&data, &"text".into(), &text.into());
        if let Ok(promise) = share.call1(&navigator, &data).and_then(JsCast::dyn_into::<Promise>) {
            match JsFuture::from(promise).await {
                Ok(_) => return Handed::Shared,
                Err(e) if property(&e, "name").and_then(|n| n.as_string()).as_deref() == Some("AbortError") => return Handed::Cancelled,
                Err(_) => {}
            }
        }
    }
    if copy(text).await { Handed::Copied } else { Handed::Failed }
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
    let save = || -> Option<()> {
        let address = ObjectUrl::new(content_type, text.as_bytes())?;
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

/// The text of a file of this site.
pub async fn fetch_text(address: &str) -> Option<String> {
    let response: Response = JsFuture::from(window()?.fetch_with_str(address)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
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
