//! What a kijkwijzer is about: the activity, the moment, who, where and when; and the team's vision.

use leptos::prelude::*;

use crate::components::{Icon, LineField, TextArea, Typed, typed};
use crate::platform::{time, typing};
use crate::state::editor::Editor;
use crate::state::live::{self, List};
use crate::state::places::use_places;
use domain::kijkwijzer::Moment;
use domain::route::Route;
use domain::{Id, Kijkwijzer, Visit, dates};

/// The facts, to fill in.
#[component]
pub fn Facts(
    /// The form.
    editor: Editor<Kijkwijzer>,
    /// All forms, to say which of them this one belongs with.
    forms: List<Kijkwijzer>,
    /// Whether they lie open at first.
    open: bool,
) -> impl IntoView {
    let day = Typed::new(
        move || editor.with(|form| form.date.clone()),
        move |day| {
            if dates::is_day(&day) {
                editor.edit(|form| form.date = day);
            }
        },
        move || editor.flush(),
    );
    let minding = Typed::new(
        move || editor.with(|form| form.minding().to_owned()),
        move |text| editor.edit(|form| form.minding = Some(text)),
        move || editor.flush(),
    );
    let glance = move || {
        editor.with(|form| {
            let facts = domain::formats::kijkwijzer::facts(form).into_iter().map(|(_, text)| text.to_owned());
            [time::day_in_words(&form.date)].into_iter().chain(facts).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
        })
    };
    view! {
        <details class="details facts-of" open=open>
            <summary>
                <Icon name="info" size=20 />
                <span class="facts-of__glance" dir="auto">
                    {glance}
                </span>
                <span class="visually-hidden">": wie, waar en wanneer"</span>
            </summary>
            <LineField id="activiteit" label="Activiteit of moment" typed=typed(editor, |f| &f.name, |f, text| f.name = text) />
            <fieldset>
                <legend class="field__label">"Wanneer vul je deze kijkwijzer in?"</legend>
                <div class="segmented">
                    {Moment::ALL
                        .into_iter()
                        .map(|moment| {
                            view! {
                                <label class="segmented__item">
                                    <input
                                        type="radio"
                                        name="moment"
                                        prop:checked=move || editor.with(|f| f.moment == moment)
                                        on:change=move |_| {
                                            editor.edit(|f| f.moment = moment);
                                            editor.flush();
                                        }
                                    />
                                    <span>{moment.label()}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
            </fieldset>
            <LineField id="dag" label="Dag" kind="date" typed=day />
            <LineField
                id="deelnemers"
                label="Deelnemers"
                hint="Welke groep, of collega's met hun voornaam."
                typed=typed(editor, |f| &f.participants, |f, text| f.participants = text)
            />
            <LineField id="begeleiding" label="Begeleiding" typed=typed(editor, |f| &f.guidance, |f, text| f.guidance = text) />
            <LineField id="ontmoetingen" label="Wie let op de ontmoetingen?" typed=minding />
            <PlaceField editor />
            <VisitField editor />
            <With editor forms />
        </details>
        <details class="details">
            <summary>
                <Icon name="heart" size=20 />
                "Onze visie op ontmoeting"
            </summary>
            <TextArea
                id="visie"
                label="We dromen van, we werken aan"
                rows=3
                typed=typed(editor, |f| &f.vision, |f, text| f.vision = text)
            />
            <a href=Route::Vision.path() class="link small">
                <Icon name="pencil" size=16 />
                "Visie van je team aanpassen"
            </a>
        </details>
    }
}

#[component]
fn PlaceField(editor: Editor<Kijkwijzer>) -> impl IntoView {
    let places = use_places();
    let choose_place = move |id: String| {
        let name = places.with_untracked(|places| places.of_id(&Id::new(&id)).map(|place| place.name.clone()));
        editor.edit(|form| {
            form.place = (!id.is_empty()).then(|| Id::new(id));
            form.place_name = name.unwrap_or_default();
        });
        editor.flush();
    };
    let is_place = move |id: &Id| editor.with(|form| form.place.as_ref() == Some(id));
    view! {
        <div class="field">
            <label class="field__label" for="kw-plek">
                "Plek"
            </label>
            <select
                class="input"
                id="kw-plek"
                on:change=move |ev| {
                    if let Some(id) = typing::typed(&ev) {
                        choose_place(id);
                    }
                }
            >
                <option value="">"Geen"</option>
                {move || {
                    editor
                        .with(|form| form.place.filter(|id| !places.with(|places| places.iter().any(|item| item.id == *id))))
                        .map(|id| {
                            // Of another city, or gone since: choosing something else is up to whoever fills it in.
                            view! {
                                <option value=id.to_string() prop:selected=move || is_place(&id)>
                                    {editor.with(|form| form.place_name.clone())}
                                </option>
                            }
                        })
                }}
                {move || {
                    places
                        .get()
                        .iter()
                        .filter(|item| !item.place.retired || is_place(&item.id))
                        .map(|item| {
                            let id = item.id;
                            view! {
                                <option value=item.id.to_string() prop:selected=move || is_place(&id)>
                                    {item.place.name.clone()}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}

#[component]
fn VisitField(editor: Editor<Kijkwijzer>) -> impl IntoView {
    let visits = live::use_kind::<Visit>();
    let choose_visit = move |id: String| {
        editor.edit(|form| form.visit = (!id.is_empty()).then(|| Id::new(id)));
        editor.flush();
    };
    let is_visit = move |id: &Id| editor.with(|form| form.visit.as_ref() == Some(id));
    view! {
        <div class="field">
            <label class="field__label" for="kw-bezoek">
                "Hoort bij een bezoek"
            </label>
            <select
                class="input"
                id="kw-bezoek"
                on:change=move |ev| {
                    if let Some(id) = typing::typed(&ev) {
                        choose_visit(id);
                    }
                }
            >
                <option value="">"Geen"</option>
                {move || {
                    visits
                        .items()
                        .into_iter()
                        .map(|visit| {
                            let id = visit.id;
                            let name = format!("{} · {}", visit.body.title(), time::day_in_words(&visit.body.date));
                            view! {
                                <option value=visit.id.to_string() prop:selected=move || is_visit(&id)>
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </div>
        {move || {
            editor
                .with(|f| f.visit)
                .map(|visit| {
                    view! {
                        <a href=Route::Visit(visit).path() class="link">
                            <Icon name="link" />
                            "Naar het bezoek"
                        </a>
                    }
                })
        }}
    }
}

/// Which other form this one belongs with: what a colleague made apart is laid beside it.
#[component]
fn With(editor: Editor<Kijkwijzer>, forms: List<Kijkwijzer>) -> impl IntoView {
    let id = editor.id();
    let others = move || {
        let mut all: Vec<_> = forms.items().into_iter().filter(|one| one.id != id).collect();
        all.reverse();
        all
    };
    let is = move |one: &Id| editor.with(|form| form.series.as_ref() == Some(one));
    view! {
        <Show when=move || !others().is_empty()>
            <div class="field">
                <label class="field__label" for="kw-samen">
                    "Hoort samen met"
                </label>
                <select
                    class="input"
                    id="kw-samen"
                    on:change=move |ev| {
                        if let Some(chosen) = typing::typed(&ev) {
                            editor.edit(|form| form.series = (!chosen.is_empty()).then(|| Id::new(chosen)));
                            editor.flush();
                        }
                    }
                >
                    <option value="">"Geen andere kijkwijzer"</option>
                    {move || {
                        others()
                            .into_iter()
                            .map(|one| {
                                let id = one.id;
                                let moment = one.body.moment.label().to_lowercase();
                                let name = format!("{}, {moment} · {}", one.body.title(), time::day_in_words(&one.body.date));
                                view! {
                                    <option value=one.id.to_string() prop:selected=move || is(&id)>
                                        {name}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
            </div>
        </Show>
    }
}
