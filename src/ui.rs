//! Pieces of the screen that know nothing of the domain: icon, header, sheet, empty state, field. Must not read or write
//! records.

pub mod el;
pub mod empty;
pub mod field;
pub mod file_button;
pub mod icon;
pub mod router;
pub mod sheet;
pub mod shown;
pub mod top;

pub use blikveld_markup::view;
pub use el::NodeRef;
pub use empty::Empty;
pub use field::{LineField, TextArea, Typed};
pub use file_button::FileButton;
pub use icon::named_icon;
pub use sheet::Sheet;
pub use shown::{Children, CollectView, Show, View, dynamic, mount};
pub use top::{BigTop, Top};
