//! What is to be done: simple actions, by whom and by when. Ticked off, never counted.

use leptos::prelude::*;

use crate::components::{AddField, Empty, HelpLink, Icon, Loaded, NotSent, Top};
use crate::platform::{time, typing};
use crate::state::{Records, Toasts, bin, live};
use domain::route::Route;
use domain::{ActionItem, Id, Record, action, limits};

/// All actions.
#[component]
pub fn ActionsPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let all = live::use_kind::<ActionItem>();
    let sorted = move || {
        let mut list = all.items();
        list.sort_by(|a, b| action::order(&a.body).cmp(&action::order(&b.body)));
        list
    };
    let new = RwSignal::new(String::new());
    let add = move |name: String| {
        let record = records.record(Id::new(time::new_id()), ActionItem { name, ..ActionItem::default() });
        leptos::task::spawn_local(async move {
            if let Err(error) = records.put(record.id, record.encode()).await {
                let _ = new.try_set(record.body.name);
                toasts.not_saved(&error);
            }
        });
    };
    view! {
        <Top back=Route::Thermos.path() back_label="Terug naar de thermoskaart" title="Acties">
            <HelpLink chapter="acties" about="acties" />
        </Top>
        <main class="page stack">
            <AddField id="nieuwe-actie" label="Nieuwe actie" typed=new on_add=add />
            <Loaded of=all>
                <Show when=move || all.has_none()>
                    <Empty
                        icon="check"
                        title="Nog geen acties"
                        text="Pik een thermosnotitie op en maak er een actie van: wat, wie, tegen wanneer."
                    />
                </Show>
                <ul class="stack stack--tight">
                    <For each=sorted key=|record| record.id let(record)>
                        <Row record=all.row(record) />
                    </For>
                </ul>
            </Loaded>
        </main>
    }
}

/// "An · tegen 3 december"
fn meta(item: &ActionItem) -> String {
    let due = if item.due.is_empty() { String::new() } else { format!("tegen {}", time::day_in_words(&item.due)) };
    [item.who.trim().to_owned(), due].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[component]
fn Row(record: Memo<Record<ActionItem>>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let id = record.with_untracked(|record| record.id);
    let now = move |read: fn(&ActionItem) -> String| record.with(|record| read(&record.body));
    let small = Memo::new(move |_| record.with(|record| meta(&record.body)));
    let done = Memo::new(move |_| record.with(|record| record.body.done));
    let origin = Memo::new(move |_| record.with(|record| record.body.origin.clone()));
    let change =
        move |change: fn(&mut ActionItem, String), text: String| records.change::<ActionItem>(toasts, id, move |item| change(item, text));
    let bin = move |_| bin::throw(records, toasts, record.get_untracked(), "Actie weggegooid.");
    let field = |word: &str| format!("{word}-{id}");
    let (what, who, due) = (field("wat"), field("wie"), field("tegen"));
    view! {
        <li class=move || if done.get() { "card action action--done" } else { "card action" }>
            <label class="cluster nowrap">
                <input
                    type="checkbox"
                    prop:checked=done
                    on:change=move |ev| {
                        let done = event_target_checked(&ev);
                        records.change::<ActionItem>(toasts, id, move |item| item.done = done);
                    }
                />
                <span class="strong" dir="auto">
                    {move || now(|item| item.name.clone())}
                </span>
            </label>
            <Show when=move || small.with(|small| !small.is_empty())>
                <small class="muted">{small}</small>
            </Show>
            <NotSent id=id />
            {move || {
                origin
                    .get()
                    .and_then(|origin| Some((origin.link()?, origin.label)))
                    .map(|(path, label)| {
                        view! {
                            <a href=path class="link small">
                                <Icon name="link" size=16 />
                                {format!("Naar {label}")}
                            </a>
                        }
                    })
            }}
            <details class="plain">
                <summary>"Aanpassen"</summary>
                <div class="stack stack--tight">
                    <label class="field__label" for=what.clone()>
                        "Wat?"
                    </label>
                    <input
                        class="input"
                        id=what
                        dir="auto"
                        autocomplete="off"
                        prop:value=move || now(|item| item.name.clone())
                        on:change=move |ev| {
                            if let Some(text) = typing::typed(&ev) {
                                change(|item, text| item.name = limits::line(&text), text);
                            }
                        }
                    />
                    <label class="field__label" for=who.clone()>
                        "Wie?"
                    </label>
                    <input
                        class="input"
                        id=who
                        dir="auto"
                        autocomplete="off"
                        prop:value=move || now(|item| item.who.clone())
                        on:change=move |ev| {
                            if let Some(text) = typing::typed(&ev) {
                                change(|item, text| item.who = limits::line(&text), text);
                            }
                        }
                    />
                    <label class="field__label" for=due.clone()>
                        "Tegen wanneer?"
                    </label>
                    <input
                        class="input"
                        id=due
                        type="date"
                        prop:value=move || now(|item| item.due.clone())
                        on:change=move |ev| {
                            if let Some(text) = typing::typed(&ev) {
                                change(|item, text| item.due = text, text);
                            }
                        }
                    />
                    <button type="button" class="btn btn--quiet" on:click=bin>
                        <Icon name="trash-2" size=18 />
                        "Actie weggooien"
                    </button>
                </div>
            </details>
        </li>
    }
}
