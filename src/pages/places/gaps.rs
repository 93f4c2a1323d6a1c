//! Witte vlekken: how many places of each type there are in each wijk; where there is none stands out, and a tap there adds one. A
//! narrow screen shows the types that were chosen, a wide one all of them.

use leptos::prelude::*;

use super::filter::{list_of, new_in};
use crate::components::Icon;
use crate::platform::{dom, prefs};
use crate::state::places::Places;
use domain::content::{self, PlaceType};
use domain::coverage::{self, Cell, Coverage, Row};

/// The matrix of wijk and type.
#[component]
pub fn Gaps(
    /// All places.
    places: Memo<Places>,
    /// The wijken, in the order of the rows.
    wijken: Signal<Vec<String>>,
) -> impl IntoView {
    let chosen = RwSignal::new(coverage::chosen(prefs::gap_types().as_deref(), content::place_types()));
    let types: Vec<String> = content::place_types().iter().map(|one| one.id.clone()).collect();
    let all = Memo::new(move |_| {
        let wijken = wijken.get();
        places.with(|places| coverage::of(places, &wijken, &types, places.stad.wijken.len()))
    });
    let step = move |ev: web_sys::KeyboardEvent| {
        if dom::step_in_table(&event_target::<web_sys::Element>(&ev), &ev.key()) {
            ev.prevent_default();
        }
    };
    let city = Memo::new(move |_| places.with(|places| places.stad.wijken.len()));
    view! {
        <p class="muted small">
            "Waar kunnen gezinnen terecht, en waar nog niet? Tik op een getal om de plekken te zien, op een leeg vak om er een toe te voegen."
        </p>
        <div class="matrix" tabindex="0" role="region" aria-label="Witte vlekken: plekken per wijk en type">
            <table on:keydown=step>
                <thead>
                    <tr>
                        <th scope="col" class="matrix__corner">
                            "Wijk"
                        </th>
                        {content::place_types().iter().map(|kind| view! { <Head kind chosen /> }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {move || all.with(|all| view! { <Reach reach=all.reach.clone() city=city.get() chosen /> })}
                    {move || {
                        let wijken = wijken.get();
                        let Coverage { rows, .. } = all.get();
                        rows.into_iter()
                            .enumerate()
                            .filter(|(at, row)| *at < wijken.len() || row.total > 0)
                            .map(|(at, row)| view! { <WijkRow wijk=wijken.get(at).cloned() row chosen /> })
                            .collect_view()
                    }}
                </tbody>
            </table>
        </div>
        <p class="matrix__legend muted small">
            <span class="matrix__keys">"Met de pijltjes ga je van vak naar vak."</span>
            <span>
                <b class="matrix__key matrix__key--gap">"–"</b>
                "geen plek"
            </span>
            <span>
                <b class="matrix__key">"?"</b>
                "nog niet ingevuld: van dit type staat nergens een plek"
            </span>
        </p>
        <Choice chosen />
    }
}

/// Which cell of a row one tabs to: its first that every screen shows. The arrows lead to the others; hundreds of stops would be a wall.
fn tab_stop(chosen: RwSignal<Vec<String>>, kind: &'static PlaceType) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || {
        let first = chosen.with(|chosen| content::place_types().iter().find(|one| chosen.contains(&one.id)));
        if first.is_some_and(|first| first.id == kind.id) { "0" } else { "-1" }
    }
}

/// Whether a column is away on a narrow screen.
fn is_more(chosen: RwSignal<Vec<String>>, kind: &'static PlaceType) -> impl Fn() -> bool + Copy + Send + Sync + 'static {
    move || chosen.with(|chosen| !chosen.contains(&kind.id))
}

#[component]
fn Head(kind: &'static PlaceType, chosen: RwSignal<Vec<String>>) -> impl IntoView {
    view! {
        <th scope="col" title=kind.name.clone() class="matrix__type" class:matrix__more=is_more(chosen, kind)>
            {
                view! { <Icon name=kind.icon.clone() size=18 /> }
            }
            <span aria-hidden="true">{kind.short.clone()}</span>
            <span class="visually-hidden">{kind.name.clone()}</span>
        </th>
    }
}

/// Whether there is one at least in each wijk of the city, type by type.
#[component]
fn Reach(reach: Vec<Option<usize>>, city: usize, chosen: RwSignal<Vec<String>>) -> impl IntoView {
    view! {
        <tr class="matrix__reach">
            <th scope="row">"Minstens één per wijk"</th>
            {reach
                .into_iter()
                .zip(content::place_types())
                .map(|(reach, kind)| {
                    let is_whole = reach.is_some_and(|reach| reach >= city && city > 0);
                    let more = is_more(chosen, kind);
                    match reach {
                        None => {
                            view! {
                                <td class:matrix__more=more>
                                    <span aria-hidden="true">"?"</span>
                                    <span class="visually-hidden">"nog niet ingevuld"</span>
                                </td>
                            }
                                .into_any()
                        }
                        Some(reach) => {
                            view! {
                                <td class:matrix__more=more class:matrix__whole=is_whole>
                                    {is_whole.then(|| view! { <Icon name="check" size=16 /> })}
                                    <b>{reach}</b>
                                    <small>
                                        <span class="visually-hidden">" "</span>
                                        {format!("van {city}")}
                                    </small>
                                    <progress class="progress" aria-hidden="true" max=city.to_string() value=reach.to_string()></progress>
                                </td>
                            }
                                .into_any()
                        }
                    }
                })
                .collect_view()}
        </tr>
    }
}

#[component]
fn WijkRow(
    /// Its name; none for the places in no wijk.
    wijk: Option<String>,
    row: Row,
    chosen: RwSignal<Vec<String>>,
) -> impl IntoView {
    let name = wijk.clone().unwrap_or_else(|| "Wijk onbekend".to_owned());
    let total = crate::words::counted(row.total, "plek", "plekken");
    view! {
        <tr>
            <th scope="row">
                <span class="matrix__wijk">{name.clone()}</span>
                " "
                <small>{total}</small>
            </th>
            {row
                .cells
                .into_iter()
                .zip(content::place_types())
                .map(|(cell, kind)| {
                    let more = is_more(chosen, kind);
                    match cell {
                        Cell::There(count) => {
                            let words = format!("{count} · {} in {name}", kind.name);
                            let href = list_of(wijk.as_deref(), Some(&kind.id));
                            // Places in no wijk have no address of their own to go to: those of the type are shown.
                            view! {
                                <td class:matrix__more=more class="matrix__there">
                                    <a href=href aria-label=words tabindex=tab_stop(chosen, kind) on:click=move |_| dom::focus("titel")>
                                        {count}
                                    </a>
                                </td>
                            }
                                .into_any()
                        }
                        Cell::Gap | Cell::NotFilledIn => {
                            let is_gap = cell == Cell::Gap;
                            let (sign, said) = if is_gap { ("–", "geen plek") } else { ("?", "nog niet ingevuld") };
                            let add = wijk.as_deref().map(|wijk| new_in(wijk, &kind.id));
                            let words = format!("{} in {name}: {said}, plek toevoegen", kind.name);
                            view! {
                                <td class:matrix__more=more class:matrix__gap=is_gap>
                                    {match add {
                                        Some(href) => {
                                            view! {
                                                <a href=href aria-label=words tabindex=tab_stop(chosen, kind)>
                                                    {sign}
                                                </a>
                                            }
                                                .into_any()
                                        }
                                        None => sign.into_any(),
                                    }}
                                </td>
                            }
                                .into_any()
                        }
                    }
                })
                .collect_view()}
        </tr>
    }
}

/// Which types a narrow screen shows.
#[component]
fn Choice(chosen: RwSignal<Vec<String>>) -> impl IntoView {
    let toggle = move |id: &str| {
        let next = chosen.with_untracked(|now| coverage::toggled(now, id));
        prefs::set_gap_types(&next.join("|"));
        chosen.set(next);
    };
    view! {
        <details class="plain matrix__choice">
            <summary>{move || format!("Types kiezen ({})", chosen.with(Vec::len))}</summary>
            <fieldset class="field">
                <legend class="field__hint">
                    "Op een telefoon passen er vier of vijf naast elkaar. Op een breed scherm zie je ze allemaal."
                </legend>
                <div class="chips">
                    {content::place_types()
                        .iter()
                        .map(|kind| {
                            let is_on = move || chosen.with(|chosen| chosen.contains(&kind.id));
                            view! {
                                <label class="chip">
                                    <input
                                        type="checkbox"
                                        prop:checked=is_on
                                        on:change=move |ev| {
                                            toggle(&kind.id);
                                            event_target::<web_sys::HtmlInputElement>(&ev).set_checked(is_on());
                                        }
                                    />
                                    <span>{kind.name.clone()}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
            </fieldset>
        </details>
    }
}
