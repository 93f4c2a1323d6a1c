//! Witte vlekken: how many places of each type there are in each wijk; where there is none stands out.

use crate::components::Icon;
use leptos::prelude::*;

use super::wanted::list_of;
use crate::platform::dom;
use crate::state::places::Places;
use domain::catalogue::matrix;
use domain::content;

/// The matrix of wijk and type.
#[component]
pub fn Gaps(
    /// All places.
    places: Memo<Places>,
    /// The wijken, in the order of the rows.
    wijken: Signal<Vec<String>>,
) -> impl IntoView {
    let types: Vec<String> = content::place_types().iter().map(|one| one.id.clone()).collect();
    view! {
        <p class="muted">
            "Hoeveel plekken van elk type zijn er in elke wijk? Tik op een getal om ze te zien. Een plek met twee types telt bij allebei."
        </p>
        <div class="matrix" tabindex="0" role="region" aria-label="Witte vlekken: plekken per wijk en type">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Wijk"</th>
                        {content::place_types()
                            .iter()
                            .map(|one| {
                                view! {
                                    <th scope="col" title=one.name.clone()>
                                        <span class="matrix__type">
                                            {
                                                view! { <Icon name=one.icon.clone() size=18 /> }
                                            }<span>{one.name.clone()}</span>
                                        </span>
                                    </th>
                                }
                            })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        let wijken = wijken.get();
                        let counts = places.with(|places| matrix(places, &wijken, &types));
                        counts
                            .into_iter()
                            .enumerate()
                            .filter(|(row, counts)| *row < wijken.len() || counts.iter().any(|count| *count > 0))
                            .map(|(row, counts)| {
                                let wijk = wijken.get(row).cloned();
                                let name = wijk.clone().unwrap_or_else(|| "Wijk onbekend".to_owned());
                                let of_row = name.clone();
                                view! {
                                    <tr>
                                        <th scope="row">{name}</th>
                                        {counts
                                            .into_iter()
                                            .zip(content::place_types())
                                            .map(|(count, kind)| {
                                                if count == 0 {
                                                    return view! { <td class="matrix__none">"0"</td> }.into_any();
                                                }
                                                let words = format!("{count} · {} in {of_row}", kind.name);
                                                let href = list_of(wijk.as_deref(), Some(&kind.id));
                                                // Places in no wijk have no address of their own to go to: those of the type are shown.
                                                view! {
                                                    <td>
                                                        <a href=href aria-label=words on:click=move |_| dom::focus("titel")>
                                                            {count.to_string()}
                                                        </a>
                                                    </td>
                                                }
                                                    .into_any()
                                            })
                                            .collect_view()}
                                    </tr>
                                }
                            })
                            .collect_view()
                    }}
                </tbody>
            </table>
        </div>
    }
}
