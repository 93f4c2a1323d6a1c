//! Making a team on a server: database, user, and who may read it, with an administrator's login that is used for this once
//! and kept nowhere.
//!
//! Source: `CouchDB` documentation, "Security" (`_users`, `_security`).

use serde_json::{Value, json};

use super::http::{self, Ask, Payload, Silence};
use super::wire;
use crate::sync::server::Fault;

/// Milliseconds a question may take.
const LIMIT: u32 = 30_000;

/// What is to be made.
pub struct Team<'a> {
    /// The server's address, without a slash at the end.
    pub root: &'a str,
    /// The database.
    pub database: &'a str,
    /// The name that the team shares.
    pub name: &'a str,
    /// Its password.
    pub password: &'a str,
}

/// Makes a team. A database or user that is there already is not touched.
///
/// # Errors
/// [`Fault::Denied`] when the administrator's login is wrong, [`Fault::Refused`] when database or name are taken
/// (`file_exists`, `conflict`) or not allowed, else as for any request.
pub async fn found(admin: (&str, &str), team: &Team<'_>) -> Result<(), Fault> {
    let authorization = http::basic(admin.0, admin.1);
    let url = |path: &str| [team.root, path].concat();
    let user = ["org.couchdb.user:", team.name].concat();
    let database = ["/", &wire::escaped(team.database)].concat();
    if let Err(fault) = put(&authorization, &url(&database), &Value::Null).await {
        return Err(if fault == Fault::Later(None) { http::presence(team.root).await.into() } else { fault });
    }
    let person = json!({ "name": team.name, "password": team.password, "type": "user", "roles": [] });
    put(&authorization, &url(&["/_users/", &wire::escaped(&user)].concat()), &person).await?;
    let none = json!({ "names": [], "roles": ["_admin"] });
    let security = json!({ "admins": none, "members": { "names": [team.name], "roles": ["_admin"] } });
    put(&authorization, &url(&[&database, "/_security"].concat()), &security).await
}

async fn put(authorization: &str, url: &str, body: &Value) -> Result<(), Fault> {
    let payload = if body.is_null() { Payload::None } else { Payload::Json(body) };
    let sent = http::send(Ask { method: "PUT", url, authorization: Some(authorization), payload, limit: LIMIT }).await;
    let answer = sent.map_err(|Silence| Fault::Later(None))?;
    let head = answer.head();
    let body = answer.json().await.map_err(|Silence| Fault::Later(None))?;
    if matches!(head.status, 200..=299) { Ok(()) } else { Err(wire::fault(head, &body)) }
}
