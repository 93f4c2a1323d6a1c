//! Making a team on a server: user, database, and who may read it, with an administrator's login that is used for this once and kept
//! nowhere. A line that goes between any two requests leaves something half made: the same words once more go on from there. The user
//! comes first, so that a database is never without somebody it can belong to; a database that nobody may read and that holds
//! nothing is one that was left half made. A database that belongs to somebody is never touched.
//!
//! Source: `CouchDB` documentation, "Security" (`_users`, `_security`).

use serde_json::{Value, json};

use super::wire::{self, Head};
use crate::sync::server::Fault;

/// Names that are tried when the one that was asked is taken.
const TRIES: u32 = 20;

/// What is to be made.
pub struct Team<'a> {
    /// The database.
    pub database: &'a str,
    /// The name that the team shares.
    pub name: &'a str,
    /// Its password.
    pub password: &'a str,
}

/// Why there is no team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFounded {
    /// The database belongs to somebody, or holds something.
    Database,
    /// The user is there already with another password; a name that is free, if one was found.
    Name(Option<String>),
    /// The administrator's login is wrong ([`Fault::Denied`], [`Fault::Forbidden`]), or as for any request.
    Server(Fault),
}

impl From<Fault> for NotFounded {
    fn from(fault: Fault) -> Self {
        Self::Server(fault)
    }
}

/// A server that an administrator talks to.
#[expect(async_fn_in_trait, reason = "one thread in the browser: no caller needs the futures to be Send")]
pub trait Line {
    /// Asks as the administrator; without a body when it is null.
    ///
    /// # Errors
    /// [`Fault`] when no answer came.
    async fn ask(&self, method: &str, path: &str, body: &Value) -> Result<(Head, Value), Fault>;
}

/// Whose a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// There is no such database.
    None,
    /// Nobody's yet: empty, and without members.
    Nobody,
    /// The user's who is asked about, perhaps among others.
    User,
    /// Somebody else's.
    Other,
}

/// Makes a team, or what is still lacking of one.
///
/// # Errors
/// [`NotFounded`]; what was made so far stays, and the same words go on from there.
pub async fn found(line: &impl Line, team: &Team<'_>) -> Result<(), NotFounded> {
    let database = ["/", &wire::escaped(team.database)].concat();
    let mut owner = owner(line, &database, team.name).await?;
    match owner {
        Owner::Other => return Err(NotFounded::Database),
        // All was made; who does not know its password, is somebody else.
        Owner::User if opens(line, team).await? => return Ok(()),
        Owner::User => return Err(NotFounded::Database),
        Owner::None | Owner::Nobody => make_user(line, team).await?,
    }
    if owner == Owner::None {
        owner = match refused(line.ask("PUT", &database, &Value::Null).await?) {
            // Made since, by a request whose answer was lost or by somebody else.
            Some(Fault::Refused(why)) if why == "file_exists" => self::owner(line, &database, team.name).await?,
            Some(fault) => return Err(fault.into()),
            None => Owner::Nobody,
        };
        if owner != Owner::Nobody {
            return Err(NotFounded::Database);
        }
    }
    let admins = json!({ "names": [], "roles": ["_admin"] });
    let security = json!({ "admins": admins, "members": { "names": [team.name], "roles": ["_admin"] } });
    match refused(line.ask("PUT", &[&database, "/_security"].concat(), &security).await?) {
        Some(fault) => Err(fault.into()),
        None => Ok(()),
    }
}

fn refused((head, body): (Head, Value)) -> Option<Fault> {
    (!matches!(head.status, 200..=299)).then(|| wire::fault(head, &body))
}

async fn owner(line: &impl Line, database: &str, name: &str) -> Result<Owner, Fault> {
    let (head, info) = line.ask("GET", database, &Value::Null).await?;
    match refused((head, info.clone())) {
        // A database that is not there; anything else that is not there is no server.
        Some(Fault::Gone) if info.get("error").is_some() => return Ok(Owner::None),
        Some(Fault::Gone) => return Err(Fault::NotAServer),
        Some(fault) => return Err(fault),
        None if info.get("db_name").is_none() => return Err(Fault::NotAServer),
        None => {}
    }
    let (head, security) = line.ask("GET", &[database, "/_security"].concat(), &Value::Null).await?;
    if let Some(fault) = refused((head, security.clone())) {
        return Err(fault);
    }
    let texts = |who: &str, what: &str| -> Vec<String> {
        let list = security.get(who).and_then(|who| who.get(what)).and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    if texts("members", "names").iter().any(|one| one == name) {
        return Ok(Owner::User);
    }
    let named =
        ["members", "admins"].iter().any(|who| !texts(who, "names").is_empty() || texts(who, "roles").iter().any(|r| r != "_admin"));
    let holds = ["doc_count", "doc_del_count"].iter().any(|count| info.get(*count).and_then(Value::as_u64).unwrap_or(0) > 0);
    Ok(if named || holds { Owner::Other } else { Owner::Nobody })
}

async fn make_user(line: &impl Line, team: &Team<'_>) -> Result<(), NotFounded> {
    let person = json!({ "name": team.name, "password": team.password, "type": "user", "roles": [] });
    match refused(line.ask("PUT", &user(team.name), &person).await?) {
        None => Ok(()),
        // Made by a request whose answer was lost.
        Some(Fault::Refused(why)) if why == "conflict" && opens(line, team).await? => Ok(()),
        Some(Fault::Refused(why)) if why == "conflict" => Err(NotFounded::Name(free(line, team.name).await?)),
        Some(fault) => Err(fault.into()),
    }
}

fn user(name: &str) -> String {
    ["/_users/", &wire::escaped(&["org.couchdb.user:", name].concat())].concat()
}

/// Whether the user is there with this password.
async fn opens(line: &impl Line, team: &Team<'_>) -> Result<bool, Fault> {
    let (head, body) = line.ask("POST", "/_session", &json!({ "name": team.name, "password": team.password })).await?;
    match refused((head, body)) {
        None => Ok(true),
        Some(Fault::Denied) => Ok(false),
        Some(fault) => Err(fault),
    }
}

/// A name like this one that nobody has.
async fn free(line: &impl Line, name: &str) -> Result<Option<String>, Fault> {
    for number in 2..TRIES {
        let candidate = [name, &number.to_string()].join("-");
        if line.ask("GET", &user(&candidate), &Value::Null).await?.0.status == 404 {
            return Ok(Some(candidate));
        }
    }
    Ok(None)
}
