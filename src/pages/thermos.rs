//! The thermoskaart: thoughts kept warm, by kind and state. The filter lives in the address.

use leptos::prelude::*;

use super::parts::{NoteCard, StorageSilent};
use crate::domain::route::Route;
use crate::domain::{NoteKind, NoteState, Record, ThermosNote};
use crate::state::{app, live};
use crate::ui::router::router;
use crate::ui::{Empty, Icon, Top, dynamic, view};

pub mod note;
pub mod sheet;

/// All notes.
#[component]
pub fn ThermosPage() -> impl IntoView {
    let app = app();
    let notes = live::use_kind::<ThermosNote>(app);
    let router = router();
    let kind = move || router.param("soort").and_then(|slug| NoteKind::from_slug(&slug));
    let picked = move || router.param("staat").as_deref() == Some("opgepikt");
    let wanted = move || {
        let state = if picked() { NoteState::PickedUp } else { NoteState::Warm };
        let mut list: Vec<Record<ThermosNote>> =
            live::items(notes).into_iter().filter(|n| n.body.state == state && kind().is_none_or(|k| n.body.note_kind == k)).collect();
        // Ids grow with time: the list comes oldest first.
        list.reverse();
        list
    };
    let read = move || notes.with(Option::is_some) && !live::failed(notes);
    let any = move || notes.with(|n| matches!(n, Some(Ok(list)) if !list.is_empty()));
    let to = move |kind: Option<NoteKind>, picked: bool| {
        let kind = kind.map(|k| format!("soort={}", k.slug()));
        let state = picked.then(|| "staat=opgepikt".to_owned());
        let query = kind.into_iter().chain(state).collect::<Vec<_>>().join("&");
        router.swap(&format!("{}?{query}", Route::Thermos.path()));
    };
    view! {
        <Top back=Route::Today.path() back_label="Terug naar Vandaag" title="Thermoskaart"/>
        <main class="page stack">
            {dynamic(move || any().then(|| view! {
                <div class="segmented" role="group" aria-label="Warm of opgepikt">
                    {[(false, "Warm"), (true, "Opgepikt")].into_iter().map(|(state, word)| view! {
                        <button type="button" class="segmented__item" aria-pressed=move || (picked() == state).to_string()
                            on:click=move |_| to(untrack(kind), state)>{word}</button>
                    }).collect_view()}
                </div>
                <div class="chips" role="group" aria-label="Soort">
                    {std::iter::once(None).chain(NoteKind::ALL.into_iter().map(Some)).map(|one| view! {
                        <button type="button" class="chip" aria-pressed=move || (kind() == one).to_string()
                            on:click=move |_| to(one, untrack(picked))>{one.map_or("Alles", NoteKind::label)}</button>
                    }).collect_view()}
                </div>
            }))}
            {dynamic(move || live::failed(notes).then(|| view! { <StorageSilent/> }))}
            <ul class="notes">
                {dynamic(move || wanted().into_iter().map(|note| view! { <NoteCard note/> }).collect_view())}
            </ul>
            {dynamic(move || (read() && wanted().is_empty()).then(|| if any() {
                view! { <p class="muted">"Hier staat nu niets."</p> }.into_any()
            } else {
                view! {
                    <Empty icon="flame" title="Nog niets warm"
                        text="Komt er tijdens een bezoek of overleg iets boven dat je niet kwijt wilt? Tik op de plus: één zin volstaat. Je team drinkt het later op."/>
                }.into_any()
            }))}
        </main>
    }
}

/// The word and icon for a note's state.
#[component]
pub fn StateButton(
    /// Whether it is warm now.
    warm: bool,
    /// Turns it.
    turn: impl Fn() + 'static,
) -> impl IntoView {
    let (icon, word) = if warm { ("check", "Opgepikt") } else { ("flame", "Weer warm houden") };
    view! { <button type="button" class="btn" on:click=move |_| turn()><Icon name=icon/>{word}</button> }
}
