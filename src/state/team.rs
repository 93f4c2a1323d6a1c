//! Belonging to a team: where it meets, how one joins and leaves, and which home on this device is its own.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{App, stad};
use crate::platform::{dom, files, prefs};
use crate::remote::administrator::Administrator;
use crate::remote::couch::Couch;
use crate::remote::finding::find;
pub use crate::remote::founding::Account;
use crate::remote::founding::{self, NotFounded};
use crate::storage::IndexedStore;
use crate::words;
use domain::formats::invite::candidates;
use sync::rev::hex;
use sync::server::{Fault, Server};
use sync::store::replica;
use sync::store::replica::wiped::{WIPED, WIPED_SEEN};
use sync::store::{Batch, ReadError, Store, WriteError};

/// Where the credentials are kept, in the team's own home: nowhere else.
pub const KEY: &str = "team";

/// Where the account of the first colleague is kept until that colleague has it: in the team's home too.
pub const SPARE: &str = "team-spare";

/// Where a team meets, and what opens it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// The server's address, without a slash at the end.
    pub server: String,
    /// The database on it.
    pub database: String,
    /// The name that opens it.
    pub name: String,
    /// Its password.
    pub password: String,
}

impl Team {
    /// The name of its home on this device: nothing of the team shows in it.
    #[must_use]
    pub fn home(&self) -> String {
        let place = format!("{}/{}", self.server, self.database);
        format!("blikveld-{}", hex(&Sha256::digest(place.as_bytes())[..6]))
    }

    /// This team as an invitation to it may say it: with the address of the site only.
    #[must_use]
    pub fn is_at(&self, server: &str, database: &str) -> bool {
        self.database == database && candidates(server).contains(&self.server)
    }

    /// Its server.
    #[must_use]
    pub fn couch(&self) -> Couch {
        Couch::new(&self.server, &self.database, &self.name, &self.password)
    }

    /// Whether its account is one person's and not the whole team's: those are called after the team, with a dot.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        self.name.strip_prefix(&self.database).is_some_and(|rest| rest.starts_with('.'))
    }
}

/// Reads the team of a home.
pub async fn load(store: &impl Store) -> Option<Team> {
    store.local(KEY).await.ok().flatten().and_then(|value| serde_json::from_value(value).ok())
}

/// Why joining or leaving did not work; nothing changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinError {
    /// What is open here is a team's already: it stays where it is until that team is left.
    InTeam,
    /// The server said no, or nothing.
    Server(Fault),
    /// This device could not keep it.
    Device(WriteError),
}

impl From<Fault> for JoinError {
    fn from(fault: Fault) -> Self {
        Self::Server(fault)
    }
}

impl From<WriteError> for JoinError {
    fn from(error: WriteError) -> Self {
        Self::Device(error)
    }
}

impl From<ReadError> for JoinError {
    fn from(error: ReadError) -> Self {
        Self::Device(WriteError::Failed(error.to_string()))
    }
}

impl JoinError {
    /// As a person hears it.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::InTeam => words::IN_TEAM.to_owned(),
            Self::Server(fault) => words::fault(fault),
            Self::Device(error) => words::not_saved(error),
        }
    }
}

fn device(fault: Fault) -> JoinError {
    match fault {
        Fault::Device(why) if why == "full" => JoinError::Device(WriteError::Full),
        Fault::Device(why) => JoinError::Device(WriteError::Failed(why)),
        other => JoinError::Server(other),
    }
}

/// Whether a team's database opens with these words.
///
/// # Errors
/// [`Fault`] says why not.
pub async fn try_out(team: &Team) -> Result<(), Fault> {
    team.couch().greet("blikveld-probe").await.map(drop)
}

/// What the other tabs are told before the home changes: they write what waits.
pub const LEAVING: &str = "!leaving";
/// And after: they open the new one.
pub const LEFT: &str = "!left";
/// Values of this device that go along to another home; the place where one was in a visit goes with the visit.
const ALONG: [&str; 4] = [super::thermos::DRAFT, replica::HELD, WIPED, WIPED_SEEN];

/// Before the home changes nothing may be under way in it, in any tab.
async fn prepare(app: App) {
    app.sync.stop();
    app.tell_tabs(LEAVING);
    super::saver::flush_all();
    for _ in 0..20 {
        TimeoutFuture::new(100).await;
        if !super::unsaved::any() {
            break;
        }
    }
}

/// Whether what is open here belongs to a team: by what this tab knows, and by what is stored, for another tab may have joined.
async fn in_team(app: App) -> bool {
    app.sync.is_on() || load(app.store().as_ref()).await.is_some()
}

/// Joins a team: finds its server, tries the door, makes its home on this device, takes along what is here if the person says so, and
/// opens the app in it. `told` hears how many documents and photos went over. What is a team's is never handed to another one: that team is to be
/// left first.
///
/// # Errors
/// [`JoinError`]; nothing changed then.
pub async fn join(app: App, mut team: Team, along: bool, told: &dyn Fn(u32)) -> Result<(), JoinError> {
    if in_team(app).await {
        return Err(JoinError::InTeam);
    }
    team.server = find(candidates(&team.server)).await?;
    try_out(&team).await?;
    prepare(app).await;
    let (here, there) = (app.store(), IndexedStore::new(&team.home()));
    if along {
        replica::copy(here.as_ref(), &there, &ALONG, told).await.map_err(device)?;
    }
    let me = app.me.with_untracked(|me| json!(me));
    // As it is kept: one that this version cannot read is not lost on the way.
    let stad = here.local(stad::KEY).await?;
    let locals = vec![(KEY.to_owned(), Some(json!(team))), (super::me::KEY.to_owned(), Some(me)), (stad::KEY.to_owned(), stad)];
    there.commit(Batch { locals, ..Batch::default() }).await?;
    prefs::set_home(Some(&team.home()));
    prefs::set_had_records(along && prefs::had_records());
    if along && here.name() != team.home() {
        // It is the team's now: two copies would grow apart.
        super::journal::follow(here.name(), there.name());
        here.remove().await;
    }
    open_again(app);
    Ok(())
}

/// Why a team could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotMade {
    /// The server did not make it.
    There(NotFounded),
    /// It is made, but this device is not in it.
    Here(JoinError),
}

impl From<JoinError> for NotMade {
    fn from(error: JoinError) -> Self {
        Self::Here(error)
    }
}

impl NotMade {
    /// Where the name of an account is taken: which account's, and a name that is free.
    #[must_use]
    pub fn free(&self) -> Option<(usize, &str)> {
        match self {
            Self::There(NotFounded::Name(place, Some(free))) => Some((*place, free)),
            _ => None,
        }
    }

    /// As a person hears it.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::There(why) => words::not_founded(why),
            Self::Here(error) => error.sentence(),
        }
    }
}

/// Makes a team on a server with an administrator's login, which is used for this once and kept nowhere, with an account for who
/// makes it and one for the first colleague. `door` is the address that an administrator comes in by. Where it is the team's own,
/// this device joins; elsewhere the accounts are only made.
///
/// # Errors
/// [`NotMade`]; what was made on the server so far stays there, and the same words go on from it.
pub async fn found(app: App, door: &str, (admin, secret): (&str, &str), mut team: Team, colleague: Account) -> Result<(), NotMade> {
    if in_team(app).await {
        return Err(JoinError::InTeam.into());
    }
    let accounts = [Account { name: team.name.clone(), password: team.password.clone() }, colleague];
    let wanted = founding::Team { database: &team.database, accounts: &accounts };
    let own = door == team.server;
    let door = find(candidates(door)).await.map_err(|fault| NotMade::There(fault.into()))?;
    founding::found(&Administrator::new(&door, admin, secret), &wanted).await.map_err(NotMade::There)?;
    if !own {
        // The team's own address may not be in reach from here: who joins finds the server.
        return Ok(());
    }
    team.server = door;
    let [_, colleague] = accounts;
    let spare = Team { name: colleague.name, password: colleague.password, ..team.clone() };
    IndexedStore::new(&team.home()).commit(Batch::local(SPARE, Some(json!(spare)))).await.map_err(JoinError::from)?;
    join(app, team, true, &|_| {}).await.map_err(NotMade::from)
}

/// The account of the first colleague, as long as it is kept here.
pub async fn spare(app: App) -> Option<Team> {
    app.store().local(SPARE).await.ok().flatten().and_then(|value| serde_json::from_value(value).ok())
}

/// Forgets the account of the first colleague, who has it now.
///
/// # Errors
/// [`WriteError`]; it is kept then.
pub async fn forget_spare(app: App) -> Result<(), WriteError> {
    app.store().commit(Batch::local(SPARE, None)).await.map(drop)
}

/// A new password, given out by whoever keeps the server.
///
/// # Errors
/// [`JoinError`]; the old one stays then.
pub async fn change_password(app: App, team: Team) -> Result<(), JoinError> {
    try_out(&team).await?;
    let locals = vec![(KEY.to_owned(), Some(json!(team))), (super::team_sync::DENIED.to_owned(), None)];
    app.store().commit(Batch { locals, ..Batch::default() }).await?;
    open_again(app);
    Ok(())
}

/// Leaves the team, with a copy of everything or without, and opens the app in this device's own home.
///
/// # Errors
/// [`JoinError`]; nothing changed then.
pub async fn leave(app: App, copy: bool, told: &dyn Fn(u32)) -> Result<(), JoinError> {
    prepare(app).await;
    let here = app.store();
    let own = IndexedStore::new(super::home::NAME);
    if copy {
        replica::copy(here.as_ref(), &own, &ALONG, told).await.map_err(device)?;
    }
    let me = app.me.with_untracked(|me| json!(me));
    // As it is kept: one that this version cannot read is not lost on the way.
    let stad = here.local(stad::KEY).await?;
    let locals = vec![(super::me::KEY.to_owned(), Some(me)), (stad::KEY.to_owned(), stad)];
    own.commit(Batch { locals, ..Batch::default() }).await?;
    prefs::set_home(None);
    // What one had before joining may be here still: whether there is something, shows at the next start.
    prefs::set_had_records(copy);
    if copy {
        super::journal::follow(here.name(), own.name());
    } else {
        // Where one looked on the map, and what was handed over and not taken, goes too.
        super::journal::forget(here.name());
        files::forget_map().await;
        files::forget_shared().await;
    }
    here.remove().await;
    open_again(app);
    Ok(())
}

/// The whole app begins again in another home: nothing of the old one may stay on a screen.
fn open_again(app: App) {
    app.tell_tabs(LEFT);
    dom::go("/team");
}
