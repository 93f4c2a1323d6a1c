//! How saving a record stands, and how far the record got.

use leptos::prelude::*;

use super::{Icon, copy};
use crate::platform::files;
use crate::state::TeamSync;
use crate::state::outbox::Stage;
use crate::state::saver::{OpenSaver, Status};
use domain::Id;

/// How saving stands, in words; and when it fails, the ways to keep the text.
#[component]
pub fn Receipt(
    /// What saves it.
    saver: OpenSaver,
    /// What was typed, for copying.
    #[prop(into)]
    words: Signal<String>,
    /// Whether what was opened comes from the store: the starter set was never saved, nor sent.
    #[prop(default = true)]
    stored: bool,
) -> impl IntoView {
    let sync = expect_context::<TeamSync>();
    let status = saver.status();
    // How far it got, where there is a team to get to.
    let stage =
        move || sync.is_on().then(|| saver.id()).flatten().map(|id| stage_words(sync.outbox.stage(&id))).filter(|word| !word.is_empty());
    view! {
        <div class="receipt-slot" role="status">
            {move || match status.get() {
                Status::Idle => stage().filter(|_| stored).map(|stage| view! { <p class="receipt">{stage}</p> }).into_any(),
                Status::Busy => view! { <p class="receipt">"bewaren…"</p> }.into_any(),
                Status::Saved => {
                    let stage = stage().map(|stage| format!(" · {stage}"));
                    view! {
                        <p class="receipt">
                            <Icon name="check" size=16 />
                            "bewaard op dit toestel"
                            {stage}
                        </p>
                    }
                        .into_any()
                }
                Status::Failed(why) => view! { <SaveFailed why saver words /> }.into_any(),
            }}
        </div>
    }
}

const fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::WithTeam => "Bij je team",
        Stage::Waiting => "Nog niet verstuurd",
        Stage::Held => "Nog even voor mij",
        Stage::Refused => "De server weigert dit",
        Stage::Unknown => "",
    }
}

/// On lists: a word for a record that has not left, where there is a team; nothing for what is with the team.
#[component]
pub fn NotSent(
    /// The record.
    id: Id,
) -> impl IntoView {
    let sync = expect_context::<TeamSync>();
    move || {
        let stage = sync.outbox.stage(&id);
        (sync.is_on() && !matches!(stage, Stage::WithTeam | Stage::Unknown))
            .then(|| view! { <span class="tag">{stage_words(stage)}</span> })
    }
}

#[component]
fn SaveFailed(why: String, saver: OpenSaver, words: Signal<String>) -> impl IntoView {
    let download = move |_| {
        // The browser shows its own word of a download; when it refuses, copying is the other way.
        let _ = files::download("blikveld-tekst.txt", "text/plain;charset=utf-8", &words.get_untracked());
    };
    view! {
        <div class="banner banner--bad">
            <Icon name="triangle-alert" />
            <p class="banner__text">{why}</p>
            <div class="banner__actions">
                <button type="button" class="btn" on:click=move |_| saver.flush()>
                    "Opnieuw proberen"
                </button>
                <button type="button" class="btn" on:click=move |_| copy(words.get_untracked())>
                    "Tekst kopiëren"
                </button>
                <button type="button" class="btn" on:click=download>
                    "Bewaren als bestand"
                </button>
            </div>
        </div>
    }
}
