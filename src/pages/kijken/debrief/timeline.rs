//! What was counted during a visit, and when, as bars.

use leptos::prelude::*;

use crate::pages::kijken::summary::with_others;
use crate::platform::time;
use domain::summary::{Count, timeline};

/// How many bars a timeline has.
const BARS: usize = 24;

/// What was counted, summed over everybody, and when.
#[component]
pub fn Timeline(
    /// The taps, with the counter's name.
    count: Count,
) -> impl IntoView {
    let bars = timeline(&count.taps, BARS);
    let most = bars.iter().copied().max().unwrap_or(1).max(1);
    let span = match (count.taps.first(), count.taps.last()) {
        (Some(first), Some(last)) if time::clock(*first) != time::clock(*last) => {
            format!("{} tot {}", time::clock(*first), time::clock(*last))
        }
        (Some(first), _) => time::clock(*first),
        _ => String::new(),
    };
    let said = format!("{}: {} keer, {span}", count.label, count.taps.len());
    // Three hours below: where it begins and ends, and the middle; two or one where they would be the same.
    let mut hours: Vec<String> = match (count.taps.first(), count.taps.last()) {
        (Some(first), Some(last)) => [*first, i64::midpoint(*first, *last), *last].map(time::clock).to_vec(),
        _ => Vec::new(),
    };
    hours.dedup();
    let with = with_others(&count);
    view! {
        <li class="timeline">
            <p>
                <b>{count.taps.len()}</b>
                " "
                {count.label.clone()}
                " "
                <small class="muted">{with}</small>
            </p>
            <div class="timeline__plot">
                <span aria-hidden="true">{most}</span>
                <svg class="timeline__bars" role="img" aria-label=said viewBox=format!("0 0 {} 24", BARS * 4) preserveAspectRatio="none">
                    {bars
                        .into_iter()
                        .enumerate()
                        .filter(|(_, n)| *n > 0)
                        .map(|(at, n)| {
                            let height = (n * 22).div_ceil(most).max(2);
                            view! { <rect x=at * 4 y=24 - height width=3_u32 height=height></rect> }
                        })
                        .collect_view()}
                </svg>
                <p class="timeline__hours" aria-hidden="true">
                    {hours.into_iter().map(|hour| view! { <span>{hour}</span> }).collect_view()}
                </p>
            </div>
        </li>
    }
}
