//! Kijken: visits and the lenses they are looked through.

mod beside;
pub mod debrief;
pub mod edit_lens;
pub mod kijkwijzer;
pub mod lens;
mod photos;
pub mod prepare;
pub mod summary;
pub mod visit;
pub mod visits;
mod warm_notes;
pub mod watch;
