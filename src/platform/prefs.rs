//! The few things of this device that must be there before the database is: theme, whether anything was ever saved here, which
//! columns are looked at, and the last words of a page that went before they were in the database.

use gloo_storage::{LocalStorage, Storage};

/// A value as it stands; a browser that refuses has none.
fn get(key: &str) -> Option<String> {
    LocalStorage::raw().get_item(key).ok()?
}

/// Keeps or removes a value. One that the browser refuses is not kept: nothing here is worth a message.
fn set(key: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => LocalStorage::raw().set_item(key, value),
        None => LocalStorage::raw().remove_item(key),
    };
}

const THEME: &str = "blikveld.theme";
const HAD_RECORDS: &str = "blikveld.had-records";
const INSTALL_DISMISSED: &str = "blikveld.install-dismissed";
const GAP_TYPES: &str = "blikveld.gap-types";

/// "light", "dark", or nothing: what the device says.
#[must_use]
pub fn theme() -> Option<String> {
    // As JSON, because public/boot.js reads it too.
    get(THEME).map(|theme| theme.trim_matches('"').to_owned())
}

/// Keeps and applies a theme; none follows the device.
pub fn set_theme(theme: Option<&str>) {
    set(THEME, theme.map(|theme| format!("\"{theme}\"")).as_deref());
    if let Some(root) = super::dom::document().and_then(|d| d.document_element()) {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Whether something was saved on this device before.
#[must_use]
pub fn had_records() -> bool {
    get(HAD_RECORDS).as_deref() == Some("true")
}

/// Remembers that something was saved.
pub fn set_had_records(had: bool) {
    set(HAD_RECORDS, had.then_some("true"));
}

/// The types that the witte vlekken show on a narrow screen, with bars between; nothing when nobody chose.
#[must_use]
pub fn gap_types() -> Option<String> {
    get(GAP_TYPES)
}

/// Keeps them.
pub fn set_gap_types(types: &str) {
    set(GAP_TYPES, Some(types));
}

/// Whether the person put the install hint away.
#[must_use]
pub fn install_dismissed() -> bool {
    get(INSTALL_DISMISSED).is_some()
}

/// Puts the install hint away for good.
pub fn dismiss_install() {
    set(INSTALL_DISMISSED, Some("true"));
}

const SCRIPT_EXPLAINED: &str = "blikveld.script-explained";

/// Whether this device once said what a script is.
#[must_use]
pub fn script_explained() -> bool {
    get(SCRIPT_EXPLAINED).is_some()
}

/// Remembers that it was said.
pub fn set_script_explained() {
    set(SCRIPT_EXPLAINED, Some("true"));
}

const DATABASE: &str = "blikveld.home";

/// The database that the app opens here, when it is a team's.
#[must_use]
pub fn database() -> Option<String> {
    get(DATABASE)
}

/// Keeps which database the app opens here.
pub fn set_database(name: Option<&str>) {
    set(DATABASE, name);
}

const JOURNAL: &str = "blikveld.journal";

/// What was being written when the last page went.
#[must_use]
pub fn journal() -> Option<String> {
    get(JOURNAL)
}

/// Notes what is being written, or that nothing is.
pub fn set_journal(text: Option<&str>) {
    set(JOURNAL, text);
}

const PAGE: &str = "blikveld.page";

/// Of how many documents the page from the team is that is being taken in: what is found at a start was not finished.
#[must_use]
pub fn page_under_way() -> Option<u32> {
    get(PAGE)?.parse().ok()
}

/// Marks a page as being taken in, or none.
pub fn set_page_under_way(documents: Option<u32>) {
    set(PAGE, documents.map(|documents| documents.to_string()).as_deref());
}
