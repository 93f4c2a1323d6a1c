//! A quiet timer on the table. It is read off the clock, so that a phone that slept is right at once; its end is seen, and felt where one
//! wants that, and never heard.

use std::time::Duration;

use gloo_events::EventListener;
use leptos::prelude::*;

use super::AtTable;
use crate::components::{Checkbox, Icon};
use crate::platform::{device, dom, time};
use domain::countdown::{self, Left, MINUTES};

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_millis(500);

/// How the timer of a deck stands; it is felt when it ends.
pub(super) fn use_timer(table: AtTable) -> Signal<Left> {
    let play = table.now();
    let now = RwSignal::new(time::now());
    let look = move || {
        let _ = now.try_set(time::now());
    };
    let left = Memo::new(move |_| play.with(|play| countdown::left(play.ends, play.minutes, now.get())));
    let ticking = StoredValue::new(None::<IntervalHandle>);
    let stop = move || {
        if let Some(Some(handle)) = ticking.try_update_value(Option::take) {
            handle.clear();
        }
    };
    // The clock is looked at only while there is a timer.
    Effect::new(move |before: Option<Left>| {
        let left = left.get();
        if left == Left::Off {
            stop();
        } else if ticking.with_value(Option::is_none) {
            look();
            ticking.set_value(set_interval_with_handle(look, LOOK).ok());
        }
        let was_running = matches!(before, Some(Left::Seconds(_)));
        if left == Left::Over && was_running && !play.with_untracked(|play| play.still) {
            device::buzz();
        }
        left
    });
    // A tab that was away hears no interval.
    let back = dom::document().map(|document| EventListener::new(&document, "visibilitychange", move |_| look()));
    let back = StoredValue::new_local(back);
    on_cleanup(move || {
        stop();
        back.dispose();
    });
    left.into()
}

/// What is left, in the header; a tap leads to the choice.
#[component]
pub(super) fn TimerPill(
    /// How the timer stands.
    left: Signal<Left>,
    /// Opens the choice.
    #[prop(into)]
    open: UnsyncCallback<()>,
) -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">
            {move || (left.get() == Left::Over).then_some("De tijd is om.")}
        </p>
        {move || {
            (left.get() != Left::Off)
                .then(|| {
                    view! {
                        <button type="button" class="room__timer" on:click=move |_| open.run(())>
                            <Icon name="timer" size=18 />
                            <span class="visually-hidden">"Timer: "</span>
                            <span>
                                {move || match left.get() {
                                    Left::Seconds(seconds) => countdown::minutes_and_seconds(seconds),
                                    _ => "tijd om".to_owned(),
                                }}
                            </span>
                        </button>
                    }
                })
        }}
    }
}

/// Setting and stopping it.
#[component]
pub(super) fn TimerChoice(
    /// How the deck is played.
    table: AtTable,
    /// How the timer stands.
    left: Signal<Left>,
    /// After it was set.
    #[prop(into)]
    done: UnsyncCallback<()>,
) -> impl IntoView {
    let play = table.now();
    let set = move |minutes: u32| {
        table.change(&|play| {
            play.minutes = minutes;
            play.ends = countdown::end(minutes, time::now());
        });
        done.run(());
    };
    view! {
        <div class="stack stack--tight">
            <p class="field__label" aria-hidden="true">
                "Timer"
            </p>
            <div class="chips" role="group" aria-label="Timer">
                {MINUTES
                    .map(|minutes| {
                        view! {
                            <button
                                type="button"
                                class="chip"
                                aria-pressed=move || {
                                    (matches!(left.get(), Left::Seconds(_)) && play.with(|play| play.minutes == minutes)).to_string()
                                }
                                on:click=move |_| set(minutes)
                            >
                                {format!("{minutes} min")}
                            </button>
                        }
                    })
                    .collect_view()}
                {move || {
                    (left.get() != Left::Off)
                        .then(|| {
                            view! {
                                <button type="button" class="chip" on:click=move |_| table.change(&|play| play.ends = 0)>
                                    <Icon name="square" size=18 />
                                    "Stoppen"
                                </button>
                            }
                        })
                }}
            </div>
            <Checkbox
                label="Zacht trillen als de tijd om is"
                checked=Signal::derive(move || play.with(|play| !play.still))
                on_change=move |on: bool| table.change(&|play| play.still = !on)
            />
        </div>
    }
}
