//! Pieces of forms that several instruments share: a field of a list of answers, and the way from a line to the thermoskaart.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

use crate::components::{Icon, Typed};
use crate::platform::{history, time};
use crate::state::editor::Editor;
use crate::state::{Records, Toasts, thermos};
use domain::route::Route;
use domain::{Id, Kind, NoteKind, Origin};

/// What stands in one of many fields of an open record: `read` finds it, `write` puts it, by the field's id.
pub fn typed_at<T: Kind + Send + Sync>(
    editor: Editor<T>,
    id: &str,
    read: fn(&T, &str) -> String,
    write: fn(&mut T, &str, String),
) -> Typed {
    let (read_id, write_id) = (id.to_owned(), id.to_owned());
    Typed::new(
        move || editor.with(|body| read(body, &read_id)),
        move |typed| editor.edit(|body| write(body, &write_id, typed)),
        move || editor.flush(),
    )
}

/// Puts a line on the thermoskaart as a note of its own.
#[component]
pub fn PromoteToThermosNote(
    /// The line.
    #[prop(into)]
    text: Signal<String>,
    /// What it is called to a screen reader, after "Naar thermoskaart: ".
    #[prop(into)]
    what: Signal<String>,
    /// What the note becomes.
    #[prop(default = NoteKind::Idea)]
    kind: NoteKind,
    /// Where it comes from.
    #[prop(into)]
    origin: Signal<Option<Origin>>,
    /// The class of the button.
    #[prop(default = "btn btn--quiet")]
    class: &'static str,
    /// The word on it.
    #[prop(default = "Naar thermoskaart")]
    word: &'static str,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let said = move || format!("Naar thermoskaart: {}", what.get());
    view! {
        <button
            type="button"
            class=class
            aria-label=said
            on:click=move |_| thermos::lift(records, toasts, &text.get_untracked(), kind, origin.get_untracked())
        >
            <Icon name="flame" size=18 />
            {word}
        </button>
    }
}

/// Makes an action of a line.
#[component]
pub fn PromoteToAction(
    /// The line.
    #[prop(into)]
    text: Signal<String>,
    /// What it is called to a screen reader, after "Naar acties: ".
    #[prop(into)]
    what: Signal<String>,
    /// Where it comes from.
    #[prop(into)]
    origin: Signal<Option<Origin>>,
    /// The class of the button.
    #[prop(default = "btn btn--quiet")]
    class: &'static str,
    /// The word on it.
    #[prop(default = "Naar acties")]
    word: &'static str,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let said = move || format!("Naar acties: {}", what.get());
    view! {
        <button
            type="button"
            class=class
            aria-label=said
            on:click=move |_| thermos::lift_as_action(records, toasts, &text.get_untracked(), origin.get_untracked())
        >
            <Icon name="check" size=18 />
            {word}
        </button>
    }
}

/// A button that stays pressed.
#[component]
pub fn Toggle(
    /// The name of its icon.
    icon: &'static str,
    /// The word on it.
    word: &'static str,
    /// Whether it is pressed.
    #[prop(into)]
    on: Signal<bool>,
    /// What a tap does.
    #[prop(into)]
    turn: UnsyncCallback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="btn toggle" aria-pressed=move || on.get().to_string() on:click=move |_| turn.run(())>
            <Icon name=icon size=18 />
            {word}
        </button>
    }
}

/// Something new: draws an id and goes on to its form, so that reloading keeps it.
#[component]
pub fn Begin(
    /// The address of the form.
    to: fn(Id) -> Route,
) -> impl IntoView {
    let (search, navigate) = (use_location().search, use_navigate());
    leptos::task::spawn_local(async move {
        // The router puts the address in the history once this screen is built; only then can another take its place.
        time::pause(0).await;
        let query = search.try_get_untracked().filter(|query| !query.is_empty()).map(|query| format!("?{query}"));
        navigate(&format!("{}{}", to(Id::new(time::new_id())).path(), query.unwrap_or_default()), history::instead());
    });
    view! { <main class="page"></main> }
}
