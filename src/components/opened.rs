//! One record that a screen is about: being read, there, not there, or not given by the device's storage.

use leptos::prelude::*;

use super::{NotFoundPage, StorageSilent};
use crate::state::editor::Base;
use crate::state::live::Opening;
use domain::{Kind, Record};

/// Renders a record once it is read.
pub fn when_opened<T: Kind + Send + Sync>(
    opening: Opening<T>,
    render: impl Fn(Option<(Record<T>, Base)>) -> AnyView + Send + 'static,
) -> impl IntoView {
    move || match opening.answer.get() {
        None => ().into_any(),
        Some(Ok(found)) => render(found),
        Some(Err(_)) => view! { <ReadFailed again=opening.again /> }.into_any(),
    }
}

/// The same for a record that has to be there: else the screen says that nothing is.
pub fn when_found<T: Kind + Send + Sync, V: IntoView + 'static>(
    opening: Opening<T>,
    render: impl Fn(Record<T>, Base) -> V + Send + 'static,
) -> impl IntoView {
    when_opened(opening, move |found| match found {
        Some((record, base)) if record.trashed.is_none() => render(record, base).into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    })
}

/// The same for a record that is made with its first word: there is nothing only where it was thrown away.
pub fn when_found_or_new<T: Kind + Send + Sync, V: IntoView + 'static>(
    opening: Opening<T>,
    render: impl Fn(Option<(Record<T>, Base)>) -> V + Send + 'static,
) -> impl IntoView {
    when_opened(opening, move |found| match found {
        Some((record, _)) if record.trashed.is_some() => view! { <NotFoundPage /> }.into_any(),
        found => render(found).into_any(),
    })
}

/// What a screen says when the device's storage does not answer.
#[component]
pub fn ReadFailed(
    /// Reads again.
    #[prop(into)]
    again: Callback<()>,
) -> impl IntoView {
    view! {
        <main class="page">
            <StorageSilent again />
        </main>
    }
}
