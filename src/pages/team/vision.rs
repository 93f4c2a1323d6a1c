//! The team's own vision on encounters: two texts, kept once and offered in each new kijkwijzer.

use leptos::prelude::*;

use crate::components::{HelpLink, Icon, RecordFooter, TextArea, Top, typed, when_opened};
use crate::state::editor::{Base, Editor};
use crate::state::{Records, Toasts, live, sharing};
use domain::formats::shared::Shared;
use domain::route::Route;
use domain::{Record, Vision};

/// The vision.
#[component]
pub fn VisionPage() -> impl IntoView {
    when_opened(live::use_opened::<Vision>(Vision::id()), |found| view! { <Form found /> }.into_any())
}

#[component]
fn Form(found: Option<(Record<Vision>, Base)>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let editor = Editor::open_or_new(found, || records.record(Vision::id(), Vision::default()), "Visie");
    view! {
        <Top back=Route::Together.path() back_label="Terug naar Samen" title="Onze visie op ontmoeting">
            <HelpLink chapter="visie" about="jullie visie" />
        </Top>
        <main class="page stack">
            <p class="lead">"Enkele lijnen volstaan. Ze staan bovenaan in elke nieuwe kijkwijzer."</p>
            <TextArea id="dromen" label="We dromen van…" rows=3 typed=typed(editor, |v| &v.dream, |v, text| v.dream = text) />
            <TextArea id="werken" label="We werken aan…" rows=3 typed=typed(editor, |v| &v.work, |v, text| v.work = text) />
            <RecordFooter editor words=Signal::derive(move || editor.with(Vision::text)) />
            <button
                type="button"
                class="btn"
                on:click=move |_| editor.peek(|vision| sharing::hand_out(toasts, "visie", &Shared::Vision(vision.clone())))
            >
                <Icon name="share-2" />
                "Delen als bestand"
            </button>
        </main>
    }
}
