//! What leaves the app for people and their other tools: shared text and CSV. Pure; whoever calls brings the words for
//! times.

pub mod csv;
pub mod text;
