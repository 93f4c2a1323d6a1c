//! The Prullenmand: what was thrown away stays a month, and can be put back.

use crate::words::excerpt;
use leptos::prelude::*;

use crate::components::{Empty, HelpLink, Icon, StorageSilent, Top};
use crate::platform::{dom, time};
use crate::state::bin::{Thrown, put_back, read, throw_away_again};
use crate::state::{KINDS, Records, Toasts};
use domain::route::Route;
use domain::text::cut;

/// All that lies in it.
#[component]
pub fn BinPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let all = RwSignal::new(None::<Option<Vec<Thrown>>>);
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
            let read = read(records).await;
            if reading.try_get_value() == Some(turn) {
                all.set(Some(read));
            }
        });
    });
    view! {
        <Top back=Route::Settings.path() back_label="Terug naar Instellingen" title="Prullenmand">
            <HelpLink chapter="weggooien" about="de prullenmand" />
        </Top>
        <main class="page stack">
            <p class="muted">"Wat je weggooit, blijft hier minstens een maand. Daarna is het weg."</p>
            {move || match all.get() {
                None => ().into_any(),
                Some(None) => view! { <StorageSilent again=move |()| again.notify() /> }.into_any(),
                Some(Some(list)) if list.is_empty() => {
                    view! {
                        <Empty
                            icon="trash-2"
                            title="Niets in de prullenmand"
                            text="Gooi je iets weg, dan vind je het hier een maand lang terug."
                        />
                    }
                        .into_any()
                }
                Some(Some(list)) => {
                    view! { <ul class="notes">{list.into_iter().map(|thrown| view! { <Row thrown /> }).collect_view()}</ul> }.into_any()
                }
            }}
        </main>
    }
}

/// How many of the things in it are named.
const NAMED: usize = 3;
/// And by how many characters each.
const SHORT: usize = 80;

/// One thing in it.
#[component]
fn Row(thrown: Thrown) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let title = named(&thrown.title);
    let (said, away) = (format!("Terugzetten: {title}"), format!("Toch weggooien: {title}"));
    let meta = match thrown.at {
        Some(at) => format!("{} · weggegooid {}", thrown.kind, time::moment(at)),
        None => format!("{} · al helemaal weg", thrown.kind),
    };
    let (waits, why) = (thrown.waits(), why(&thrown));
    let thrown = StoredValue::new(thrown);
    let back = move |_| {
        leptos::task::spawn_local(async move {
            put_back(records, toasts, &thrown.get_value()).await;
            dom::keep_focus("titel");
        });
    };
    let again = move |_| {
        leptos::task::spawn_local(async move {
            throw_away_again(records, toasts, thrown.get_value()).await;
            dom::keep_focus("titel");
        });
    };
    view! {
        <li class="note note--insight">
            <p class="note__text" dir="auto">
                {title}
            </p>
            <small class="note__meta">{meta}</small>
            {waits
                .then(|| {
                    view! {
                        <p class="note__text" dir="auto">
                            {why}
                        </p>
                    }
                })}
            <div class="cluster">
                <button type="button" class="btn" aria-label=said on:click=back>
                    <Icon name="undo-2" />
                    "Terugzetten"
                </button>
                {waits
                    .then(|| {
                        view! {
                            <button type="button" class="btn btn--quiet" aria-label=away on:click=again>
                                <Icon name="trash-2" />
                                "Toch weggooien"
                            </button>
                        }
                    })}
            </div>
        </li>
    }
}

fn named(title: &str) -> String {
    if title.is_empty() { "zonder woorden".to_owned() } else { excerpt(title) }
}

/// The first words, enough to know it by.
fn short(title: &str) -> String {
    cut(&named(title), SHORT)
}

/// Why it waits for a person.
fn why(thrown: &Thrown) -> String {
    let some = thrown.open.iter().take(NAMED).map(|(_, title)| format!("‘{}’", short(title))).collect::<Vec<_>>().join(", ");
    let rest = thrown.open.len().saturating_sub(NAMED);
    let some = if rest > 0 { format!("{some} en nog {rest}") } else { some };
    let inside = match (thrown.open.is_empty(), thrown.at) {
        (true, _) => String::new(),
        (_, Some(_)) => format!("Hierin staat nog iets wat niemand heeft weggegooid: {some}. "),
        (_, None) => format!("Er is nog iets van over: {some}. Zet het terug om het te lezen. "),
    };
    let changed = if thrown.changed { "Er is nog in geschreven nadat het weggegooid was. " } else { "" };
    format!("{changed}{inside}Het blijft hier tot je kiest.")
}
