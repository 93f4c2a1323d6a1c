//! One request and its answer, with a limit on how long it may take. Must not know what is asked.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Headers, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use js_sys::{Reflect, Uint8Array};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, RequestRedirect,
    ResponseType,
};

use super::wire::{self, Head};
use sync::limits::ANSWER_BYTES;
use sync::server::Fault;

/// What goes along.
pub enum Payload<'a> {
    /// Nothing.
    None,
    /// JSON.
    Json(&'a Value),
    /// Bytes of a media type.
    Bytes(&'a str, &'a [u8]),
}

/// Who asks.
#[derive(Clone, Copy)]
pub enum Who<'a> {
    /// Nobody: no name, no password, no cookie.
    Nobody,
    /// Whose cookie of a session there is.
    Session,
    /// With an `Authorization` header.
    Named(&'a str),
}

/// A request.
pub struct Ask<'a> {
    /// HTTP's verb.
    pub method: &'a str,
    /// Where.
    pub url: &'a str,
    /// Who asks.
    pub who: Who<'a>,
    /// What goes along.
    pub payload: Payload<'a>,
    /// Milliseconds until it is given up.
    pub limit: u32,
}

/// No answer came, or only half of one, or one that is not to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Nothing, or half of something.
    Nothing,
    /// The time was over.
    Slow,
    /// More than was allowed.
    Heavy,
    /// JSON that cannot be read.
    Unreadable,
}

impl From<JsValue> for Silence {
    fn from(_: JsValue) -> Self {
        Self::Nothing
    }
}

impl From<gloo_net::Error> for Silence {
    fn from(_: gloo_net::Error) -> Self {
        Self::Nothing
    }
}

impl From<Silence> for Fault {
    fn from(silence: Silence) -> Self {
        match silence {
            Silence::Nothing => Self::Later(None),
            Silence::Slow => Self::Slow,
            Silence::Heavy => Self::Heavy,
            Silence::Unreadable => Self::Unreadable,
        }
    }
}

/// Gives a request up when its time is over, or when it is dropped.
struct Patience {
    over: Rc<Cell<bool>>,
    abort: AbortController,
    _limit: Timeout,
}

impl Patience {
    fn new(limit: u32) -> Result<Self, Silence> {
        let abort = AbortController::new()?;
        let over = Rc::new(Cell::new(false));
        let (gives_up, says) = (abort.clone(), over.clone());
        let limit = Timeout::new(limit, move || {
            says.set(true);
            gives_up.abort();
        });
        Ok(Self { over, abort, _limit: limit })
    }

    fn why(&self) -> Silence {
        if self.over.get() { Silence::Slow } else { Silence::Nothing }
    }
}

/// An answer whose body is still to come.
pub struct Answer {
    response: Response,
    patience: Patience,
}

impl Answer {
    /// Its number and what it asks.
    pub fn head(&self) -> Head {
        let retry_after = self.header("retry-after").and_then(|seconds| seconds.parse().ok());
        Head { status: self.response.status(), retry_after }
    }

    /// One of its headers, where this page may read it.
    pub fn header(&self, name: &str) -> Option<String> {
        self.response.headers().get(name)
    }

    /// Its media type.
    pub fn content_type(&self) -> String {
        self.header("content-type").unwrap_or_default()
    }

    /// Its body as JSON; null when it is none.
    pub async fn json(self) -> Result<Value, Silence> {
        // As bytes: as a text it would be turned into the browser's own and back.
        let text = self.bytes(ANSWER_BYTES).await?;
        wire::read(&text).map_err(|why| match why {
            wire::Broken::Off => Silence::Nothing,
            wire::Broken::Inside => Silence::Unreadable,
        })
    }

    /// Its body as bytes, of which there may be so many. What a server says of its length is a hint only: they are counted.
    pub async fn bytes(self, most: usize) -> Result<Vec<u8>, Silence> {
        let said = self.header("content-length").and_then(|length| length.parse::<usize>().ok());
        if said.is_some_and(|length| length > most) {
            self.patience.abort.abort();
            return Err(Silence::Heavy);
        }
        let Some(stream) = self.response.body() else { return Ok(Vec::new()) };
        let reader: ReadableStreamDefaultReader = stream.get_reader().dyn_into().map_err(|_| Silence::Nothing)?;
        let mut bytes = Vec::with_capacity(said.unwrap_or(0));
        loop {
            let piece = JsFuture::from(reader.read()).await.map_err(|_| self.patience.why())?;
            if Reflect::get(&piece, &"done".into())?.is_truthy() {
                return Ok(bytes);
            }
            let piece: Uint8Array = Reflect::get(&piece, &"value".into())?.dyn_into()?;
            let length = piece.length() as usize;
            if bytes.len() + length > most {
                self.patience.abort.abort();
                return Err(Silence::Heavy);
            }
            let from = bytes.len();
            bytes.resize(from + length, 0);
            piece.copy_to(&mut bytes[from..]);
        }
    }
}

/// Sends a request.
pub async fn send(ask: Ask<'_>) -> Result<Answer, Silence> {
    // The browser's own: gloo's `header` stops the app at a value that is none, and a media type is what somebody else wrote.
    let headers = web_sys::Headers::new()?;
    // CouchDB calls JSON text/plain unless it is asked for.
    headers.set("accept", "application/json")?;
    if let Who::Named(authorization) = ask.who {
        headers.set("authorization", authorization)?;
    }
    let body = match ask.payload {
        Payload::None => None,
        Payload::Json(value) => Some(("application/json", Uint8Array::from(value.to_string().as_bytes()))),
        Payload::Bytes(content_type, bytes) => Some((content_type, Uint8Array::from(bytes))),
    };
    if let Some((content_type, _)) = &body {
        headers.set("content-type", content_type)?;
    }
    let method = ask.method.parse().map_err(|_| Silence::Nothing)?;
    let patience = Patience::new(ask.limit)?;
    let request = RequestBuilder::new(ask.url)
        .method(method)
        .headers(Headers::from_raw(headers))
        .cache(RequestCache::NoStore)
        .credentials(if matches!(ask.who, Who::Session) { RequestCredentials::Include } else { RequestCredentials::Omit })
        // Name, password and words are for the address that a person agreed to, and for no other.
        .redirect(RequestRedirect::Error)
        .abort_signal(Some(&patience.abort.signal()));
    let request = match body {
        Some((_, bytes)) => request.body(bytes)?,
        None => request.build()?,
    };
    let response = request.send().await.map_err(|_| patience.why())?;
    Ok(Answer { response, patience })
}

/// What is at an address that did not answer as it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Nothing answers.
    Nothing,
    /// It sends on to somewhere else, where nobody agreed to go.
    Elsewhere,
    /// Something answers that may not be read from here.
    Closed,
}

/// Finds out what is at an address. Nothing of a person or a team goes along, not even where the question comes from.
pub async fn presence(url: &str) -> Presence {
    let question = |url: &str| {
        RequestBuilder::new(url)
            .cache(RequestCache::NoStore)
            .credentials(RequestCredentials::Omit)
            .referrer_policy(ReferrerPolicy::NoReferrer)
    };
    let ask = || question(url).redirect(RequestRedirect::Manual).send();
    if let Ok(answer) = ask().await {
        // What can be read now, only failed to answer before.
        return if answer.type_() == ResponseType::Opaqueredirect { Presence::Elsewhere } else { Presence::Nothing };
    }
    // A question that may not be answered cannot be asked without following: it goes to the front door, and says nothing.
    let door = web_sys::Url::new(url).map(|url| url.origin()).unwrap_or_default();
    if question(&door).mode(RequestMode::NoCors).send().await.is_err() {
        return Presence::Nothing;
    }
    // The line may have come back since the question before: only what cannot be read over a line that works is closed.
    if ask().await.is_ok() { Presence::Nothing } else { Presence::Closed }
}

/// A name and a password as an `Authorization` header, by RFC 7617 in UTF-8.
pub fn basic(name: &str, password: &str) -> String {
    let pair = [name, password].join(":");
    // `btoa` takes one character a byte.
    let bytes: String = pair.bytes().map(char::from).collect();
    let coded = web_sys::window().and_then(|window| window.btoa(&bytes).ok()).unwrap_or_default();
    format!("Basic {coded}")
}
