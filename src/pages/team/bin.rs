//! The Prullenmand: what was thrown away stays a month, and can be put back.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::pages::parts::StorageSilent;
use crate::platform::{dom, time};
use crate::reactive::{Effect, RwSignal, StoredValue};
use crate::state::bin::{Thrown, put_back, read};
use crate::state::{KINDS, app};
use crate::ui::{CollectView, Empty, Top, View, dynamic, view};

/// All that lies in it.
#[component]
pub fn BinPage() -> View {
    let app = app();
    let all = RwSignal::new(None::<Option<Vec<Thrown>>>);
    let reading = StoredValue::new(0_u32);
    Effect::new(move || {
        for kind in KINDS {
            let _ = app.version(kind);
        }
        let turn = reading.get_value() + 1;
        reading.set_value(turn);
        leptos::task::spawn_local(async move {
            let read = read(app).await;
            if reading.try_get_value() == Some(turn) {
                all.set(Some(read));
            }
        });
    });
    view! {
        <Top back=Route::Team.path() back_label="Terug naar Team" title="Prullenmand"/>
        <main class="page stack">
            <p class="muted">"Wat je weggooit, blijft hier een maand. Daarna is het weg."</p>
            {dynamic(move || match all.get() {
                None => View::Nothing,
                Some(None) => view! { <StorageSilent/> },
                Some(Some(list)) if list.is_empty() => view! {
                    <Empty icon="trash-2" title="Niets in de prullenmand" text="Gooi je iets weg, dan vind je het hier een maand lang terug."/>
                },
                Some(Some(list)) => view! {
                    <ul class="notes">
                        {list.into_iter().map(|thrown| {
                            let id = thrown.id;
                            let title = if thrown.title.is_empty() { "zonder woorden".to_owned() } else { crate::pages::parts::excerpt(&thrown.title) };
                            let said = format!("Zet terug: {title}");
                            view! {
                                <li class="note note--insight">
                                    <p class="note__text" dir="auto">{title}</p>
                                    <small class="note__meta">{format!("{} · weggegooid {}", thrown.kind, time::moment(thrown.at))}</small>
                                    <button type="button" class="btn" aria-label=said on:click=move |_| {
                                        leptos::task::spawn_local(async move {
                                            put_back(app, &id).await;
                                            dom::keep_focus("titel");
                                        });
                                    }><icon name="undo-2"/>"Zet terug"</button>
                                </li>
                            }
                        }).collect_view()}
                    </ul>
                },
            })}
        </main>
    }
}
