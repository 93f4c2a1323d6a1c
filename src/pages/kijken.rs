//! Kijken: visits and the lenses they are looked through.

pub mod debrief;
pub mod edit_lens;
pub mod kijkwijzer;
pub mod lens;
pub mod prepare;
pub mod summary;
pub mod visit;
pub mod visits;
pub mod watch;
