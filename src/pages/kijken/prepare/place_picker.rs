//! Choosing a place by typing a part of its name, or making a new one.

use crate::components::Icon;
use leptos::prelude::*;

use crate::platform::{dom, time, typing};
use crate::state::editor::Editor;
use crate::state::places::{matching, use_places};
use crate::state::{Records, Toasts};
use domain::text::fold;
use domain::{Id, Place, Visit, limits};

/// How many places are offered at once.
const OFFERED: usize = 6;

/// The place of a visit.
#[component]
pub fn PlacePicker(editor: Editor<Visit>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let places = use_places();
    let typed = RwSignal::new(String::new());
    let choosing = RwSignal::new(false);
    let chosen = move || editor.with(|v| (!v.place_name.is_empty() || v.place.is_some()).then(|| v.title().to_owned()));
    let choose = move |id: Id, name: String| {
        editor.edit(|v| {
            v.place = Some(id);
            v.place_name = name;
        });
        editor.flush();
        typed.set(String::new());
        choosing.set(false);
        dom::focus("andere-plek");
    };
    let matches = move || places.with(|places| matching(places, &typed.get(), OFFERED));
    let new_name = move || {
        let name = limits::line(typed.get().trim());
        (!name.is_empty() && !places.with(|places| places.iter().any(|p| fold(&p.place.name) == fold(&name)))).then_some(name)
    };
    let make = move |name: String| {
        // A double tap makes one place.
        if editor.peek(|v| v.place.is_some() && v.place_name == name) {
            return;
        }
        let record = records.record(Id::new(time::new_id()), Place { name: name.clone(), ..Place::default() });
        choose(record.id, name);
        leptos::task::spawn_local(async move {
            if let Err(error) = records.put(record.id, record.encode()).await {
                toasts.not_saved(&error);
            }
        });
    };
    view! {
        <section class="field">
            {move || {
                if let (Some(name), false) = (chosen(), choosing.get()) {
                    view! {
                        <p class="field__label">"Plek"</p>
                        <div class="card">
                            <p class="row">
                                <span class="strong">
                                    <Icon name="map-pin" />
                                    " "
                                    {name}
                                </span>
                                <button
                                    type="button"
                                    class="btn"
                                    id="andere-plek"
                                    on:click=move |_| {
                                        choosing.set(true);
                                        dom::focus("plek");
                                    }
                                >
                                    "Andere plek"
                                </button>
                            </p>
                        </div>
                    }
                        .into_any()
                } else {
                    view! {
                        <label class="field__label" for="plek">
                            "Plek"
                        </label>
                        <input
                            class="input"
                            id="plek"
                            dir="auto"
                            type="search"
                            autocomplete="off"
                            placeholder="Zoek op naam of wijk"
                            prop:value=typed
                            on:input=move |ev| {
                                if let Some(text) = typing::typed(&ev) {
                                    typed.set(text);
                                }
                            }
                        />
                        <ul class="list" aria-label="Plekken">
                            {move || {
                                matches()
                                    .into_iter()
                                    .map(|item| {
                                        let (id, name) = (item.id, item.place.name.clone());
                                        view! {
                                            <li>
                                                <button type="button" class="list__item" on:click=move |_| choose(id, name.clone())>
                                                    <span dir="auto">{item.place.name.clone()}</span>
                                                    <small>{item.place.wijk.clone()}</small>
                                                </button>
                                            </li>
                                        }
                                    })
                                    .collect_view()
                            }}
                            {move || {
                                new_name()
                                    .map(|name| {
                                        let wanted = name.clone();
                                        view! {
                                            <li>
                                                <button type="button" class="list__item" on:click=move |_| make(wanted.clone())>
                                                    <span>
                                                        <Icon name="plus" />
                                                        {format!(" Nieuwe plek: {name}")}
                                                    </span>
                                                    <small>"Adres en wijk kan je later invullen"</small>
                                                </button>
                                            </li>
                                        }
                                    })
                            }}
                        </ul>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}
