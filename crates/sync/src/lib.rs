//! How copies of a document come together: revisions and their trees, the three-way merge, and the replication of one device
//! with one server as a state machine. Pure: no clock, no randomness, no sockets, no idea of what a document is about.

pub mod checkpoint;
mod key;
pub mod leaf;
pub mod limits;
pub mod merge;
pub mod replication;
pub mod rev;
pub mod server;
pub mod store;
pub mod tree;

pub use leaf::Leaf;
pub use merge::three_way;
pub use rev::Rev;
