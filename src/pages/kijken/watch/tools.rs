//! What else can be done at a question, on one line; the mark where the script is broken; and the notes that were made before, folded.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::composer::{address, focus_next};
use super::counters::Pins;
use super::counting::Counting;
use super::{At, OpenNote};
use crate::components::{Icon, TextArea, signed, typed};
use crate::platform::{dom, history, prefs, time};
use crate::state::{Records, Toasts, bin, live};
use crate::words::{counted, excerpt};
use domain::{Id, Lane, Observation, Record};

/// The open note: that it breaks the script, another one, and throwing it away.
#[component]
pub fn Tools(at: At, lane: Memo<Lane>, open: OpenNote) -> impl IntoView {
    let (records, toasts) = (expect_context::<Records>(), expect_context::<Toasts>());
    let navigate = use_navigate();
    let explains = RwSignal::new(false);
    let deviates = Memo::new(move |_| open.with(|note| note.deviates).unwrap_or(false));
    let is_blank = Memo::new(move |_| open.with(Observation::is_blank).unwrap_or(true));
    let mark = move |_| {
        let Some(editor) = open.editor.get_untracked() else { return };
        editor.edit(|note| note.deviates = !note.deviates);
        editor.flush();
        if editor.peek(|note| note.deviates) {
            explains.set(!prefs::script_explained());
            prefs::set_script_explained();
            dom::focus("script");
        }
    };
    let another = Callback::new(move |()| {
        if let Some(editor) = open.editor.get_untracked().filter(|editor| !editor.peek(Observation::is_blank)) {
            editor.flush();
            navigate(&address(&at, lane.get_untracked(), &Id::new(time::new_id())), history::in_place());
        }
        focus_next();
    });
    let bin = move |_| {
        let Some(note) = open.editor.get_untracked().map(|editor| editor.get()) else { return };
        another.run(());
        bin::throw(records, toasts, note, "Notitie weggegooid.");
    };
    view! {
        <div class="tools">
            <button type="button" class="tool tool--script" aria-pressed=move || deviates.get().to_string() on:click=mark>
                <Icon name="split" size=19 />
                "Hier wijkt het script af"
            </button>
            <Show when=move || !is_blank.get()>
                <button type="button" class="tool tool--icon" aria-label="Notitie weggooien" on:click=bin>
                    <Icon name="trash-2" size=19 />
                </button>
            </Show>
            <button type="button" class="tool tool--end" aria-label="Nog een notitie" on:click=move |_| another.run(())>
                <Icon name="plus" size=19 />
                "Notitie"
            </button>
        </div>
        {move || {
            open.editor
                .get()
                .map(|editor| {
                    view! {
                        <Show when=move || deviates.get()>
                            <div class="script-mark">
                                <Show when=move || explains.get()>
                                    <p class="small">
                                        "Doet iemand het anders dan de rest, dan zie je opeens een regel die nergens geschreven staat. Zo leer je hoe een plek werkt. Noteer wat er gebeurt, en waarom je denkt dat het zo gaat."
                                    </p>
                                </Show>
                                <TextArea
                                    id="script"
                                    label="Waarom? Wat gebeurt hier anders?"
                                    hint="Een script is een ongeschreven regel: zo doen mensen het hier."
                                    rows=2
                                    typed=typed(editor, |n| &n.deviation, |n, typed| n.deviation = typed)
                                />
                            </div>
                        </Show>
                    }
                })
        }}
    }
}

/// What was noted at this question before, newest first, and which counters stay in sight: folded, for it is not what one came to do.
#[component]
pub fn Folds(notes: live::List<Observation>, at: At, open: OpenNote, counting: Counting) -> impl IntoView {
    let (unfolded, pinning) = (RwSignal::new(false), RwSignal::new(false));
    let here = StoredValue::new(at.clone());
    let earlier = Memo::new(move |_| {
        let open = open.id.get();
        let mut earlier = notes.items();
        earlier.retain(|note| here.with_value(|at| at.has(&note.body)) && Some(note.id) != open && !note.body.is_blank());
        earlier.sort_by_key(|note| std::cmp::Reverse(note.created));
        earlier
    });
    let many = Memo::new(move |_| earlier.with(Vec::len));
    let has_some = Memo::new(move |_| many.get() != 0);
    let can_pin = Memo::new(move |_| counting.is_ready() && here.with_value(|at| !counting.shown(&at.lens.id, &at.question.id).is_empty()));
    view! {
        <div class="folds">
            <Show when=move || has_some.get()>
                <button
                    type="button"
                    class="fold"
                    aria-expanded=move || unfolded.get().to_string()
                    on:click=move |_| unfolded.update(|unfolded| *unfolded = !*unfolded)
                >
                    <span>{move || counted(many.get(), "notitie bij deze vraag", "notities bij deze vraag")}</span>
                    <Icon name="chevron-down" />
                </button>
            </Show>
            <Show when=move || can_pin.get()>
                <button
                    type="button"
                    class="tool tool--icon tool--end"
                    aria-label="Tellers vastzetten"
                    aria-expanded=move || pinning.get().to_string()
                    on:click=move |_| pinning.update(|pinning| *pinning = !*pinning)
                >
                    <Icon name="pin" size=19 />
                </button>
            </Show>
        </div>
        <Show when=move || pinning.get() && can_pin.get()>
            <Pins at=here.get_value() counting />
        </Show>
        <Show when=move || unfolded.get() && has_some.get()>
            <ul class="notes" aria-label="Eerdere notities">
                <For each=move || earlier.get() key=|note| note.id let(note)>
                    <EarlierNote notes note at=here.get_value() />
                </For>
            </ul>
        </Show>
    }
}

const fn lane_class(lane: Lane) -> &'static str {
    match lane {
        Lane::Seen => "obs obs--seen",
        Lane::Thought => "obs obs--thought",
        Lane::Valued => "obs obs--valued",
    }
}

#[component]
fn EarlierNote(notes: live::List<Observation>, note: Record<Observation>, at: At) -> impl IntoView {
    let navigate = use_navigate();
    let note = notes.row(note);
    let go = move |_| {
        let (id, lane) = note.with_untracked(|note| (note.id, note.body.lane));
        navigate(&address(&at, lane, &id), history::in_place());
        focus_next();
    };
    view! {
        <li class=move || note.with(|note| lane_class(note.body.lane))>
            <button type="button" class="obs__open" on:click=go>
                <span class="obs__text" dir="auto">
                    {move || note.with(|note| excerpt(&note.body.text))}
                </span>
                <small class="obs__meta" dir="auto">
                    {move || {
                        note.with(|note| {
                            let deviates = if note.body.deviates { " · hier wijkt het script af" } else { "" };
                            format!("{} · {}{deviates}", note.body.lane.label(), signed(&note.author.name, note.created))
                        })
                    }}
                </small>
            </button>
        </li>
    }
}
