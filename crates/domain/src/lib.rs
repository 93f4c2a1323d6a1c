//! What people make with Blikveld: records and the rules they follow. Pure: no browser, no clock, no randomness; whoever
//! calls brings the time and the ids.

pub mod action;
pub mod answer;
pub mod atlas;
pub mod bin;
pub mod catalogue;
pub mod clock;
pub mod content;
pub mod conversation;
pub mod dates;
pub mod debrief;
pub mod deck;
pub mod earlier;
pub mod formats;
pub mod gathered;
pub mod geo;
pub mod kijkwijzer;
pub mod lane;
pub mod lens;
pub mod limits;
pub mod naming;
pub mod numbers;
pub mod place;
pub mod record;
pub mod route;
pub mod search;
pub mod stad;
pub mod summary;
pub mod text;
pub mod thermos;
pub mod vision;
pub mod visit;

pub use action::ActionItem;
pub use answer::Answer;
pub use catalogue::PlaceItem;
pub use conversation::{CheckIn, Conversation};
pub use debrief::Debrief;
pub use deck::Deck;
pub use kijkwijzer::{Contribution, Kijkwijzer};
pub use lane::Lane;
pub use lens::{Counter, Lens, OwnLens, Question};
pub use place::Place;
pub use record::{Author, DecodeError, Id, Kind, Millis, Record};
pub use thermos::{NoteKind, NoteState, Origin, ThermosNote};
pub use vision::Vision;
pub use visit::{BlobRef, Observation, Observer, Photo, Stage, Tally, Visit};
