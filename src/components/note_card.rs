//! A thermos note in a list.

use leptos::prelude::*;
use leptos_router::components::A;

use super::NotSent;
use crate::platform::time;
use crate::words::excerpt;
use domain::route::Route;
use domain::{Record, ThermosNote, thermos};

/// A thermos note as a card that opens it.
#[component]
pub fn NoteCard(
    /// The note.
    note: Record<ThermosNote>,
) -> impl IntoView {
    let class = format!("note note--{}", note.body.note_kind.slug());
    let (href, text, meta) = (Route::Note(note.id).path(), excerpt(&note.body.text), note_meta(&note));
    let id = note.id;
    view! {
        <li class=class>
            <A href=href attr:class="note__link">
                <span class="note__text" dir="auto">
                    {text}
                </span>
                <small class="note__meta">{meta}<NotSent id /></small>
            </A>
        </li>
    }
}

/// "Spanning · Bibliotheek Ledeberg · 9.42 u. · al 2 weken warm"
#[must_use]
pub fn note_meta(note: &Record<ThermosNote>) -> String {
    let mut parts = vec![note.body.note_kind.label().to_owned()];
    parts.extend(note.body.origin.as_ref().map(|origin| origin.label.clone()).filter(|label| !label.is_empty()));
    parts.push(time::moment(note.created));
    if !note.author.name.is_empty() {
        parts.push(note.author.name.clone());
    }
    let warm = thermos::warm_for(note.created, time::now());
    if !warm.is_empty() && note.body.state == domain::NoteState::Warm {
        parts.push(warm);
    }
    parts.join(" · ")
}
