//! What leaves the app for people and their other tools: shared text, CSV and calendar days; the recovery file, which comes back in; and tables of
//! places, in and out. Pure; whoever calls brings the words for times.

pub mod csv;
pub mod host;
pub mod ics;
pub mod invite;
pub mod kijkwijzer;
pub mod opener;
pub mod outlines;
pub mod pace;
pub mod places;
pub mod recovery;
pub mod shared;
mod spot;
pub mod stad;
pub mod table;
pub mod text;
