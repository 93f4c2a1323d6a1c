//! The thermoskaart: thoughts kept warm, and what becomes of them.

pub mod actions;
pub mod board;
mod choosing;
pub mod filter;
pub mod meeting;
pub mod note;
mod order;
pub mod pick_up;
pub mod sheet;
