//! (Ont)moeting: one prepared conversation in three stages, each of which can be skipped. No field asks for a name.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::cards_missing::CardsMissing;
use super::room::{CARD, Face, IconButton, Room};
use crate::components::{
    AddField, Checkbox, HelpLink, Icon, LineField, RecordFooter, TextArea, Top, Typed, typed, use_warm_sheet, when_found_or_new,
    when_opened,
};
use crate::pages::forms::{PromoteToThermosNote, typed_at};
use crate::platform::{dom, history, time};
use crate::state::cards::{Fetched, use_cards};
use crate::state::editor::{Base, Editor};
use crate::state::{Here, Records, Toasts, bin, live};
use domain::answer::{self, Answer};
use domain::content;
use domain::conversation::Field;
use domain::deck::Card;
use domain::route::Route;
use domain::swipe::Way;
use domain::{Conversation, Deck, Id, Origin, Record, dates};

/// A conversation by its id; a new one is made with the first word.
#[component]
pub fn ConversationPage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    let opened = live::use_opened::<Conversation>(id);
    let fetched = use_cards();
    let ready = Signal::derive(move || fetched.get() != Fetched::Not);
    move || ready.get().then(|| when_found_or_new(opened, move |found| view! { <TalkForm id=id found /> }))
}

fn read(talk: &Conversation, id: &str) -> String {
    answer::of(&talk.fields, id).to_owned()
}

fn write(talk: &mut Conversation, id: &str, text: String) {
    answer::set(&mut talk.fields, id, text);
}

/// The form's fields, by what is built in.
fn fields(editor: Editor<Conversation>, fields: &[Field], lift: bool) -> impl IntoView + use<> {
    fields
        .iter()
        .map(|field| {
            let (id, label) = (field.id.clone(), field.label.clone());
            let text = {
                let id = id.clone();
                Signal::derive(move || editor.with(|talk| read(talk, &id)))
            };
            view! {
                <div class="stack stack--tight">
                    <TextArea
                        id=format!("veld-{id}")
                        label=label.clone()
                        hint=field.hint.clone()
                        rows=2
                        typed=typed_at(editor, &id, read, write)
                    />
                    {lift
                        .then(|| {
                            view! { <PromoteToThermosNote text=text what=label origin=Signal::derive(move || Some(origin(editor))) /> }
                        })}
                </div>
            }
        })
        .collect_view()
}

fn origin(editor: Editor<Conversation>) -> Origin {
    Origin { label: editor.with(|talk| talk.title().to_owned()), path: Route::Conversation(editor.id()).path(), ..Origin::default() }
}

#[component]
fn TalkForm(id: Id, found: Option<(Record<Conversation>, Base)>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let here = expect_context::<Here>();
    let navigate = use_navigate();
    let editor =
        Editor::open_or_new(found, || records.record(id, Conversation { date: time::today(), ..Conversation::default() }), "Gesprek");
    let day = Typed::new(
        move || editor.with(|talk| talk.date.clone()),
        move |day| {
            if dates::is_day(&day) {
                editor.edit(|talk| talk.date = day);
            }
        },
        move || editor.flush(),
    );
    here.set_while_shown(move || origin(editor));
    let bin = move |_| {
        editor.flush();
        bin::throw(records, toasts, editor.get(), "Gesprek weggegooid.");
        navigate(&Route::Babbelen.path(), history::instead());
    };
    let Some(cards) = content::cards() else {
        return view! {
            <main class="page">
                <CardsMissing />
            </main>
        }
        .into_any();
    };
    let guide = &cards.guide;
    let words = Signal::derive(move || {
        editor.with(|t| t.fields.iter().map(|f| f.text.clone()).chain([t.quote.clone(), t.guest.clone()]).collect::<Vec<_>>().join("\n"))
    });
    view! {
        <Top back=Route::Babbelen.path() back_label="Terug naar Babbelen" title="(Ont)moeting">
            <HelpLink chapter="gesprek" about="een (ont)moeting" />
        </Top>
        <main class="page stack">
            <LineField
                id="waarover"
                label="Hoe noem je dit gesprek?"
                hint="Een thema, geen naam van een gast."
                typed=typed(editor, |t| &t.name, |t, text| t.name = text)
            />
            <LineField id="dag" label="Wanneer?" kind="date" typed=day />
            <details class="details" open=true>
                <summary>"Vooraf"</summary>
                <p class="muted small">"Mag je overslaan: een gesprek kan ook gewoon gebeuren."</p>
                {fields(editor, &guide.before, false)}
                <Questions editor />
            </details>
            <details class="details" open=true>
                <summary>"Tijdens"</summary>
                <a href=Route::Talk(id).path() class="btn btn--main btn--wide">
                    <Icon name="messages-square" />
                    "Vragen groot tonen"
                </a>
                <p class="muted small" dir="auto">
                    {guide.thanks.clone()}
                </p>
            </details>
            <details class="details" open=true>
                <summary>"Achteraf"</summary>
                {fields(editor, &guide.after, true)}
                <TextArea
                    id="quote"
                    label="Eén zin die blijft hangen"
                    hint="Komt op de quotewand. Zet er geen naam bij."
                    rows=2
                    typed=typed(editor, |t| &t.quote, |t, text| t.quote = text)
                />
                <TextArea
                    id="gast"
                    label="Gastenboek"
                    hint="Geef je toestel door: je gast laat een regel achter."
                    rows=2
                    typed=typed(editor, |t| &t.guest, |t, text| t.guest = text)
                />
                <a href=Route::Quotes.path() class="link">
                    <Icon name="link" />
                    "Naar de quotewand"
                </a>
            </details>
            <RecordFooter editor words />
            <p class="muted small">{format!("Gebaseerd op {}.", guide.source)}</p>
            <button type="button" class="btn btn--quiet" on:click=bin>
                <Icon name="trash-2" />
                "Gesprek weggooien"
            </button>
        </main>
    }
    .into_any()
}

fn questions_deck() -> Option<&'static Deck> {
    content::cards()?.decks.iter().find(|(id, _)| id.as_str() == content::QUESTIONS).map(|(_, deck)| deck)
}

/// Which questions are kept at hand, and questions of one's own.
#[component]
fn Questions(editor: Editor<Conversation>) -> impl IntoView {
    let deck = questions_deck();
    let add = move |text| {
        editor.edit(|talk| talk.questions.push(Answer { id: time::new_id(), text }));
        editor.flush();
    };
    let toggle = move |card: &str| {
        editor.edit(|talk| match talk.questions.iter().position(|one| one.id == card) {
            Some(at) => drop(talk.questions.remove(at)),
            None => talk.questions.push(Answer { id: card.to_owned(), text: String::new() }),
        });
        editor.flush();
    };
    let own_questions = move || editor.with(|talk| talk.questions.iter().filter(|one| !one.text.is_empty()).cloned().collect::<Vec<_>>());
    let has = move |card: &str| editor.with(|talk| talk.questions.iter().any(|one| one.id == card));
    view! {
        <fieldset class="stack stack--tight">
            <legend class="field__label">"Welke vragen hou je bij de hand?"</legend>
            {deck
                .into_iter()
                .flat_map(|deck| deck.themes.iter().map(move |theme| (deck, theme)))
                .map(|(deck, theme)| {
                    view! {
                        <h2 class="eyebrow">{theme.name.clone()}</h2>
                        {deck
                            .cards
                            .iter()
                            .filter(|card| card.theme == theme.id)
                            .map(|card| {
                                let (at, id) = (card.id.clone(), card.id.clone());
                                view! {
                                    <Checkbox
                                        label=card.text("nl")
                                        checked=Signal::derive(move || has(&at))
                                        on_change=move |_| toggle(&id)
                                    />
                                }
                            })
                            .collect_view()}
                    }
                })
                .collect_view()}
            <For each=own_questions key=|one| one.id.clone() let(one)>
                <Checkbox label=one.text checked=true on_change=move |_| toggle(&one.id) />
            </For>
            <AddField id="eigen-vraag" label="Een eigen vraag" on_add=add />
        </fieldset>
    }
}

/// The chosen questions as large cards; all of them where none was chosen.
#[component]
pub fn TalkPage(
    /// The conversation's id.
    id: Id,
) -> impl IntoView {
    let opened = live::use_opened::<Conversation>(id);
    let fetched = use_cards();
    move || {
        (fetched.get() != Fetched::Not).then(|| {
            when_opened(opened, move |found| {
                let chosen = found.map(|(record, _)| record.body.questions).unwrap_or_default();
                view! { <TalkCards id=id cards=at_hand(&chosen) /> }.into_any()
            })
        })
    }
}

/// The cards of chosen questions: first those of the deck in their order, then one's own.
fn at_hand(chosen: &[Answer]) -> Vec<Card> {
    let all = questions_deck().map(|deck| deck.cards.clone()).unwrap_or_default();
    let mut cards: Vec<Card> = all.iter().filter(|card| chosen.iter().any(|one| one.id == card.id)).cloned().collect();
    for one in chosen.iter().filter(|one| !one.text.is_empty()) {
        let mut card = Card { id: one.id.clone(), ..Card::default() };
        card.write("nl", one.text.clone());
        cards.push(card);
    }
    if cards.is_empty() { all } else { cards }
}

#[component]
fn TalkCards(id: Id, cards: Vec<Card>) -> impl IntoView {
    let here = expect_context::<Here>();
    let navigate = use_navigate();
    let warm_sheet = use_warm_sheet();
    let (at, turned) = (RwSignal::new(0_usize), RwSignal::new(false));
    let total = cards.len();
    let back = Route::Conversation(id).path();
    let done = back.clone();
    let path = back.clone();
    here.set_while_shown(move || Origin { label: "een gesprek".to_owned(), path: path.clone(), ..Origin::default() });
    let cards = StoredValue::new(cards);
    let card = Memo::new(move |_| cards.with_value(|cards| cards.get(at.get()).cloned()));
    let theme = Signal::derive(move || card.with(|card| card.as_ref().map_or_else(String::new, |card| theme_name(&card.theme))));
    let face = Signal::derive(move || {
        let card = card.get()?;
        let (language, text) = card.shown("nl");
        Some(Face { texts: vec![(language.to_owned(), text.to_owned())], turned: turned.get(), ..Face::default() })
    });
    let is_last = Memo::new(move |_| at.get() + 1 >= total);
    let turn = move |way: Way| match way {
        Way::Next if !is_last.get_untracked() => {
            at.update(|at| *at += 1);
            // The button that goes on is another at the end.
            dom::keep_focus(CARD);
        }
        Way::Next => {}
        Way::Back => at.update(|at| *at = at.saturating_sub(1)),
    };
    let left = Signal::derive(move || match total.saturating_sub(at.get() + 1) {
        0 => "laatste".to_owned(),
        left => format!("nog {left}"),
    });
    view! {
        <Room back back_label="Terug naar het gesprek" title="Vragen" tab="Vragen" theme left face turn>
            <IconButton icon="chevron-left" label="Vorige kaart" act=move |()| turn(Way::Back) />
            <IconButton
                icon="rotate-ccw"
                label="Naar de overkant draaien"
                pressed=turned
                act=move |()| turned.update(|turned| *turned = !*turned)
            />
            <IconButton icon="flame" label="Warm houden" act=warm_sheet />
            {move || {
                if is_last.get() {
                    let (navigate, done) = (navigate.clone(), done.clone());
                    view! {
                        <IconButton
                            icon="check"
                            label="Klaar"
                            class="room__icon--next"
                            act=move |()| navigate(&done, NavigateOptions::default())
                        />
                    }
                        .into_any()
                } else {
                    view! {
                        <IconButton icon="chevron-right" label="Volgende kaart" class="room__icon--next" act=move |()| turn(Way::Next) />
                    }
                        .into_any()
                }
            }}
        </Room>
    }
}

/// What a theme of the questions is called.
fn theme_name(theme: &str) -> String {
    questions_deck().and_then(|deck| deck.themes.iter().find(|one| one.id == theme)).map(|one| one.name.clone()).unwrap_or_default()
}
