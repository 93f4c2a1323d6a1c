//! What leaves the app for people and their other tools: shared text and CSV; and the recovery file, which comes back in. Pure;
//! whoever calls brings the words for times.

pub mod csv;
pub mod invite;
pub mod kijkwijzer;
pub mod recovery;
pub mod shared;
pub mod text;
