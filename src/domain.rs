//! What people make with Blikveld: records and the rules they follow. Pure: no browser, no clock, no randomness; whoever
//! calls brings the time and the ids.

pub mod dates;
pub mod earlier;
pub mod lane;
pub mod lens;
pub mod limits;
pub mod naming;
pub mod place;
pub mod record;
pub mod route;
pub mod shape;
pub mod summary;
pub mod thermos;
pub mod visit;

pub use lane::Lane;
pub use lens::{Counter, Lens, Question};
pub use place::Place;
pub use record::{Author, DecodeError, Id, Kind, Millis, Record};
pub use thermos::{NoteKind, NoteState, Origin, ThermosNote};
pub use visit::{BlobRef, Observation, Observer, Photo, Stage, Tally, Visit};
