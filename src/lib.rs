//! Blikveld: instruments for looking at, and talking about, places where families meet.
//!
//! This is the map of the house. Each room has one purpose, and knows only the rooms named behind it; the native test
//! `tests/rooms.rs` fails on any other edge.
//!
//! | room | for | knows |
//! | --- | --- | --- |
//! | [`domain`] | records, lanes, rules, limits: pure | nothing |
//! | [`content`] | built-in lenses, words and places: data and one typed loader | domain |
//! | [`sync`] | revisions and merge: pure, no clock, no sockets | nothing |
//! | [`formats`] | text, CSV, recovery file: pure | domain |
//! | [`words`] | the sentences for what the rooms find and do: pure | domain, sync, formats, store, remote |
//! | [`store`] | one trait, two homes: IndexedDB and memory | domain, sync |
//! | [`remote`] | a `CouchDB` over HTTP | sync |
//! | `platform` | clock, ids, files, photos, share, tabs, service worker | nothing |
//! | `map` | the only room that touches Leaflet | domain, platform |
//! | `state` | the live model: what pages read and write | domain, content, sync, formats, words, store, remote, platform |
//! | `ui` | pieces that know nothing of the domain | platform |
//! | `pages` | a folder per tab, a file per screen | ui, state, map, domain, content, formats, words, platform |
//!
//! What needs a browser is compiled for wasm32 only, so that the compiler keeps the pure rooms pure.

pub mod content;
pub mod domain;
pub mod formats;
pub mod remote;
pub mod store;
pub mod sync;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod map;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(target_arch = "wasm32")]
pub mod state;
#[cfg(target_arch = "wasm32")]
pub mod ui;
