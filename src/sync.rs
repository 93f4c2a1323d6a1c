//! How copies of a document come together: revisions and the three-way merge. Pure: no clock, no randomness, no sockets, no
//! idea of what a document is about.

pub mod merge;
pub mod rev;

pub use merge::three_way;
pub use rev::Rev;
