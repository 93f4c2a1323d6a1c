//! The moments of one occasion: from one form to the other, side by side, and on to the next.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::Icon;
use crate::platform::time;
use crate::state::editor::Editor;
use crate::state::{Records, Toasts};
use domain::kijkwijzer::Moment;
use domain::occasion::Sitting;
use domain::route::Route;
use domain::{Id, Kijkwijzer};

/// The word in the address for the forms side by side.
pub const BESIDE: &str = "naast";

/// The ways between the forms of this occasion, once there are two.
#[component]
pub fn Moments(
    /// The form that is shown.
    id: Id,
    /// All forms of the occasion.
    sittings: Memo<Vec<Sitting>>,
    /// Whether they lie side by side.
    is_beside: Memo<bool>,
) -> impl IntoView {
    let current = move |is: bool| is.then_some("page");
    let beside = format!("{}?{BESIDE}=ja", Route::Kijkwijzer(id).path());
    view! {
        <Show when=move || sittings.with(|all| all.len() > 1)>
            <nav class="segmented" aria-label="Momenten van deze activiteit">
                {
                    let beside = beside.clone();
                    move || {
                        let all = sittings.get();
                        let is_twice = |moment: Moment| all.iter().filter(|one| one.moment == moment).count() > 1;
                        let links = all
                            .iter()
                            .map(|one| {
                                let this = one.id == id;
                                let day = is_twice(one.moment).then(|| format!(" {}", time::day_in_words(&one.date)));
                                view! {
                                    <a
                                        class="segmented__item"
                                        href=Route::Kijkwijzer(one.id).path()
                                        aria-current=move || current(this && !is_beside.get())
                                    >
                                        {one.moment.label()}
                                        {day}
                                    </a>
                                }
                            })
                            .collect_view();
                        view! {
                            {links}
                            <a class="segmented__item" href=beside.clone() aria-current=move || current(is_beside.get())>
                                "Naast elkaar"
                            </a>
                        }
                    }
                }
            </nav>
        </Show>
    }
}

/// The one way to the next moment: to its form when it is there, else to a new one with this one's facts.
#[component]
pub fn NextMoment(
    /// The form.
    editor: Editor<Kijkwijzer>,
    /// All forms of the occasion.
    sittings: Memo<Vec<Sitting>>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let navigate = StoredValue::new_local(use_navigate());
    let moment = Memo::new(move |_| editor.with(|form| form.moment));
    let there = Memo::new(move |_| {
        let after = |all: &Vec<Sitting>| all.iter().rfind(|one| one.moment == Moment::After).map(|one| one.id);
        (moment.get() != Moment::After).then(|| sittings.with(after)).flatten()
    });
    let word = move || if moment.get() == Moment::After { "Volgende keer voorbereiden" } else { "Achteraf invullen" };
    let go = move |_| {
        editor.flush();
        let next = editor.peek(|form| form.next(&editor.id(), time::today()));
        let record = records.record(Id::new(time::new_id()), next);
        leptos::task::spawn_local(async move {
            match records.put(record.id, record.encode()).await {
                Ok(_) => {
                    let path = Route::Kijkwijzer(record.id).path();
                    navigate.try_with_value(|navigate| navigate(&path, NavigateOptions::default()));
                }
                Err(error) => toasts.not_saved(&error),
            }
        });
    };
    move || match there.get() {
        Some(id) => view! {
            <a class="btn btn--wide" href=Route::Kijkwijzer(id).path()>
                "Verder met achteraf"
                <Icon name="arrow-right" />
            </a>
        }
        .into_any(),
        None => view! {
            <div class="stack stack--tight">
                <button type="button" class="btn btn--main btn--wide" on:click=go>
                    {word}
                    <Icon name="arrow-right" />
                </button>
                <p class="muted small">"De gegevens, de visie en je eigen punten gaan mee; de notities blijven hier."</p>
            </div>
        }
        .into_any(),
    }
}
