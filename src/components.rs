//! The pieces that two screens or more share.

mod checkbox;
mod copying;
mod empty;
mod field;
mod file_button;
mod icon;
mod in_address;
mod keep_private;
mod loaded;
mod menu_row;
mod not_found;
mod note_card;
mod opened;
mod receipt;
mod record_footer;
mod sheet;
mod signed;
mod top;

pub use checkbox::Checkbox;
pub use copying::copy;
pub use empty::Empty;
pub use field::{LineField, TextArea, Typed, typed};
pub use file_button::FileButton;
pub use icon::Icon;
pub use in_address::{use_query_setter, use_words};
pub use keep_private::KeepPrivate;
pub use loaded::{ListFailed, Loaded, StorageSilent};
pub use menu_row::{MenuRow, VisitRow, by_date};
pub use not_found::NotFoundPage;
pub use note_card::{NoteCard, note_meta};
pub use opened::{ReadFailed, when_found, when_found_or_new, when_opened};
pub use receipt::{NotSent, Receipt};
pub use record_footer::{EarlierLink, RecordFooter};
pub use sheet::Sheet;
pub use signed::signed;
pub use top::{BigTop, ScreenTitle, Top, name_tab};
