//! The thermoskaart: thoughts kept warm, and what becomes of them.

pub mod actions;
pub mod board;
pub mod meeting;
pub mod note;
pub mod pick_up;
pub mod sheet;
pub mod wanted;
