//! A team: where it meets, what opens it, and which database on this device is its own.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::remote::couch::Couch;
pub use crate::remote::founding::Account;
use domain::formats::invite::candidates;
use sync::rev::hex;
use sync::store::Store;

/// Where the credentials are kept, in the team's own database: nowhere else.
pub const KEY: &str = "team";

/// Where it is kept that the server refused name or password.
pub const DENIED: &str = "denied";

/// Where the account of the first colleague is kept until that colleague has it: in the team's database too.
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
    /// The name of its database on this device: nothing of the team shows in it.
    #[must_use]
    pub fn database(&self) -> String {
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

/// Reads the team of a database.
pub async fn load(store: &impl Store) -> Option<Team> {
    store.local(KEY).await.ok().flatten().and_then(|value| serde_json::from_value(value).ok())
}
