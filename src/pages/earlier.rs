//! Earlier versions of what is in one record: what another's words were before a merge had to choose, and the way back to
//! them.

use crate::words::excerpt;
use leptos::prelude::*;
use serde_json::Value;

use crate::components::{Empty, Icon, NotFoundPage, ReadFailed, Top, copy};
use crate::platform::{dom, time};
use crate::state::earlier::{self as state, Read};
use crate::state::editor::Base;
use crate::state::{Device, Records, Toasts};
use domain::earlier::{self, Version};
use domain::{Author, Id, naming};

/// Earlier versions of one record.
#[component]
pub fn EarlierPage(
    /// The record.
    id: Id,
) -> impl IntoView {
    let again = RwSignal::new(());
    let record = state::use_record(id, again);
    // The head stays where it is when one goes back: it has the focus then.
    let there = Memo::new(move |_| record.with(|record| seen(record.as_ref()).is_some()));
    move || {
        if there.get() {
            return view! { <Head id=id record /> }.into_any();
        }
        record.with(|record| match record {
            None => ().into_any(),
            Some(Err(_)) => view! { <ReadFailed again=move |()| again.notify() /> }.into_any(),
            Some(Ok(_)) => view! { <NotFoundPage /> }.into_any(),
        })
    }
}

/// The record, if it is there and not thrown away.
fn seen(record: Option<&Read>) -> Option<&Base> {
    let seen = record?.as_ref().ok()?.as_ref()?;
    seen.body.get("trashed").is_none_or(Value::is_null).then_some(seen)
}

#[component]
fn Head(id: Id, record: RwSignal<Option<Read>>) -> impl IntoView {
    let (back, kind) = record
        .with_untracked(|record| seen(record.as_ref()).map(|seen| (naming::path(&id, &seen.body), naming::kind_word(&seen.body))))
        .unwrap_or_default();
    view! {
        <Top back=back back_label="Terug" title="Eerdere versies" eyebrow=kind.to_owned() />
        <main class="page stack">{move || record.with(|record| seen(record.as_ref()).map(|seen| versions(&id, seen)))}</main>
    }
}

fn versions(id: &Id, seen: &Base) -> impl IntoView + use<> {
    let body = &seen.body;
    let versions = earlier::list(body);
    let mut fields: Vec<&str> = Vec::new();
    for version in &versions {
        let field = version.field.as_str();
        // In a list nobody knows any more which one it was.
        if !fields.contains(&field) && !earlier::now(body, field).is_null() {
            fields.push(field);
        }
    }
    let now = fields.into_iter().map(|field| {
        let words = in_words(field, earlier::now(body, field));
        view! {
            <p class="eyebrow">{earlier::label(field)}</p>
            <p class="note__text" dir="auto">
                {or_empty(words)}
            </p>
        }
    });
    let now = now.collect_view();
    let (none, busy) = (versions.is_empty(), StoredValue::new(false));
    view! {
        <p class="lead" dir="auto">
            {excerpt(naming::title(body))}
        </p>
        {if none {
            view! {
                <Empty
                    icon="scroll-text"
                    title="Geen eerdere versies"
                    text="Hebben jij en een collega hetzelfde aangepast? Dan vind je hier wat de ander schreef."
                />
            }
                .into_any()
        } else {
            view! {
                <section class="card card--live">
                    <h2 class="card__title">"Zo staat het nu"</h2>
                    {now}
                </section>
                <ul class="stack">{versions.into_iter().map(|version| card(id, seen, version, busy)).collect_view()}</ul>
            }
                .into_any()
        }}
    }
}

fn card(id: &Id, seen: &Base, version: Version, busy: StoredValue<bool>) -> impl IntoView + use<> {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let device = expect_context::<Device>();
    let words = in_words(&version.field, &version.value);
    let author = Author { id: version.author, name: version.name };
    let mine = device.me.with_untracked(|me| me.id == author.id);
    let who = match author.name.as_str() {
        _ if mine => "Jij",
        "" => "Iemand zonder naam",
        name => name,
    };
    let mut meta = vec![who.to_owned(), time::moment(version.at)];
    if time::day(version.at) != time::today() {
        meta.push(time::clock(version.at));
    }
    let fits = earlier::restore(&seen.body, version.index, &author, 0).is_some();
    let (id, seen, index, shown) = (*id, seen.clone(), version.index, words.clone());
    let (icon, word) = if fits { ("rotate-ccw", "Terugzetten") } else { ("copy", "Tekst kopiëren") };
    let act = move |_| {
        if fits {
            state::restore(records, toasts, id, seen.clone(), index, busy);
            // The card goes.
            dom::focus("titel");
        } else {
            copy(words.clone());
        }
    };
    view! {
        <li class="card">
            <p class="eyebrow">{earlier::label(&version.field)}</p>
            <p class="note__text" dir="auto">
                {or_empty(shown)}
            </p>
            <small class="note__meta">{meta.join(" · ")}</small>
            <div class="cluster">
                <button type="button" class="btn" on:click=act>
                    <Icon name=icon />
                    {word}
                </button>
            </div>
        </li>
    }
}

fn in_words(field: &str, value: &Value) -> String {
    let words = earlier::words(field, value);
    if field == "date" { time::day_in_words(&words) } else { words }
}

fn or_empty(words: String) -> String {
    if words.trim().is_empty() { "(leeg)".to_owned() } else { words }
}
