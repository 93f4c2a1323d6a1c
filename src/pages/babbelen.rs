//! Babbelen: decks of prompts, and the talks that are prepared with them.

pub mod cards_missing;
pub mod checkin;
pub mod deck;
pub mod edit;
pub mod overview;
pub mod play;
pub mod quotes;
pub mod room;
pub mod talk;
