//! The live model: what pages read and write. A page hands a record to an [`editor::Editor`] or a batch to [`Records::commit`];
//! the store commits it, the version of its kind moves, and every list of that kind reads again. One way in.
//!
//! Each part is a small context of signals, provided at the root (`app.rs`): [`Device`], [`Records`], [`TeamSync`], [`Toasts`],
//! [`Here`], [`Handing`], [`Wiped`]. A page takes those that it uses. No file here imports one that imports it.

pub mod atlas;
pub mod bin;
pub mod cards;
pub mod clock;
pub mod database;
pub mod device;
pub mod earlier;
pub mod editor;
pub mod fetching;
pub mod handing;
pub mod here;
pub mod importing;
pub mod invitation;
pub mod joining;
pub mod journal;
pub mod lenses;
pub mod live;
pub mod me;
pub mod outbox;
pub mod pacing;
pub mod photos;
pub mod places;
pub mod records;
pub mod recovery;
pub mod sample;
pub mod saver;
pub mod searching;
pub mod sharing;
pub mod signing;
pub mod stad;
pub mod starters;
pub mod team;
pub mod team_sync;
pub mod thermos;
pub mod toasts;
pub mod unsaved;
pub mod update;
pub mod wiped;

pub use device::{Device, Trouble};
pub use handing::Handing;
pub use here::Here;
pub use records::{KINDS, Records};
pub use team_sync::TeamSync;
pub use toasts::Toasts;
pub use wiped::Wiped;
