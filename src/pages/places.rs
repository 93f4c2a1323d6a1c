//! Kaart: all places, on a map, in a list, or counted by wijk and type. What is wanted stands in the address.

pub mod column;
pub mod details;
pub mod edit;
pub mod fetch;
pub mod filter;
pub mod gaps;
pub mod import;
pub mod list;
pub mod on_map;
pub mod over_map;
pub mod overview;
pub mod place;
pub mod preview;
pub mod progress;
pub mod settings;
pub mod spot;
pub mod stad;
pub mod types;
