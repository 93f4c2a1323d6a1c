//! Making and changing a place.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::spot::Spot;
use crate::components::{Checkbox, HelpLink, Icon, LineField, RecordFooter, TextArea, Top, typed, when_found_or_new};
use crate::platform::{history, time, typing};
use crate::state::editor::{Base, Editor};
use crate::state::places::{use_places, use_wijken};
use crate::state::{Records, Toasts, bin, live};
use domain::content;
use domain::geo::Point;
use domain::place::ENCOUNTERS;
use domain::route::Route;
use domain::{Id, Place, Record, limits, numbers};

/// The form of a place by its id: stored, of the starter set, or new.
#[component]
pub fn EditPlacePage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    let opened = live::use_opened::<Place>(id);
    when_found_or_new(opened, move |found| view! { <PlaceForm id=id found=found /> })
}

/// A field of one line: its id, label, hint, and where it stands.
type Line = (&'static str, &'static str, &'static str, fn(&Place) -> &String, fn(&mut Place, String));

const LINES: [Line; 6] = [
    (
        "voor-wie",
        "Voor wie?",
        "Bijvoorbeeld: gezinnen met kinderen van 0 tot 6.",
        |p| &p.audience,
        |p, typed| p.audience = limits::line(&typed),
    ),
    ("open", "Wanneer open?", "", |p| &p.hours, |p, typed| p.hours = limits::line(&typed)),
    ("contact", "Contact", "Van de organisatie: nooit van een gezin.", |p| &p.contact, |p, typed| p.contact = limits::line(&typed)),
    ("website", "Website", "Begint met https://", |p| &p.website, |p, typed| p.website = limits::line(typed.trim())),
    ("talen", "Welke talen hoor je er?", "", |p| &p.languages, |p, typed| p.languages = limits::line(&typed)),
    ("nagekeken", "Laatst nagekeken op", "", |p| &p.checked, |p, typed| p.checked = limits::line(&typed)),
];

/// A question with yes, no or nothing yet.
type Ask = (&'static str, &'static str, [&'static str; 2], fn(&mut Place) -> &mut Option<bool>);

const ASKS: [Ask; 3] = [
    ("kinderwagen", "Kan je binnen met een kinderwagen?", ["Ja", "Nee"], |p| &mut p.pram),
    ("rolstoel", "Kan je binnen met een rolstoel?", ["Ja", "Nee"], |p| &mut p.wheelchair),
    ("prijs", "Wat kost het?", ["Gratis", "Betalend"], |p| &mut p.free),
];

#[component]
fn PlaceForm(id: Id, found: Option<(Record<Place>, Base)>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let (query, navigate) = (use_query_map(), use_navigate());
    let stored = found.is_some();
    let first = records.starter(&id);
    let is_starter = first.is_some();
    let known = stored || is_starter;
    let asked = move || {
        let asked = |name| query.with_untracked(|query| query.get(name));
        let number = |name| asked(name).and_then(|text| numbers::read(&text));
        let mut place = Place::default();
        if let Some(point) = number("lat").zip(number("lon")).and_then(|(lat, lon)| Point::checked(lat, lon)) {
            place.put(point);
        }
        place.wijk = limits::line(&asked("wijk").unwrap_or_default());
        place.types = asked("type").filter(|kind| content::place_types().iter().any(|known| known.id == *kind)).into_iter().collect();
        records.record(id, place)
    };
    let editor = Editor::open_or_new(found.or(first), asked, "Plek");
    let places = use_places();
    let wijken = use_wijken(places);
    let title = Signal::derive(move || editor.with(|p| if p.name.is_empty() { "Nieuwe plek".to_owned() } else { p.name.clone() }));
    let tab = Signal::derive(move || {
        editor.with(|p| if p.name.is_empty() { "Nieuwe plek".to_owned() } else { format!("Aanpassen · {}", p.name) })
    });
    let back = if known { Route::Place(id) } else { Route::Places }.path();
    let bin = move |_| {
        editor.flush();
        bin::throw(records, toasts, editor.get(), "Plek weggegooid.");
        navigate(&Route::Places.path(), history::instead());
    };
    let words = move || {
        editor.with(|p| {
            [&p.name, &p.address, &p.about, &p.audience, &p.hours, &p.contact, &p.website, &p.languages].map(String::as_str).join("\n")
        })
    };
    view! {
        <Top back=back back_label="Terug" title=title tab=tab>
            <HelpLink chapter="eigen-plekken" about="plekken toevoegen" />
        </Top>
        <main class="page stack">
            <LineField id="naam" label="Naam" typed=typed(editor, |p| &p.name, |p, typed| p.name = limits::line(&typed)) />
            <Slugs
                label="Type"
                editor
                all=Signal::derive(|| content::place_types().iter().map(|t| (t.id.clone(), t.name.clone())).collect())
                of=|p| &mut p.types
            />
            <LineField id="adres" label="Adres" typed=typed(editor, |p| &p.address, |p, typed| p.address = limits::line(&typed)) />
            <Spot editor />
            <Wijk editor wijken />
            <Rest editor open=known />
            <RecordFooter editor words=Signal::derive(words) stored=stored />
            <a href=Route::Place(id).path() class="btn btn--main btn--wide">
                "Klaar"
            </a>
            {(stored && !is_starter)
                .then(|| {
                    view! {
                        <button type="button" class="btn btn--quiet" on:click=bin>
                            <Icon name="trash-2" />
                            "Plek weggooien"
                        </button>
                    }
                })}
        </main>
    }
}

/// In which wijk it lies.
#[component]
fn Wijk(editor: Editor<Place>, wijken: Signal<Vec<String>>) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for="wijk">
                "Wijk"
            </label>
            <select
                class="input"
                id="wijk"
                on:change=move |ev| {
                    let Some(wijk) = typing::typed(&ev) else { return };
                    editor.edit(|p| p.wijk = wijk);
                    editor.flush();
                }
            >
                <option value="" prop:selected=move || editor.with(|p| p.wijk.is_empty())>
                    "Nog niet gekozen"
                </option>
                {move || {
                    wijken
                        .get()
                        .into_iter()
                        .map(|wijk| {
                            let (name, word) = (wijk.clone(), wijk.clone());
                            view! {
                                <option value=wijk prop:selected=move || editor.with(|p| p.wijk == name)>
                                    {word}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}

/// What else is known of it; folded away while a place is being made, for whoever stands there with one free hand.
#[component]
fn Rest(editor: Editor<Place>, open: bool) -> impl IntoView {
    let website_problem =
        move || editor.with(|p| !p.website.is_empty() && !p.website.starts_with("https://") && !p.website.starts_with("http://"));
    view! {
        <details class="details" open=open>
            <summary>"Meer"</summary>
            <Slugs
                label="Wat voor ontmoeting?"
                editor
                all=Signal::derive(|| ENCOUNTERS.map(|(slug, word)| (slug.to_owned(), word.to_owned())).to_vec())
                of=|p| &mut p.encounters
            />
            <TextArea
                id="over"
                label="Wat gebeurt hier?"
                hint="Eén zin over de plek. Geen namen van kinderen of ouders."
                rows=2
                typed=typed(editor, |p| &p.about, |p, typed| p.about = typed)
            />
            {LINES
                .into_iter()
                .map(|(id, label, hint, read, put)| {
                    let kind = if id == "nagekeken" { "date" } else { "text" };
                    view! { <LineField id label hint kind typed=typed(editor, read, put) /> }
                })
                .collect_view()}
            <button
                type="button"
                class="btn"
                on:click=move |_| {
                    editor.edit(|p| p.checked = time::today());
                    editor.flush();
                }
            >
                <Icon name="check" />
                "Vandaag nagekeken"
            </button>
            {move || {
                website_problem()
                    .then(|| {
                        view! {
                            <p class="banner" role="status">
                                "Het adres van de website begint niet met https://. Zo kan niemand erop tikken; wat je hebt getypt, blijft staan."
                            </p>
                        }
                    })
            }}
            {ASKS.into_iter().map(|(id, label, words, of)| view! { <YesNo id label words editor of /> }).collect_view()}
            <Checkbox
                label="Deze plek bestaat niet meer"
                checked=Signal::derive(move || editor.with(|p| p.retired))
                on_change=move |on| {
                    editor.edit(|p| p.retired = on);
                    editor.flush();
                }
            />
        </details>
    }
}

/// Words of which several can be on.
#[component]
fn Slugs(
    label: &'static str,
    editor: Editor<Place>,
    all: Signal<Vec<(String, String)>>,
    of: fn(&mut Place) -> &mut Vec<String>,
) -> impl IntoView {
    view! {
        <fieldset class="field">
            <legend class="field__label">{label}</legend>
            <div class="chips">
                {all
                    .get_untracked()
                    .into_iter()
                    .map(|(slug, word)| {
                        let is = slug.clone();
                        view! {
                            <label class="chip">
                                <input
                                    type="checkbox"
                                    prop:checked=move || editor.with(|p| of(&mut p.clone()).contains(&is))
                                    on:change=move |_| {
                                        editor
                                            .edit(|p| {
                                                let list = of(p);
                                                if list.contains(&slug) { list.retain(|one| *one != slug) } else { list.push(slug.clone()) }
                                            });
                                        editor.flush();
                                    }
                                />
                                <span>{word}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}

/// Yes, no, or nobody looked.
#[component]
fn YesNo(
    id: &'static str,
    label: &'static str,
    words: [&'static str; 2],
    editor: Editor<Place>,
    of: fn(&mut Place) -> &mut Option<bool>,
) -> impl IntoView {
    let is = move |answer: Option<bool>| move || editor.with(|p| *of(&mut p.clone()) == answer);
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            <select
                class="input"
                id=id
                on:change=move |ev| {
                    let answer = match typing::typed(&ev).as_deref() {
                        Some("ja") => Some(true),
                        Some("nee") => Some(false),
                        _ => None,
                    };
                    editor.edit(|p| *of(p) = answer);
                    editor.flush();
                }
            >
                <option value="" prop:selected=is(None)>
                    "Weet ik nog niet"
                </option>
                <option value="ja" prop:selected=is(Some(true))>
                    {words[0]}
                </option>
                <option value="nee" prop:selected=is(Some(false))>
                    {words[1]}
                </option>
            </select>
        </div>
    }
}
