//! The browser's edges: clock, ids, dates in words, files, photos, sharing, tabs, preferences, service worker. Knows nothing
//! of the domain; turns every `JsValue` into something typed or into nothing.

pub mod app_update;
pub mod awake;
pub mod device;
pub mod dom;
pub mod encryption;
pub mod files;
pub mod fit;
pub mod history;
pub mod photo;
pub mod position;
pub mod power;
pub mod prefs;
pub mod scan;
pub mod tabs;
pub mod time;
pub mod typing;
