//! Joining a team, founding one, and leaving it.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use serde_json::json;

use super::team::{DENIED, KEY, SPARE, Team, load};
use super::{Records, TeamSync, stad};
use crate::platform::{dom, files, prefs};
use crate::remote::administrator::Administrator;
use crate::remote::finding::find;
pub use crate::remote::founding::Account;
use crate::remote::founding::{self, NotFounded};
use crate::storage::IndexedStore;
use crate::tab_message::TabMessage;
use crate::words;
use domain::formats::invite::candidates;
use sync::server::{Fault, Server};
use sync::store::replica;
use sync::store::replica::wiped::{WIPED, WIPED_SEEN};
use sync::store::{Batch, ReadError, Store, WriteError};

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
    team.couch().get_checkpoint("blikveld-probe").await.map(drop)
}

/// Values of this device that go along to another database; the place where one was in a visit goes with the visit.
const ALONG: [&str; 4] = [super::thermos::DRAFT, replica::HELD, WIPED, WIPED_SEEN];

/// Before the database changes nothing may be under way in it, in any tab.
async fn prepare(sync: TeamSync) {
    sync.stop();
    sync.records.tell_tabs(&TabMessage::Leaving);
    super::saver::flush_all();
    for _ in 0..20 {
        TimeoutFuture::new(100).await;
        if !super::unsaved::any() {
            break;
        }
    }
}

/// Whether what is open here belongs to a team: by what this tab knows, and by what is stored, for another tab may have joined.
async fn in_team(sync: TeamSync) -> bool {
    sync.is_on() || load(sync.records.store().as_ref()).await.is_some()
}

/// Joins a team: finds its server, tries the door, makes its database on this device, takes along what is here if the person says so, and
/// opens the app in it. `told` hears how many documents and photos went over. What is a team's is never handed to another one: that team is to be
/// left first.
///
/// # Errors
/// [`JoinError`]; nothing changed then.
pub async fn join(sync: TeamSync, mut team: Team, along: bool, told: &dyn Fn(u32)) -> Result<(), JoinError> {
    if in_team(sync).await {
        return Err(JoinError::InTeam);
    }
    team.server = find(candidates(&team.server)).await?;
    try_out(&team).await?;
    prepare(sync).await;
    let (here, there) = (sync.records.store(), IndexedStore::new(&team.database()));
    if along {
        replica::copy(here.as_ref(), &there, &ALONG, told).await.map_err(device)?;
    }
    let me = sync.records.device().me.with_untracked(|me| json!(me));
    // As it is kept: one that this version cannot read is not lost on the way.
    let stad = here.local(stad::KEY).await?;
    let locals = vec![(KEY.to_owned(), Some(json!(team))), (super::me::KEY.to_owned(), Some(me)), (stad::KEY.to_owned(), stad)];
    there.commit(Batch { locals, ..Batch::default() }).await?;
    prefs::set_database(Some(&team.database()));
    prefs::set_had_records(along && prefs::had_records());
    if along && here.name() != team.database() {
        // It is the team's now: two copies would grow apart.
        super::journal::follow(here.name(), there.name());
        here.remove().await;
    }
    open_again(sync.records);
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
pub async fn found(sync: TeamSync, door: &str, (admin, secret): (&str, &str), mut team: Team, colleague: Account) -> Result<(), NotMade> {
    if in_team(sync).await {
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
    IndexedStore::new(&team.database()).commit(Batch::local(SPARE, Some(json!(spare)))).await.map_err(JoinError::from)?;
    join(sync, team, true, &|_| {}).await.map_err(NotMade::from)
}

/// The account of the first colleague, as long as it is kept here.
pub async fn spare(records: Records) -> Option<Team> {
    records.store().local(SPARE).await.ok().flatten().and_then(|value| serde_json::from_value(value).ok())
}

/// Forgets the account of the first colleague, who has it now.
///
/// # Errors
/// [`WriteError`]; it is kept then.
pub async fn forget_spare(records: Records) -> Result<(), WriteError> {
    records.store().commit(Batch::local(SPARE, None)).await.map(drop)
}

/// A new password, given out by whoever keeps the server.
///
/// # Errors
/// [`JoinError`]; the old one stays then.
pub async fn change_password(records: Records, team: Team) -> Result<(), JoinError> {
    try_out(&team).await?;
    let locals = vec![(KEY.to_owned(), Some(json!(team))), (DENIED.to_owned(), None)];
    records.store().commit(Batch { locals, ..Batch::default() }).await?;
    open_again(records);
    Ok(())
}

/// Leaves the team, with a copy of everything or without, and opens the app in this device's own database.
///
/// # Errors
/// [`JoinError`]; nothing changed then.
pub async fn leave(sync: TeamSync, copy: bool, told: &dyn Fn(u32)) -> Result<(), JoinError> {
    prepare(sync).await;
    let here = sync.records.store();
    let own = IndexedStore::new(super::database::NAME);
    if copy {
        replica::copy(here.as_ref(), &own, &ALONG, told).await.map_err(device)?;
    }
    let me = sync.records.device().me.with_untracked(|me| json!(me));
    // As it is kept: one that this version cannot read is not lost on the way.
    let stad = here.local(stad::KEY).await?;
    let locals = vec![(super::me::KEY.to_owned(), Some(me)), (stad::KEY.to_owned(), stad)];
    own.commit(Batch { locals, ..Batch::default() }).await?;
    prefs::set_database(None);
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
    open_again(sync.records);
    Ok(())
}

/// The whole app begins again in another database: nothing of the old one may stay on a screen.
fn open_again(records: Records) {
    records.tell_tabs(&TabMessage::Left);
    dom::go("/team");
}
