//! The three lanes: which one is written in, and how many notes each holds.

use leptos::prelude::*;

use super::At;
use crate::state::live;
use domain::{Lane, Observation};

/// The lane switch.
#[component]
pub fn Lanes(notes: live::List<Observation>, at: At, lane: Memo<Lane>, go: impl Fn(Lane) + Clone + 'static) -> impl IntoView {
    let at = StoredValue::new(at);
    let count = move |of: Lane| {
        at.with_value(|at| {
            notes
                .items()
                .iter()
                .filter(|n| n.body.lane == of && n.body.question == at.question.id && n.body.lens == at.lens.id && !n.body.is_blank())
                .count()
        })
    };
    view! {
        <div class="lanes" role="radiogroup" aria-label="Waar hoort dit bij?">
            {Lane::ALL
                .into_iter()
                .map(|one| {
                    let class = match one {
                        Lane::Seen => "lane lane--seen",
                        Lane::Thought => "lane lane--thought",
                        Lane::Valued => "lane lane--valued",
                    };
                    let go = go.clone();
                    view! {
                        <label class=class>
                            <input
                                type="radio"
                                name="laan"
                                value=one.slug()
                                prop:checked=move || lane.get() == one
                                on:change=move |_| go(one)
                            />
                            <span>{one.label()}</span>
                            {move || (count(one) > 0).then(|| view! { <span class="lane__count">{count(one)}</span> })}
                        </label>
                    }
                })
                .collect_view()}
        </div>
    }
}
