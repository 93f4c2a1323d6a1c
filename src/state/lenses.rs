//! Lenses as people choose them: the built-in ones, then the team's own that are not retired.

use leptos::prelude::*;

use super::live::{self, Reading};
use domain::content;
use domain::{Lens, OwnLens};

/// All lenses that a new visit can have; nothing while the team's own are being read. And how reading those stands.
#[must_use]
pub fn use_lenses() -> (Signal<Option<Vec<Lens>>>, Reading) {
    let own = live::use_kind::<OwnLens>();
    let lenses = Signal::derive(move || {
        (!own.is_loading()).then(|| {
            let own = own.items().into_iter().filter(|record| !record.body.retired).map(|record| record.body.to_lens(&record.id));
            content::lenses().iter().cloned().chain(own.filter(|lens| !lens.questions.is_empty())).collect()
        })
    });
    (lenses, own.into())
}
