//! Team: who holds this device, the team that it belongs to, and what is kept.

pub mod bin;
pub mod found;
pub mod invite;
pub mod join;
mod membership;
pub mod outbox;
pub mod recovery;
pub mod settings;
mod standing;
pub mod vision;
