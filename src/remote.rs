//! A `CouchDB` over HTTP, as [`sync::server::Server`]. Apache `CouchDB` 3 first; where others differ it bends: whole numbers as sequences, no
//! `_bulk_get`, a `_local` document that conflicts. Must not decide when to ask or what to do about a fault.
//!
//! Source: `CouchDB` documentation, "API Reference" and "Replication protocol".

pub mod founding;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod administrator;
#[cfg(target_arch = "wasm32")]
pub mod clock;
#[cfg(target_arch = "wasm32")]
pub mod couch;
#[cfg(target_arch = "wasm32")]
pub mod finding;
#[cfg(target_arch = "wasm32")]
mod http;
#[cfg(target_arch = "wasm32")]
pub mod publisher;
