//! Pieces of the screen that know nothing of the domain: icon, header, sheet, empty state, field. Must not read or write
//! records.

pub mod empty;
pub mod field;
pub mod file_button;
pub mod icon;
pub mod in_address;
pub mod sheet;
pub mod top;

pub use empty::Empty;
pub use field::{LineField, TextArea, Typed};
pub use file_button::FileButton;
pub use icon::Icon;
pub use sheet::Sheet;
pub use top::{BigTop, ScreenTitle, Top};
