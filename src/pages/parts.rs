//! Pieces that several screens share and that know the domain: the receipt, a note card, a record being read.

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use crate::platform::{files, time};
use crate::state::editor::{Base, Editor};
use crate::state::live::Opened;
use crate::state::outbox::Stage;
use crate::state::saver::{OpenSaver, Status};
use crate::state::{App, app};
use crate::ui::{Icon, Typed};
use crate::words;
use domain::route::Route;
use domain::{Id, Kind, Record, ThermosNote, Visit, text, thermos};

/// A text of an open record as a field has it.
pub fn typed<T: Kind + Send + Sync>(editor: Editor<T>, text: fn(&T) -> &String, put: fn(&mut T, String)) -> Typed {
    Typed::new(move || editor.with(|body| text(body).clone()), move |typed| editor.edit(|body| put(body, typed)), move || editor.flush())
}

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
    let app = app();
    let status = saver.status();
    // How far it got, where there is a team to get to.
    let stage = move || {
        app.sync.is_on().then(|| saver.id()).flatten().map(|id| stage_words(app.sync.outbox.stage(&id))).filter(|word| !word.is_empty())
    };
    view! {
        <div class="receipt-slot" role="status">
            {move || match status.get() {
                Status::Idle => stage().filter(|_| stored).map(|stage| view! { <p class="receipt">{stage}</p> }).into_any(),
                Status::Busy => view! { <p class="receipt">"bewaren…"</p> }.into_any(),
                Status::Saved => {
                    let stage = stage().map(|stage| format!(" · {stage}"));
                    view! { <p class="receipt"><Icon name="check" size=16/>"bewaard op dit toestel"{stage}</p> }.into_any()
                }
                Status::Failed(why) => view! { <SaveFailed why saver words/> }.into_any(),
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
    let app = app();
    move || {
        let stage = app.sync.outbox.stage(&id);
        (app.sync.is_on() && !matches!(stage, Stage::WithTeam | Stage::Unknown))
            .then(|| view! { <span class="tag">{stage_words(stage)}</span> })
    }
}

/// Keeps a record from the team for a while, where there is one.
#[component]
pub fn HoldBack(
    /// The record.
    id: Id,
    /// The visit that it belongs to: what goes for that goes for this.
    #[prop(optional_no_strip)]
    visit: Option<Id>,
    /// Whether other records belong to it.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let app = app();
    let outbox = app.sync.outbox;
    let turn = move |ev: Event| {
        let input: HtmlInputElement = event_target(&ev);
        leptos::task::spawn_local(async move {
            let on = input.checked();
            if let Err(error) = outbox.hold(app, id, on).await {
                input.set_checked(!on);
                app.toasts.say(words::not_saved(&error));
            }
        });
    };
    let with_visit = Signal::derive(move || visit.as_ref().is_some_and(|visit| outbox.stage(visit) == Stage::Held));
    // Until it is known what is held back, there is nothing to turn.
    let locked = move || with_visit.get() || outbox.stage(&id) == Stage::Unknown;
    let held = { move || with_visit.get() || outbox.stage(&id) == Stage::Held };
    let hint = move || {
        if with_visit.get() {
            return "Je houdt het bezoek nog even voor jezelf; dit hoort erbij.";
        }
        // What is held and nevertheless not waiting went to the team before.
        let there = match outbox.stage(&id) {
            Stage::WithTeam => true,
            Stage::Held => !outbox.list().iter().any(|(one, _)| *one == id),
            Stage::Waiting | Stage::Refused | Stage::Unknown => false,
        };
        match (there, whole) {
            (true, _) => "Dit is al bij je team; wat je vanaf nu verandert, blijft hier tot je dit uitvinkt.",
            (false, true) => "Wordt niet naar je team gestuurd tot je dit uitvinkt. Alles wat bij dit bezoek hoort, blijft ook hier.",
            (false, false) => "Wordt niet naar je team gestuurd tot je dit uitvinkt.",
        }
    };
    app.sync.is_on().then(|| {
        view! {
            <div class="field">
                <label class="cluster strong">
                    <input type="checkbox" aria-describedby="voor-mij-hint" prop:checked=held prop:disabled=locked on:change=turn/>
                    "Nog even voor mij"
                </label>
                <p class="field__hint" id="voor-mij-hint">{hint}</p>
            </div>
        }
    })
}

/// The way to the earlier versions of an open record, where it has any.
#[component]
pub fn EarlierLink(
    /// The record.
    id: Id,
    /// How many there are.
    #[prop(into)]
    count: Signal<usize>,
) -> impl IntoView {
    let href = Route::Earlier(id).path();
    move || {
        let (count, href) = (count.get(), href.clone());
        (count > 0).then(|| {
            view! {
                <a href=href class="link small"><Icon name="rotate-ccw" size=16/>{counted(count, "eerdere versie", "eerdere versies")}</a>
            }
        })
    }
}

#[component]
fn SaveFailed(why: String, saver: OpenSaver, words: Signal<String>) -> impl IntoView {
    view! {
        <div class="banner banner--bad">
            <Icon name="triangle-alert"/>
            <p class="banner__text">{why}</p>
            <div class="banner__actions">
                <button type="button" class="btn" on:click=move |_| saver.flush()>"Opnieuw proberen"</button>
                <button type="button" class="btn" on:click=move |_| copy(words.get_untracked())>"Tekst kopiëren"</button>
                <button type="button" class="btn" on:click=move |_| {
                    // The browser shows its own word of a download; when it refuses, copying is the other way.
                    let _ = files::download("blikveld-tekst.txt", "text/plain;charset=utf-8", &words.get_untracked());
                }>"Bewaren als bestand"</button>
            </div>
        </div>
    }
}

/// Copies a text and says whether that worked.
pub fn copy(text: String) {
    let toasts = app().toasts;
    leptos::task::spawn_local(async move {
        toasts.say(if files::copy(&text).await {
            "Gekopieerd."
        } else {
            "Je browser laat kopiëren hier niet toe. Selecteer de tekst en kopieer hem zelf."
        });
    });
}

/// Renders a record once it is read.
pub fn when_opened<T: Kind + Send + Sync>(
    opened: RwSignal<Option<Opened<T>>>,
    render: impl Fn(Option<(Record<T>, Base)>) -> AnyView + Send + 'static,
) -> impl IntoView {
    move || match opened.get() {
        None => ().into_any(),
        Some(Ok(found)) => render(found),
        Some(Err(_)) => view! { <ReadFailed/> }.into_any(),
    }
}

/// What a list says when the device's storage does not answer: not that there is nothing.
#[component]
pub fn StorageSilent() -> impl IntoView {
    view! {
        <p class="banner banner--bad" role="alert">
            "Blikveld raakt even niet bij wat je bewaard hebt. Er is niets weg: sluit Blikveld en open het opnieuw."
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
    let (href, text, meta) = (Route::Note(note.id).path(), excerpt(&note.body.text), note_meta(&note));
    let id = note.id;
    view! {
        <li class=class>
            <a href=href class="note__link">
                <span class="note__text" dir="auto">{text}</span>
                <small class="note__meta">{meta}<NotSent id/></small>
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
    if !warm.is_empty() && note.body.state == domain::NoteState::Warm {
        parts.push(warm);
    }
    parts.join(" · ")
}

/// The beginning of a text, for cards: a whole page on a card helps nobody.
#[must_use]
pub fn excerpt(words: &str) -> String {
    const LONG: usize = 280;
    text::cut(words, LONG)
}

/// "a", "a en b", "a, b en c".
#[must_use]
pub fn listed<T: AsRef<str>>(parts: &[T]) -> String {
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    match parts.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} en {last}", others.join(", ")),
        None => String::new(),
    }
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
