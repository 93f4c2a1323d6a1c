//! Making a team on a server: the first accounts, the database, and who may read it, with an administrator's login that is used for
//! this once and kept nowhere. A line that goes between any two requests leaves something half made: the same words once more go on
//! from there. The accounts come first, so that a database is never without somebody it can belong to; a database that nobody may
//! read and that holds nothing is one that was left half made. A database that belongs to somebody is never touched.
//!
//! Each person has an account of their own, with the database's name as a role, and the database lets in that role:
//! `hosting/team.sh` makes the same.
//!
//! Source: `CouchDB` documentation, "Security" (`_users`, `_security`).

use serde_json::{Value, json};

use super::wire::{self, Head};
use sync::server::Fault;

/// Names that are tried when the one that was asked is taken.
const TRIES: u32 = 20;

/// What is to be made.
pub struct Team<'a> {
    /// The database.
    pub database: &'a str,
    /// An account for each of the first people: for who makes the team, and for whom it is made with.
    pub accounts: &'a [Account],
}

/// One person's way in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// The name.
    pub name: String,
    /// And the password.
    pub password: String,
}

impl Account {
    /// What the account of the person with this number is called, where nothing else was asked.
    #[must_use]
    pub fn proposed(database: &str, number: usize) -> String {
        if database.is_empty() { String::new() } else { format!("{database}.{number}") }
    }
}

/// Why there is no team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFounded {
    /// The database belongs to somebody, or holds something.
    Database,
    /// The account in this place is there already with another password; a name that is free, if one was found.
    Name(usize, Option<String>),
    /// Here teams are not made: the server keeps that to who is on the machine itself.
    Elsewhere,
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
    /// A team's whose accounts have its name as a role.
    Team,
    /// Somebody else's.
    Other,
}

/// Makes a team, or what is still lacking of one.
///
/// # Errors
/// [`NotFounded`]; what was made so far stays, and the same words go on from there.
pub async fn found(line: &impl Line, team: &Team<'_>) -> Result<(), NotFounded> {
    let database = format!("/{}", wire::escaped(team.database));
    let mut owner = owner(line, &database, team.database).await?;
    match owner {
        Owner::Other => return Err(NotFounded::Database),
        // All was made; who does not know its passwords, is somebody else.
        Owner::Team => {
            for account in team.accounts {
                if !opens(line, account).await? {
                    return Err(NotFounded::Database);
                }
            }
            return Ok(());
        }
        Owner::None | Owner::Nobody => {
            for place in 0..team.accounts.len() {
                make_account(line, team, place).await?;
            }
        }
    }
    if owner == Owner::None {
        owner = match refused(line.ask("PUT", &database, &Value::Null).await?) {
            // Made since, by a request whose answer was lost or by somebody else.
            Some(Fault::Refused(why)) if why == "file_exists" => self::owner(line, &database, team.database).await?,
            Some(fault) => return Err(fault.into()),
            None => Owner::Nobody,
        };
        if owner != Owner::Nobody {
            return Err(NotFounded::Database);
        }
    }
    let admins = json!({ "names": [], "roles": ["_admin"] });
    let security = json!({ "admins": admins, "members": { "names": [], "roles": ["_admin", team.database] } });
    match refused(line.ask("PUT", &format!("{database}/_security"), &security).await?) {
        Some(fault) => Err(fault.into()),
        None => Ok(()),
    }
}

fn refused((head, body): (Head, Value)) -> Option<Fault> {
    (!matches!(head.status, 200..=299)).then(|| wire::fault(head, &body))
}

/// Whether a web server answered, which does not pass this on: not in the words of `CouchDB`.
fn kept_inside(head: Head, body: &Value) -> bool {
    head.status == 404 && body.get("error").is_none()
}

async fn owner(line: &impl Line, database: &str, role: &str) -> Result<Owner, NotFounded> {
    let (head, info) = line.ask("GET", database, &Value::Null).await?;
    match refused((head, info.clone())) {
        // A database that is not there; anything else that is not there is no server.
        Some(Fault::Gone) if info.get("error").is_some() => return Ok(Owner::None),
        Some(Fault::Gone) => return Err(Fault::NotAServer.into()),
        Some(fault) => return Err(fault.into()),
        None if info.get("db_name").is_none() => return Err(Fault::NotAServer.into()),
        None => {}
    }
    let (head, security) = line.ask("GET", &format!("{database}/_security"), &Value::Null).await?;
    if kept_inside(head, &security) {
        return Err(NotFounded::Elsewhere);
    }
    if let Some(fault) = refused((head, security.clone())) {
        return Err(fault.into());
    }
    let texts = |who: &str, what: &str| -> Vec<String> {
        let list = security.get(who).and_then(|who| who.get(what)).and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    if texts("members", "roles").iter().any(|one| one == role) {
        return Ok(Owner::Team);
    }
    let named =
        ["members", "admins"].iter().any(|who| !texts(who, "names").is_empty() || texts(who, "roles").iter().any(|r| r != "_admin"));
    let holds = ["doc_count", "doc_del_count"].iter().any(|count| info.get(*count).and_then(Value::as_u64).unwrap_or(0) > 0);
    Ok(if named || holds { Owner::Other } else { Owner::Nobody })
}

async fn make_account(line: &impl Line, team: &Team<'_>, place: usize) -> Result<(), NotFounded> {
    let Some(account) = team.accounts.get(place) else { return Ok(()) };
    let person = json!({ "name": account.name, "password": account.password, "type": "user", "roles": [team.database] });
    let (head, body) = line.ask("PUT", &user(&account.name), &person).await?;
    if kept_inside(head, &body) {
        return Err(NotFounded::Elsewhere);
    }
    match refused((head, body)) {
        None => Ok(()),
        // Made by a request whose answer was lost.
        Some(Fault::Refused(why)) if why == "conflict" && opens(line, account).await? => Ok(()),
        Some(Fault::Refused(why)) if why == "conflict" => Err(NotFounded::Name(place, free(line, &account.name).await?)),
        Some(fault) => Err(fault.into()),
    }
}

fn user(name: &str) -> String {
    format!("/_users/{}", wire::escaped(&format!("org.couchdb.user:{name}")))
}

/// Whether the account is there with this password.
async fn opens(line: &impl Line, account: &Account) -> Result<bool, Fault> {
    let (head, body) = line.ask("POST", "/_session", &json!({ "name": account.name, "password": account.password })).await?;
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
