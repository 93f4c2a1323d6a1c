//! The server of a team, over HTTP.

use std::cell::{Cell, RefCell};

use serde_json::{Value, json};

use super::http::{self, Answer, Ask, Payload, Presence, Silence, Who};
use super::wire;
use sync::limits::{ASKED, PICTURE_BYTES};
use sync::server::{Changes, Doc, DocRevs, Fault, Rejection, Server, ServerState};

/// Milliseconds a question may take on a bad line.
const LIMIT: u32 = 60_000;
/// Milliseconds a server may keep a listener waiting; `CouchDB` allows at most a minute.
const LISTEN: u32 = 50_000;
/// Where a blob's bytes hang in its document.
const FILE: &str = "file";

/// A database on a server, and the name that opens it.
pub struct Couch {
    /// Address of the database, without a slash at the end.
    url: String,
    /// Address of the server.
    root: String,
    name: String,
    password: String,
    /// Whether the server wants a session's cookie instead of a name with every request.
    cookie: Cell<bool>,
    /// The revision of this device's checkpoint on the server.
    note: RefCell<Option<Value>>,
    /// Whether the server has `_bulk_get`.
    bulk: Cell<bool>,
}

impl From<Presence> for Fault {
    fn from(presence: Presence) -> Self {
        match presence {
            Presence::Nothing => Self::Later(None),
            Presence::Elsewhere => Self::NotAServer,
            Presence::Closed => Self::Blocked,
        }
    }
}

impl Couch {
    /// A database; nothing is asked yet. `root` is the server's address without a slash at the end.
    #[must_use]
    pub fn new(root: &str, database: &str, name: &str, password: &str) -> Self {
        Self {
            url: format!("{root}/{}", wire::escaped(database)),
            root: root.to_owned(),
            name: name.to_owned(),
            password: password.to_owned(),
            cookie: Cell::new(false),
            note: RefCell::new(None),
            bulk: Cell::new(true),
        }
    }

    async fn answer(&self, method: &str, path: &str, payload: Payload<'_>, limit: u32) -> Result<Answer, Silence> {
        let url = format!("{}{path}", self.url);
        let authorization = (!self.cookie.get()).then(|| http::basic(&self.name, &self.password));
        let who = authorization.as_deref().map_or(Who::Session, Who::Named);
        http::send(Ask { method, url: &url, who, payload, limit }).await
    }

    /// An answer's JSON when it is 2xx, else what it means.
    async fn ask(&self, method: &str, path: &str, payload: Payload<'_>, limit: u32) -> Result<Value, Fault> {
        let answer = self.answer(method, path, payload, limit).await?;
        let head = answer.head();
        let body = answer.json().await?;
        if matches!(head.status, 200..=299) { Ok(body) } else { Err(wire::fault(head, &body)) }
    }

    /// Logs in for a cookie, where a server does not take a name with every request.
    async fn log_in(&self) -> Result<(), Fault> {
        let url = format!("{}/_session", self.root);
        let body = json!({ "name": self.name, "password": self.password });
        let ask = Ask { method: "POST", url: &url, who: Who::Session, payload: Payload::Json(&body), limit: LIMIT };
        let Ok(answer) = http::send(ask).await else { return Err(http::presence(&url).await.into()) };
        let head = answer.head();
        if head.status != 200 {
            return Err(Fault::Denied);
        }
        self.cookie.set(true);
        Ok(())
    }

    fn note_path(name: &str) -> String {
        format!("/_local/{}", wire::escaped(name))
    }

    async fn read_note(&self, name: &str) -> Result<Option<Value>, Fault> {
        let answer = match self.ask("GET", &Self::note_path(name), Payload::None, LIMIT).await {
            Ok(answer) => Some(answer),
            Err(Fault::Gone) => None,
            Err(fault) => return Err(fault),
        };
        self.note.replace(answer.as_ref().and_then(|note| note.get("_rev").cloned()));
        Ok(answer.and_then(|mut note| note.get_mut("checkpoint").map(Value::take)))
    }

    async fn write_note(&self, name: &str, checkpoint: &Value) -> Result<Value, Fault> {
        let mut body = json!({ "checkpoint": checkpoint });
        if let Some(rev) = self.note.borrow().as_ref() {
            body["_rev"] = rev.clone();
        }
        self.ask("PUT", &Self::note_path(name), Payload::Json(&body), LIMIT).await
    }

    /// One request a revision, for servers without `_bulk_get`.
    async fn fetch_singly(&self, wanted: &[DocRevs]) -> Result<Vec<Doc>, Fault> {
        let mut docs = Vec::new();
        for DocRevs { id, revs } in wanted {
            for rev in revs {
                let path = format!("/{}?revs=true&rev={rev}", wire::escaped(id));
                match self.ask("GET", &path, Payload::None, LIMIT).await {
                    Ok(body) => docs.extend(wire::document(body)),
                    Err(Fault::Gone) => {}
                    Err(fault) => return Err(fault),
                }
            }
        }
        Ok(docs)
    }
}

impl Server for Couch {
    async fn get_checkpoint(&self, name: &str) -> Result<ServerState, Fault> {
        let Ok(answer) = self.answer("GET", "", Payload::None, LIMIT).await else {
            // A server that answers somebody else but not this app, does not allow it: waiting does not help.
            return Err(http::presence(&self.url).await.into());
        };
        let head = answer.head();
        let body = answer.json().await?;
        let wrong = body.get("reason").and_then(Value::as_str).is_some_and(|reason| reason.contains("incorrect"));
        match head.status {
            401 if !wrong && !self.cookie.get() => {
                self.log_in().await?;
                self.ask("GET", "", Payload::None, LIMIT).await?;
            }
            // The session ran out.
            401 if self.cookie.get() => self.log_in().await?,
            200 if body.get("db_name").is_some() => {}
            200 => return Err(Fault::NotAServer),
            404 if body.get("error").is_none() => return Err(Fault::NotAServer),
            _ => return Err(wire::fault(head, &body)),
        }
        let empty = body.get("doc_count").and_then(Value::as_u64) == Some(0);
        Ok(ServerState { checkpoint: self.read_note(name).await?, empty })
    }

    async fn put_checkpoint(&self, name: &str, checkpoint: &Value) -> Result<(), Fault> {
        let mut written = self.write_note(name, checkpoint).await;
        if matches!(written, Err(Fault::Refused(_))) {
            // Written by a run that never heard so.
            self.read_note(name).await?;
            written = self.write_note(name, checkpoint).await;
        }
        self.note.replace(written?.get("rev").cloned());
        Ok(())
    }

    async fn changes(&self, since: &str, limit: u32, wait: bool, whole: bool) -> Result<Changes, Fault> {
        let since = wire::escaped(since);
        let mut style = "all_docs";
        loop {
            let mut path = format!("/_changes?style={style}&limit={limit}&since={since}");
            if whole {
                path.push_str("&include_docs=true");
            }
            if wait {
                path.push_str("&feed=longpoll&timeout=");
                path.push_str(&LISTEN.to_string());
            }
            return match self.ask("GET", &path, Payload::None, LIMIT).await {
                Ok(answer) => wire::listing(answer).ok_or(Fault::NotAServer),
                // The names of one document's ends alone are too much: then only its winner's.
                Err(Fault::Heavy) if limit == 1 && !whole && style == "all_docs" => {
                    style = "main_only";
                    continue;
                }
                Err(fault) => Err(fault),
            };
        }
    }

    async fn bulk_get(&self, wanted: &[DocRevs]) -> Result<Vec<Doc>, Fault> {
        if !self.bulk.get() {
            return self.fetch_singly(wanted).await;
        }
        let body = wire::asked(wanted);
        match self.ask("POST", "/_bulk_get?revs=true", Payload::Json(&body), LIMIT).await {
            Ok(answer) => wire::fetched(answer).ok_or(Fault::NotAServer),
            Err(Fault::Gone | Fault::Refused(_) | Fault::NotAServer) => {
                self.bulk.set(false);
                self.fetch_singly(wanted).await
            }
            Err(fault) => Err(fault),
        }
    }

    async fn revs_diff(&self, offered: &[DocRevs]) -> Result<Vec<DocRevs>, Fault> {
        let answer = self.ask("POST", "/_revs_diff", Payload::Json(&wire::offered(offered)), LIMIT).await?;
        wire::lacking(&answer).ok_or(Fault::NotAServer)
    }

    async fn bulk_docs(&self, docs: &[Doc]) -> Result<Vec<Rejection>, Fault> {
        let answer = self.ask("POST", "/_bulk_docs", Payload::Json(&wire::handed(docs)), LIMIT).await?;
        wire::refusals(&answer).ok_or(Fault::NotAServer)
    }

    async fn stored_blobs(&self, digests: &[String]) -> Result<Vec<String>, Fault> {
        let mut there = Vec::new();
        for some in digests.chunks(ASKED) {
            let answer = self.ask("POST", "/_all_docs", Payload::Json(&json!({ "keys": some })), LIMIT).await?;
            there.extend(wire::present(&answer).ok_or(Fault::NotAServer)?);
        }
        Ok(there)
    }

    async fn put_blob(&self, digest: &str, content_type: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        let path = format!("/{}/{FILE}", wire::escaped(digest));
        let answer = self.answer("PUT", &path, Payload::Bytes(content_type, &bytes), LIMIT * 2).await?;
        let head = answer.head();
        let body = answer.json().await?;
        match head.status {
            // The digest names the bytes: what is there already, is the same.
            200..=299 | 409 => Ok(()),
            _ => Err(wire::fault(head, &body)),
        }
    }

    async fn get_blob(&self, digest: &str) -> Result<Option<(String, Vec<u8>)>, Fault> {
        let path = format!("/{}/{FILE}", wire::escaped(digest));
        let answer = self.answer("GET", &path, Payload::None, LIMIT * 2).await?;
        let head = answer.head();
        match head.status {
            200 => {
                let content_type = answer.content_type();
                Ok(Some((content_type, answer.bytes(PICTURE_BYTES).await?)))
            }
            404 => Ok(None),
            _ => Err(wire::fault(head, &answer.json().await?)),
        }
    }
}
