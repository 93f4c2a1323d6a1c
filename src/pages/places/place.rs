//! One place: its facts, the visits there, and starting a new one.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_params_map};

use crate::content;
use crate::domain::{Id, Place, Record, Visit, limits};
use crate::pages::parts::{EditorReceipt, edit, when_opened};
use crate::pages::paths;
use crate::pages::today::VisitRow;
use crate::platform::time;
use crate::state::editor::Base;
use crate::state::{app, live, places};
use crate::ui::{Icon, LineField, TextArea, Top};

/// A place by its id: stored, of the starter set, or new.
#[component]
pub fn PlacePage() -> impl IntoView {
    let app = app();
    let params = use_params_map();
    move || {
        let id = Id::new(params.read().get("id").unwrap_or_default());
        when_opened(
            live::use_opened::<Place>(app, id.clone()),
            move |found| view! { <PlaceForm id=id.clone() found=found/> },
        )
    }
}

#[component]
fn PlaceForm(id: Id, found: Option<(Record<Place>, Base)>) -> impl IntoView {
    let app = app();
    let stored = found.is_some();
    let starter = places::starter(&id);
    let is_starter = starter.is_some();
    let fresh_id = id.clone();
    let editor = edit(
        app,
        found,
        || starter.unwrap_or_else(|| app.record(fresh_id, Place::default())),
        "Plek",
    );
    let visits = live::use_kind::<Visit>(app);
    let at = id.clone();
    let here = move || {
        let mut list: Vec<_> = live::items(visits)
            .into_iter()
            .filter(|v| v.body.place.as_ref() == Some(&at))
            .collect();
        list.sort_by(|a, b| b.body.date.cmp(&a.body.date));
        list
    };
    let name = Signal::derive(move || editor.with(|p| p.name.clone()));
    let title = Signal::derive(move || {
        if name.get().is_empty() {
            "Nieuwe plek".to_owned()
        } else {
            name.get()
        }
    });
    let navigate = use_navigate();
    let bin = move |_| {
        editor.flush();
        app.set_trashed(editor.get(), Some(time::now()), "Plek weggegooid.");
        navigate(
            paths::KAART,
            NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            },
        );
    };
    let start = move || {
        format!(
            "{}?plek={}&naam={}",
            paths::NEW_VISIT,
            id,
            js_sys::encode_uri_component(&name.get())
        )
    };
    view! {
        <Top back=paths::KAART.to_owned() back_label="Terug naar Plekken" title=title/>
        <main class="page stack">
            {move || (!name.get().trim().is_empty()).then({
                let start = start.clone();
                move || view! { <A href=start() attr:class="btn btn--main btn--wide"><Icon name="glasses"/>"Start een bezoek hier"</A> }
            })}
            <LineField id="naam" label="Naam" value=name on_input=move |typed| editor.edit(|p| p.name = limits::line(&typed)) on_leave=move || editor.flush()/>
            <fieldset class="field">
                <legend class="field__label">"Type"</legend>
                <div class="chips">
                    {content::place_types().iter().map(|kind| view! {
                        <label class="chip">
                            <input type="checkbox" prop:checked=move || editor.with(|p| p.types.contains(&kind.id)) on:change=move |_| {
                                editor.edit(|p| if p.types.contains(&kind.id) { p.types.retain(|t| *t != kind.id) } else { p.types.push(kind.id.clone()) });
                                editor.flush();
                            }/>
                            <span>{kind.name.clone()}</span>
                        </label>
                    }).collect_view()}
                </div>
            </fieldset>
            <div class="field">
                <label class="field__label" for="wijk">"Wijk"</label>
                <select class="input" id="wijk" prop:value=move || editor.with(|p| p.wijk.clone()) on:change=move |ev| {
                    let wijk = event_target_value(&ev);
                    editor.edit(|p| p.wijk = wijk);
                    editor.flush();
                }>
                    <option value="">"Nog niet gekozen"</option>
                    {content::wijken().iter().map(|wijk| view! {
                        <option value=wijk.name.clone() selected=editor.peek(|p| p.wijk == wijk.name)>{wijk.name.clone()}</option>
                    }).collect_view()}
                </select>
            </div>
            <LineField id="adres" label="Adres" value=Signal::derive(move || editor.with(|p| p.address.clone()))
                on_input=move |typed| editor.edit(|p| p.address = limits::line(&typed)) on_leave=move || editor.flush()/>
            <TextArea id="over" label="Wat gebeurt er?" hint="Eén zin over de plek. Geen namen van kinderen of ouders." rows=2 value=Signal::derive(move || editor.with(|p| p.about.clone()))
                on_input=move |typed| editor.edit(|p| p.about = typed) on_leave=move || editor.flush()/>
            <EditorReceipt editor=editor words=Signal::derive(move || editor.with(|p| format!("{}\n{}\n{}", p.name, p.address, p.about)))/>
            {move || {
                let list = here();
                (!list.is_empty()).then(|| view! {
                    <section>
                        <div class="section-head"><h2>"Bezoeken hier"</h2></div>
                        <ul class="menu">{list.into_iter().map(|visit| view! { <VisitRow visit icon="glasses"/> }).collect_view()}</ul>
                    </section>
                })
            }}
            {(stored && !is_starter).then(|| view! {
                <button type="button" class="btn btn--quiet" on:click=bin><Icon name="trash-2"/>"Plek weggooien"</button>
            })}
        </main>
    }
}
