//! The line of an administrator to a server: for [`super::founding`], and kept nowhere.

use serde_json::Value;

use super::founding::Line;
use super::http::{self, Ask, Payload, Who};
use super::wire::Head;
use sync::server::Fault;

/// Milliseconds a question may take.
const LIMIT: u32 = 30_000;

/// Somebody who may make databases and users.
pub struct Administrator<'a> {
    /// The server's address, without a slash at the end.
    root: &'a str,
    authorization: String,
}

impl<'a> Administrator<'a> {
    /// With a login.
    #[must_use]
    pub fn new(root: &'a str, name: &str, secret: &str) -> Self {
        Self { root, authorization: http::basic(name, secret) }
    }
}

impl Line for Administrator<'_> {
    async fn ask(&self, method: &str, path: &str, body: &Value) -> Result<(Head, Value), Fault> {
        let url = format!("{}{path}", self.root);
        let payload = if body.is_null() { Payload::None } else { Payload::Json(body) };
        let sent = http::send(Ask { method, url: &url, who: Who::Named(&self.authorization), payload, limit: LIMIT }).await;
        // A server that answers somebody else but not this app, does not allow it.
        let Ok(answer) = sent else { return Err(http::presence(self.root).await.into()) };
        let head = answer.head();
        let body = answer.json().await.map_err(|_| Fault::Later(None))?;
        Ok((head, body))
    }
}
