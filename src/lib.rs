//! Blikveld: instruments for looking at, and talking about, places where families meet.
//!
//! The app, over two crates that know no browser: `domain` (records, rules, built-in instruments, file formats) and `sync` (revisions,
//! merge, replication, the trait `Store`). The compiler keeps that edge. Within the app each module builds on those above it:
//!
//! | module | for |
//! | --- | --- |
//! | [`words`] | the sentences for what the modules below the pages find and do: pure |
//! | [`tab_message`] | what the tabs of one device tell one another: pure |
//! | [`remote`] | a `CouchDB` over HTTP |
//! | `storage` | `sync::store::Store` in IndexedDB |
//! | `platform` | clock, ids, files, photos, share, tabs, history, service worker |
//! | `map` | the only module that touches Leaflet |
//! | `state` | the live model: what pages read and write |
//! | `components` | the pieces that two screens or more share |
//! | `pages` | a folder per tab, a file per screen |
//! | `routes` | which screen stands at which address |
//! | `app` | providers and frame |
//!
//! What needs a browser is compiled for wasm32 only.

pub mod remote;
#[cfg(target_arch = "wasm32")]
pub mod storage;
pub mod tab_message;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod components;
#[cfg(target_arch = "wasm32")]
pub mod map;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(target_arch = "wasm32")]
pub mod routes;
#[cfg(target_arch = "wasm32")]
pub mod state;
