//! The few things of this device that must be there before the database is: theme, whether anything was ever saved here, and
//! the last words of a page that went before they were in the database.

use gloo_storage::{LocalStorage, Storage};

const THEME: &str = "blikveld.theme";
const HAD_RECORDS: &str = "blikveld.had-records";
const INSTALL_DISMISSED: &str = "blikveld.install-dismissed";

/// "light", "dark", or nothing: what the device says.
#[must_use]
pub fn theme() -> Option<String> {
    LocalStorage::get(THEME).ok()
}

/// Keeps and applies a theme; none follows the device.
pub fn set_theme(theme: Option<&str>) {
    match theme {
        Some(theme) => drop(LocalStorage::set(THEME, theme)),
        None => LocalStorage::delete(THEME),
    }
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
    LocalStorage::get(HAD_RECORDS).unwrap_or(false)
}

/// Remembers that something was saved.
pub fn set_had_records(had: bool) {
    if had_records() != had {
        drop(LocalStorage::set(HAD_RECORDS, had));
    }
}

/// Whether the person put the install hint away.
#[must_use]
pub fn install_dismissed() -> bool {
    LocalStorage::get(INSTALL_DISMISSED).unwrap_or(false)
}

/// Puts the install hint away for good.
pub fn dismiss_install() {
    drop(LocalStorage::set(INSTALL_DISMISSED, true));
}

const JOURNAL: &str = "blikveld.journal";

/// What was being written when the last page went.
#[must_use]
pub fn journal() -> Option<String> {
    LocalStorage::get(JOURNAL).ok()
}

/// Notes what is being written, or that nothing is.
pub fn set_journal(text: Option<&str>) {
    match text {
        Some(text) => drop(LocalStorage::set(JOURNAL, text)),
        None => LocalStorage::delete(JOURNAL),
    }
}
