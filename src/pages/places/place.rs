//! One place: its facts, the visits there, and starting a new one.

use leptos::prelude::*;

use crate::content;
use crate::domain::route::Route;
use crate::domain::{Id, Place, Record, Visit, limits};
use crate::pages::not_found::NotFoundPage;
use crate::pages::parts::{EarlierLink, Receipt, by_date, edit, typed, when_opened};
use crate::pages::today::VisitRow;
use crate::reactive::Signal;
use crate::state::editor::Base;
use crate::state::{app, live, places};
use crate::ui::router::router;
use crate::ui::{Icon, LineField, TextArea, Top, dynamic, view};

/// A place by its id: stored, of the starter set, or new.
#[component]
pub fn PlacePage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    let opened = live::use_opened::<Place>(app(), id.clone());
    when_opened(opened, move |found| match found {
        Some((record, _)) if record.trashed.is_some() => view! { <NotFoundPage/> }.into_any(),
        found => view! { <PlaceForm id=id.clone() found=found/> }.into_any(),
    })
}

#[component]
fn PlaceForm(id: Id, found: Option<(Record<Place>, Base)>) -> impl IntoView {
    let app = app();
    let stored = found.is_some();
    let starter = places::starter(&id);
    let is_starter = starter.is_some();
    let fresh_id = id.clone();
    let editor = edit(app, found.or(starter), || app.record(fresh_id, Place::default()), "Plek");
    let visits = live::use_kind::<Visit>(app);
    let at = id.clone();
    let here = move || {
        let mut list = by_date(live::items(visits), |v| v.body.place.as_ref() == Some(&at));
        list.reverse();
        list
    };
    let name = Signal::derive(move || editor.with(|p| p.name.clone()));
    let title = Signal::derive(move || if name.get().is_empty() { "Nieuwe plek".to_owned() } else { name.get() });
    let router = router();
    let bin = move |_| {
        editor.flush();
        app.bin(editor.get(), "Plek weggegooid.");
        router.swap(&Route::Places.path());
    };
    let start = move || format!("{}?plek={}&naam={}", Route::NewVisit.path(), id, js_sys::encode_uri_component(&name.get()));
    view! {
        <Top back=Route::Places.path() back_label="Terug naar Plekken" title=title/>
        <main class="page stack">
            {dynamic(move || (!name.get().trim().is_empty()).then({
                let start = start.clone();
                move || view! { <a href=start() class="btn btn--main btn--wide"><Icon name="glasses"/>"Start een bezoek hier"</a> }
            }))}
            <LineField id="naam" label="Naam" typed=typed(editor, |p| &p.name, |p, typed| p.name = limits::line(&typed))/>
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
            <LineField id="adres" label="Adres" typed=typed(editor, |p| &p.address, |p, typed| p.address = limits::line(&typed))/>
            <TextArea id="over" label="Wat gebeurt hier?" hint="Eén zin over de plek. Geen namen van kinderen of ouders." rows=2 typed=typed(editor, |p| &p.about, |p, typed| p.about = typed)/>
            <Receipt saver=editor.saver() words=Signal::derive(move || editor.with(|p| format!("{}\n{}\n{}", p.name, p.address, p.about))) stored=stored/>
            <EarlierLink id=editor.id() count=Signal::derive(move || editor.earlier())/>
            {dynamic(move || {
                let list = here();
                (!list.is_empty()).then(|| view! {
                    <section>
                        <div class="section-head"><h2>"Bezoeken hier"</h2></div>
                        <ul class="menu">{list.into_iter().map(|visit| view! { <VisitRow visit icon="glasses"/> }).collect_view()}</ul>
                    </section>
                })
            })}
            {(stored && !is_starter).then(|| view! {
                <button type="button" class="btn btn--quiet" on:click=bin><Icon name="trash-2"/>"Plek weggooien"</button>
            })}
        </main>
    }
}
