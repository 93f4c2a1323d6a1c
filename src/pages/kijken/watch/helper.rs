//! The lane helper: asks once, quietly, whether a judging or guessing word belongs in another lane. Never blocks, never rewrites: what
//! moves is the sentence with the word, to the letter, and it can be taken back.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

use super::At;
use super::composer::{address, focus_next};
use crate::components::Icon;
use crate::platform::{dom, history, time};
use crate::state::editor::Editor;
use crate::state::{Records, Toasts};
use domain::content;
use domain::lane::{self, Hint};
use domain::sentence::Sentence;
use domain::{Id, Lane, Observation};

/// A word that was heard, the lane it sounds like, and whether nothing else stands in the note than its sentence.
#[derive(Clone, PartialEq)]
struct Heard {
    word: String,
    lane: Lane,
    is_all: bool,
}

fn hear(note: &Observation) -> Option<(Hint, Sentence)> {
    let asks = note.lane == Lane::Seen && !note.lane_asked;
    let hint = asks.then(|| lane::hint(&note.text, content::lane_words())).flatten()?;
    let sentence = Sentence::around(&note.text, &hint.at);
    Some((hint, sentence))
}

/// Asks whether the sentence that sounds like another lane is to move there.
#[component]
pub fn LaneHelper(editor: Editor<Observation>, at: At) -> impl IntoView {
    let moving = Moving { records: expect_context(), toasts: expect_context(), editor, id: editor.id() };
    let (navigate, path) = (use_navigate(), use_location().pathname);
    let at = StoredValue::new(at);
    let busy = StoredValue::new(false);
    let found = Memo::new(move |_| {
        let (hint, sentence) = editor.with(hear)?;
        Some(Heard { word: hint.word, lane: hint.lane, is_all: sentence.is_all() })
    });
    // The note goes along to its new lane and stays open.
    let move_note = move |to: Lane| {
        editor.edit(|note| (note.lane, note.lane_asked) = (to, true));
        editor.flush();
        focus_next();
        let (navigate, here, at) = (navigate.clone(), path.get_untracked(), at.get_value());
        navigate(&address(&at, to, &moving.id), history::in_place());
        moving.toasts.with_undo(&said(to), move || {
            moving.change(|note| note.lane = Lane::Seen);
            if path.get_untracked() == here {
                navigate(&address(&at, Lane::Seen, &moving.id), history::in_place());
            }
        });
    };
    let move_over = move |heard: &Heard| {
        if heard.is_all {
            move_note(heard.lane);
        } else if !busy.get_value()
            && let Some((hint, sentence)) = editor.peek(hear)
        {
            busy.set_value(true);
            let note = at.with_value(|at| at.note(hint.lane, sentence.text.trim().to_owned()));
            leptos::task::spawn_local(async move {
                moving.move_sentence(note, sentence).await;
                let _ = busy.try_set_value(false);
            });
            dom::focus("notitie");
        }
    };
    let leave = move |_| {
        editor.edit(|note| note.lane_asked = true);
        editor.flush();
        dom::focus("notitie");
    };
    view! {
        <div role="status" class="note-field__helper">
            {move || {
                found
                    .get()
                    .map(|heard| {
                        let (to, move_over) = (heard.lane, move_over.clone());
                        let verb = if heard.is_all { "Verplaatsen" } else { "Zin verplaatsen" };
                        view! {
                            <div class="nudge">
                                <Icon name="lightbulb" />
                                <p>
                                    <b>{format!("‘{}’", heard.word)}</b>
                                    " klinkt als "
                                    <em>{to.label()}</em>
                                    "."
                                </p>
                                <button type="button" on:click=move |_| move_over(&heard)>
                                    {verb}
                                </button>
                                <button type="button" aria-label="Laat staan in Ik zie" on:click=leave>
                                    <Icon name="x" size=18 />
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

fn said(to: Lane) -> String {
    format!("Staat nu bij {}.", to.label())
}

/// A note from which something moves, also after its screen is gone.
#[derive(Clone, Copy)]
struct Moving {
    records: Records,
    toasts: Toasts,
    editor: Editor<Observation>,
    id: Id,
}

impl Moving {
    /// Changes the note where it is open, and else as it stands in the store.
    fn change(self, change: impl FnOnce(&mut Observation) + 'static) {
        if self.editor.is_open() {
            self.editor.edit(change);
            self.editor.flush();
        } else {
            self.records.change(self.toasts, self.id, change);
        }
    }

    /// Makes a note of a sentence in another lane; only once that is stored, the sentence goes from where it stood.
    async fn move_sentence(self, note: Observation, sentence: Sentence) {
        let (to, moved) = (note.lane, note.text.clone());
        let record = self.records.record(Id::new(time::new_id()), Observation { lane_asked: true, ..note });
        if let Err(error) = self.records.put(record.id, record.encode()).await {
            self.toasts.not_saved(&error);
            return;
        }
        let cut = sentence.clone();
        self.change(move |note| {
            note.lane_asked = true;
            if let Some(rest) = cut.take_from(&note.text) {
                note.text = rest;
            }
        });
        let id = record.id;
        self.toasts.with_undo(&said(to), move || {
            let (sentence, moved) = (sentence.clone(), moved.clone());
            leptos::task::spawn_local(async move { self.take_back(id, to, moved, sentence).await });
        });
    }

    /// Puts a sentence back where it stood, unless somebody wrote on in its new note.
    async fn take_back(self, id: Id, lane: Lane, moved: String, sentence: Sentence) {
        let Some((note, _)) = self.records.read::<Observation>(&id).await else { return };
        if note.body.text != moved {
            self.toasts.say(format!("Er is al verder geschreven: de notitie blijft bij {}.", lane.label()));
            return;
        }
        self.change(move |note| note.text = sentence.put_back(&note.text));
        self.records.change::<Observation>(self.toasts, id, |note| note.text.clear());
    }
}
