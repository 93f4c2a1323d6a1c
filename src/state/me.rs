//! Who holds this device: an id drawn once, and a first name if one was given.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::platform::time;
use domain::{Author, Id};
use sync::store::{Batch, Store};

/// Where this is kept.
pub const KEY: &str = "me";

/// The person who holds this device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Stays, whatever the name becomes.
    pub id: Id,
    /// A first name, or empty.
    pub name: String,
    /// The question was answered or skipped.
    pub asked: bool,
}

impl Me {
    /// As the author of a record.
    #[must_use]
    pub fn author(&self) -> Author {
        Author { id: self.id, name: self.name.clone() }
    }
}

/// Reads who this is, or draws a new id.
pub async fn load(store: &impl Store) -> Me {
    let known = store.local(KEY).await.ok().flatten().and_then(|value| serde_json::from_value(value).ok());
    if let Some(me) = known {
        return me;
    }
    let me = Me { id: Id::new(time::new_id()), name: String::new(), asked: false };
    // Without storage the id lasts as long as the page: nothing else can be done, and the banner says so.
    let _ = store.commit(Batch::local(KEY, Some(json!(me)))).await;
    me
}
