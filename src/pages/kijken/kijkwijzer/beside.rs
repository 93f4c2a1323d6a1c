//! What was said before, during and after, side by side: to read together, not to write in.

use leptos::prelude::*;

use crate::components::{Icon, Loaded};
use crate::state::live::{self, List, Reading};
use domain::formats::kijkwijzer::line;
use domain::gathered::{self, Gathered, Said};
use domain::kijkwijzer::{Contribution, Mark, Moment, Part};
use domain::occasion::{self, Beside, Row, Sitting};
use domain::{Id, Kijkwijzer, content};

/// The forms of one occasion, a column each.
#[component]
pub fn SideBySide(
    /// The form that is open.
    id: Id,
    /// What was said in it, as it is typed.
    own: Signal<Vec<Gathered>>,
    /// All forms.
    forms: List<Kijkwijzer>,
    /// Those of the occasion.
    sittings: Memo<Vec<Sitting>>,
) -> impl IntoView {
    move || {
        let sittings = sittings.get();
        let moments: Vec<Moment> = sittings.iter().map(|one| one.moment).collect();
        let mut reading = Reading::from(forms);
        let columns: Vec<Signal<Vec<Gathered>>> = sittings
            .iter()
            .map(|one| {
                if one.id == id {
                    return own;
                }
                let parts = live::use_children::<Contribution>(one.id);
                reading = reading.and(parts.into());
                gathered_of(one.id, forms, parts)
            })
            .collect();
        let beside = Memo::new(move |_| occasion::side_by_side(&columns.iter().map(|column| column.get()).collect::<Vec<_>>()));
        let moments = StoredValue::new(moments);
        view! {
            // Who has not been read yet did not say nothing.
            <Loaded of=reading>
                <Show
                    when=move || beside.with(|all| !all.is_empty())
                    fallback=|| view! { <p class="muted">"Nog bij geen enkel punt staat iets."</p> }
                >
                    {move || {
                        let all = beside.get();
                        Part::ALL
                            .into_iter()
                            .map(|part| {
                                let blocks: Vec<Beside> = all.iter().filter(|one| one.part == part).cloned().collect();
                                (!blocks.is_empty())
                                    .then(|| {
                                        view! {
                                            <section class="stack stack--tight">
                                                <h2 class="part">{part.label()}</h2>
                                                {blocks.into_iter().map(|block| block_of(block, &moments.get_value())).collect_view()}
                                            </section>
                                        }
                                    })
                            })
                            .collect_view()
                    }}
                </Show>
            </Loaded>
        }
    }
}

/// What was said in another form of the occasion.
fn gathered_of(id: Id, forms: List<Kijkwijzer>, parts: List<Contribution>) -> Signal<Vec<Gathered>> {
    Signal::derive(move || {
        let form = forms.items().into_iter().find(|form| form.id == id).map(|form| form.body).unwrap_or_default();
        gathered::gather(&form, content::kijkwijzer(), &parts.items())
    })
}

fn block_of(block: Beside, moments: &[Moment]) -> impl IntoView + use<> {
    view! {
        <section class="card beside">
            <h3>{block.name}</h3>
            <ul class="points">{block.rows.into_iter().map(|row| row_of(row, moments)).collect_view()}</ul>
        </section>
    }
}

fn row_of(row: Row, moments: &[Moment]) -> impl IntoView + use<> {
    view! {
        <li class="beside__row">
            <p class="strong" dir="auto">
                {row.text}
            </p>
            <dl class="beside__cells">
                {row
                    .said
                    .into_iter()
                    .zip(moments)
                    .map(|(said, moment)| {
                        let moment = *moment;
                        view! {
                            <div class="beside__cell">
                                <dt>{moment.label()}</dt>
                                {said_of(said, moment)}
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
        </li>
    }
}

fn said_of(said: Vec<Said>, moment: Moment) -> impl IntoView {
    if said.is_empty() {
        return view! { <dd class="muted small">"niets"</dd> }.into_any();
    }
    said.into_iter()
        .map(|said| {
            let icon = (said.mark != Mark::Blank).then(|| said.mark.icon(moment));
            let care = said.mark == Mark::Attention;
            view! {
                <dd class="said__line" class:c-vind=care class:c-act=!care dir="auto">
                    {icon.map(|icon| view! { <Icon name=icon size=16 /> })}
                    {line(&said, moment)}
                </dd>
            }
        })
        .collect_view()
        .into_any()
}
