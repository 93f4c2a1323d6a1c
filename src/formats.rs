//! whoever calls brings the words for times.

pub mod csv;
pub mod text;
