//! Lenses as people choose them: the built-in ones, then the team's own that are not retired.

use leptos::prelude::*;

use super::{App, live};
use domain::content;
use domain::{Lens, OwnLens};

/// All lenses that a new visit can have; nothing while the team's own are being read.
#[must_use]
pub fn use_lenses(app: App) -> Signal<Option<Vec<Lens>>> {
    let own = live::use_kind::<OwnLens>(app);
    Signal::derive(move || {
        own.with(Option::is_some).then(|| {
            let own = live::items(own).into_iter().filter(|record| !record.body.retired).map(|record| record.body.to_lens(&record.id));
            content::lenses().iter().cloned().chain(own.filter(|lens| !lens.questions.is_empty())).collect()
        })
    })
}
