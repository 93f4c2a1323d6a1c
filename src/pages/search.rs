//! Searching in everything on this device, from one field. What is looked for stands in the address.

use leptos::prelude::*;

use crate::components::{HelpLink, Icon, StorageSilent, Top, use_words};
use crate::platform::{dom, typing};
use crate::state::searching::{SHOWN, find, read};
use crate::state::{KINDS, Records};
use domain::route::Route;
use domain::search::{self, Entry};

/// What is looked for, in the address.
const WORDS: &str = "q";

/// What was found: nothing yet, or the first of so many.
type Found = Option<(Vec<Entry>, usize)>;

/// The field and what it finds.
#[component]
pub fn SearchPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let entries = StoredValue::new(Vec::<Entry>::new());
    // Counts readings; 0 while the first is under way.
    let (there, failed, busy) = (RwSignal::new(0_u32), RwSignal::new(false), RwSignal::new(0_usize));
    let again = RwSignal::new(());
    let reading = StoredValue::new(0_u32);
    Effect::new(move || {
        for kind in KINDS {
            let _ = records.version(kind);
        }
        again.track();
        let turn = reading.get_value() + 1;
        reading.set_value(turn);
        leptos::task::spawn_local(async move {
            let read = read(records, |count| {
                let _ = busy.try_set(count);
            })
            .await;
            if reading.try_get_value() != Some(turn) {
                return;
            }
            failed.set(read.is_none());
            entries.set_value(read.unwrap_or_default());
            there.set(turn);
        });
    });
    let typed = use_words(WORDS);
    let found = RwSignal::new(None::<Found>);
    let looking = RwSignal::new(false);
    let asked = StoredValue::new(0_u32);
    Effect::new(move || {
        let (wanted, there) = (search::wanted(&typed.get()), there.get());
        let turn = asked.get_value() + 1;
        asked.set_value(turn);
        if there == 0 || wanted.is_empty() {
            found.set(None);
            looking.set(false);
            return;
        }
        looking.set(true);
        leptos::task::spawn_local(async move {
            let goes_on = || asked.try_get_value() == Some(turn);
            if let Some(answer) = find(entries, &wanted, goes_on).await
                && goes_on()
            {
                let _ = found.try_set(Some(Some(answer)));
                let _ = looking.try_set(false);
            }
        });
    });
    dom::focus("zoekveld");
    let nothing_typed = Memo::new(move |_| search::wanted(&typed.get()).is_empty());
    view! {
        <Top back=Route::Today.path() back_label="Terug naar Vandaag" title="Zoeken">
            <HelpLink chapter="zoeken" about="zoeken" />
        </Top>
        <main class="page stack">
            <div class="field">
                <label class="field__label" for="zoekveld">
                    "Zoek in alles op dit toestel"
                </label>
                <input
                    class="input"
                    id="zoekveld"
                    dir="auto"
                    type="search"
                    autocomplete="off"
                    enterkeyhint="search"
                    prop:value=typed
                    on:input=move |ev| {
                        if let Some(words) = typing::typed(&ev) {
                            typed.set(words);
                        }
                    }
                />
            </div>
            {move || failed.get().then(|| view! { <StorageSilent again=move |()| again.notify() /> })}
            <p class="muted small" role="status">
                {move || match (there.get(), nothing_typed.get(), found.get().flatten()) {
                    (0, ..) => format!("Even alles doorzoeken… {}", busy.get()),
                    (_, true, _) => String::new(),
                    _ if looking.get() => "Zoeken…".to_owned(),
                    (_, _, None) => String::new(),
                    (_, _, Some((_, 0))) => "Niets gevonden. Probeer een ander of een korter woord.".to_owned(),
                    (_, _, Some((_, 1))) => "1 keer gevonden".to_owned(),
                    (_, _, Some((_, count))) if count > SHOWN => {
                        format!("{count} keer gevonden; dit zijn de eerste {SHOWN}. Typ meer om te verfijnen.")
                    }
                    (_, _, Some((_, count))) => format!("{count} keer gevonden"),
                }}
            </p>
            <ul class="menu">
                {move || {
                    let wanted = search::wanted(&typed.get());
                    found
                        .get()
                        .flatten()
                        .map(|(entries, _)| {
                            entries
                                .into_iter()
                                .map(|entry| {
                                    let excerpt = entry.excerpt(&wanted);
                                    view! {
                                        <li>
                                            <a href=entry.path.clone()>
                                                <span class="menu__text">
                                                    <small dir="auto">{said(entry.kind, &entry.context)}</small>
                                                    <span class="strong" dir="auto">
                                                        {excerpt}
                                                    </span>
                                                </span>
                                                <Icon name="chevron-right" />
                                            </a>
                                        </li>
                                    }
                                })
                                .collect_view()
                        })
                }}
            </ul>
        </main>
    }
}

/// "Notitie · Bibliotheek Ledeberg · maandag 30 november 2026"
fn said(kind: &str, context: &str) -> String {
    if context.is_empty() { kind.to_owned() } else { format!("{kind} · {context}") }
}
