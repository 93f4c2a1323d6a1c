//! ＋ Thermosnotitie: from anywhere, one sentence, done. What is typed is kept as a draft at once; "Warm houden" makes it a
//! note. Closing keeps the draft for next time.

use leptos::prelude::*;
use serde_json::{Value, json};

use crate::components::{Icon, Receipt, Sheet, TextArea, Typed};
use crate::platform::dom;
use crate::state::journal::Target;
use crate::state::saver::{self, OpenSaver, Saver};
use crate::state::thermos::{self, DRAFT, Draft};
use crate::state::{Here, Records, Toasts};
use crate::words;
use domain::{NoteKind, limits};

/// The sheet; `close` takes it away.
#[component]
pub fn ThermosSheet(
    /// Takes the sheet away.
    #[prop(into)]
    close: UnsyncCallback<()>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let here = expect_context::<Here>();
    let draft = RwSignal::new(None::<Draft>);
    // A draft that could not be written before is still here: it comes first.
    let (refused, waiting) = saver::refused_for(&Target::Local(DRAFT.to_owned())).unzip();
    let waiting = waiting.and_then(|value| serde_json::from_value(value).ok());
    leptos::task::spawn_local(async move {
        let kept = thermos::draft(records).await;
        let _ = draft.try_set(Some(waiting.unwrap_or(kept)));
        dom::focus("warm");
    });
    let saver = OpenSaver::new(refused.unwrap_or_else(|| Saver::new(records, Target::Local(DRAFT.to_owned()), "Thermosnotitie", None)));
    // A draft remembers where it was begun; a fresh one comes from here.
    let origin =
        move || draft.with(|d| d.as_ref().and_then(|d| if d.text.is_empty() { None } else { d.origin.clone() })).or_else(|| here.get());
    let edit = move |change: &dyn Fn(&mut Draft)| {
        let begun_at = origin();
        draft.update(|d| {
            if let Some(d) = d {
                change(d);
                d.origin = begun_at;
            }
        });
        let value = draft.with_untracked(|d| d.as_ref().filter(|d| !d.text.is_empty()).map_or(Value::Null, |d| json!(d)));
        saver.put(value);
    };
    let text = Signal::derive(move || draft.with(|d| d.as_ref().map(|d| d.text.clone()).unwrap_or_default()));
    let problem = RwSignal::new(String::new());
    let busy = StoredValue::new(false);
    let keep = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Some(now) = draft.get_untracked() else { return };
        if now.text.trim().is_empty() {
            problem.set("Schrijf eerst een zin.".to_owned());
            dom::focus("warm");
            return;
        }
        if let Some(count) = limits::note_too_long(&now.text) {
            problem.set(words::note_too_long(count));
            return;
        }
        // A double tap keeps one note.
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        let now = Draft { origin: origin(), ..now };
        // A draft that were written after its note would come back.
        saver.forget();
        leptos::task::spawn_local(async move {
            match thermos::keep_warm(records, &now).await {
                Ok(()) => {
                    toasts.say("Bewaard op dit toestel.");
                    let _ = close.try_run(());
                }
                Err(error) => {
                    saver.put(json!(now));
                    let _ = busy.try_set_value(false);
                    let _ = problem.try_set(words::not_saved(&error));
                }
            }
        });
    };
    let put = move |typed: String| {
        problem.set(String::new());
        edit(&|d| d.text.clone_from(&typed));
    };
    let typed = Typed::new(move || text.get(), put, move || saver.flush());
    view! {
        <Sheet title="Thermosnotitie" on_close=close>
            <form class="stack" on:submit=keep>
                <TextArea id="warm" label="Wat wil je warm houden?" rows=3 typed=typed />
                {move || {
                    (!problem.with(String::is_empty))
                        .then(|| {
                            view! {
                                <p class="field__error" role="alert">
                                    {problem.get()}
                                </p>
                            }
                        })
                }}
                <KindChips
                    name="warm-soort"
                    chosen=Signal::derive(move || draft.with(|d| d.as_ref().map(|d| d.note_kind).unwrap_or_default()))
                    choose=move |kind| edit(&|d| d.note_kind = kind)
                />
                {move || {
                    origin()
                        .map(|origin| {
                            view! {
                                <p class="muted small">
                                    <Icon name="link" size=16 />
                                    {format!(" bij {}", origin.label)}
                                </p>
                            }
                        })
                }}
                <Receipt saver=saver words=text />
                <button type="submit" class="btn btn--warm btn--wide">
                    <Icon name="flame" />
                    "Warm houden"
                </button>
            </form>
        </Sheet>
    }
}

/// The kinds of note as chips, one chosen.
#[component]
pub fn KindChips(
    /// The radio group's name.
    name: &'static str,
    /// The kind now.
    chosen: Signal<NoteKind>,
    /// Chooses another.
    #[prop(into)]
    choose: UnsyncCallback<NoteKind>,
) -> impl IntoView {
    view! {
        <fieldset>
            <legend class="visually-hidden">"Soort"</legend>
            <div class="chips">
                {NoteKind::ALL
                    .into_iter()
                    .map(|kind| {
                        view! {
                            <label class="chip">
                                <input
                                    type="radio"
                                    name=name
                                    value=kind.slug()
                                    prop:checked=move || chosen.get() == kind
                                    on:change=move |_| choose.run(kind)
                                />
                                <span>{kind.label()}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}
