//! Pieces that several screens share and that know the domain: the receipt, a note card, a record being read.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::domain::{Kind, Record, ThermosNote, Visit, thermos};
use crate::platform::{files, time};
use crate::state::App;
use crate::state::editor::{Base, Editor};
use crate::state::live::Opened;
use crate::state::saver::{OpenSaver, Status};
use crate::ui::{Icon, dynamic};

/// How saving stands, in words; and when it fails, the ways to keep the text.
#[component]
pub fn Receipt(
    /// What saves it.
    saver: OpenSaver,
    /// What was typed, for copying.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    let status = saver.status();
    view! {
        <div class="receipt-slot" role="status">
            {dynamic(move || match status.get() {
                Status::Idle => ().into_any(),
                Status::Busy => view! { <p class="receipt">"bewaren…"</p> }.into_any(),
                Status::Saved => {
                    view! { <p class="receipt"><Icon name="check" size=16/>"bewaard op dit toestel"</p> }.into_any()
                }
                Status::Failed(why) => view! { <SaveFailed why saver words/> }.into_any(),
            })}
        </div>
    }
}

#[component]
fn SaveFailed(why: String, saver: OpenSaver, words: Signal<String>) -> impl IntoView {
    view! {
        <div class="banner banner--bad">
            <Icon name="triangle-alert"/>
            <p class="banner__text">{why}</p>
            <div class="banner__actions">
                <button type="button" class="btn" on:click=move |_| saver.flush()>"Probeer opnieuw"</button>
                <button type="button" class="btn" on:click=move |_| copy(words.get_untracked())>"Kopieer tekst"</button>
                <button type="button" class="btn" on:click=move |_| {
                    // The browser shows its own word of a download; when it refuses, copying is the other way.
                    let _ = files::download("blikveld-tekst.txt", "text/plain;charset=utf-8", &words.get_untracked());
                }>"Bewaar als bestand"</button>
            </div>
        </div>
    }
}

/// Copies a text and says whether that worked.
pub fn copy(text: String) {
    let toasts = crate::state::app().toasts;
    leptos::task::spawn_local(async move {
        toasts.say(if files::copy(&text).await {
            "Gekopieerd."
        } else {
            "Kopiëren mag hier niet van je browser. Selecteer de tekst en kopieer hem zelf."
        });
    });
}

/// Renders a record once it is read.
pub fn when_opened<T: Kind + Send + Sync>(
    opened: RwSignal<Option<Opened<T>>>,
    render: impl Fn(Option<(Record<T>, Base)>) -> AnyView + Send + 'static,
) -> impl IntoView {
    dynamic(move || match opened.get() {
        None => ().into_any(),
        Some(Ok(found)) => render(found),
        Some(Err(_)) => view! { <ReadFailed/> }.into_any(),
    })
}

/// What a list says when the device's storage does not answer: not that there is nothing.
#[component]
pub fn StorageSilent() -> impl IntoView {
    view! {
        <p class="banner banner--bad" role="alert">
            "De opslag van je browser antwoordt niet. Wat je bewaarde, staat er nog: sluit Blikveld en open het opnieuw."
        </p>
    }
}

/// What a screen says when the device's storage does not answer.
#[component]
pub fn ReadFailed() -> impl IntoView {
    view! {
        <main class="page">
            <StorageSilent/>
        </main>
    }
}

/// A thermos note as a card that opens it.
#[component]
pub fn NoteCard(
    /// The note.
    note: Record<ThermosNote>,
) -> impl IntoView {
    let class = format!("note note--{}", note.body.note_kind.slug());
    let (href, text, meta) = (Route::Note(note.id.clone()).path(), excerpt(&note.body.text), note_meta(&note));
    view! {
        <li class=class>
            <a href=href class="note__link">
                <span class="note__text" dir="auto">{text}</span>
                <small class="note__meta">{meta}</small>
            </a>
        </li>
    }
}

/// "Spanning · Bibliotheek Ledeberg · 9.42 u. · al 2 weken warm"
#[must_use]
pub fn note_meta(note: &Record<ThermosNote>) -> String {
    let mut parts = vec![note.body.note_kind.label().to_owned()];
    parts.extend(note.body.origin.as_ref().map(|origin| origin.label.clone()).filter(|label| !label.is_empty()));
    parts.push(time::moment(note.created));
    if !note.author.name.is_empty() {
        parts.push(note.author.name.clone());
    }
    let warm = thermos::warm_for(note.created, time::now());
    if !warm.is_empty() && note.body.state == crate::domain::NoteState::Warm {
        parts.push(warm);
    }
    parts.join(" · ")
}

/// The beginning of a text, for cards: a whole page on a card helps nobody.
#[must_use]
pub fn excerpt(text: &str) -> String {
    const LONG: usize = 280;
    let text = text.trim();
    if text.chars().count() <= LONG {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(LONG).collect::<String>().trim_end())
}

/// "1 notitie", "3 notities".
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Opens a record for editing; a short name for what every form does first.
#[must_use]
pub fn edit<T: Kind + Send + Sync>(app: App, found: Option<(Record<T>, Base)>, new: impl FnOnce() -> Record<T>, label: &str) -> Editor<T> {
    match found {
        Some((record, base)) => Editor::open(app, record, Some(base), label),
        None => Editor::open(app, new(), None, label),
    }
}

/// Those visits that are wanted, earliest day first.
#[must_use]
pub fn by_date(visits: Vec<Record<Visit>>, wanted: impl Fn(&Record<Visit>) -> bool) -> Vec<Record<Visit>> {
    let mut list: Vec<Record<Visit>> = Vec::new();
    for visit in visits.into_iter().filter(wanted) {
        let at = list.partition_point(|other| other.body.date <= visit.body.date);
        list.insert(at, visit);
    }
    list
}
