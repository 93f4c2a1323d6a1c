//! Making and changing a deck of the team's own: its name, and its cards in one or more languages.

use leptos::prelude::*;

use crate::components::{EarlierLink, HelpLink, Icon, LineField, Receipt, TextArea, Top, Typed, typed, when_found_or_new};
use crate::pages::forms::typed_at;
use crate::platform::{dom, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Records, Toasts, live};
use domain::deck::{Card, LANGUAGES};
use domain::route::Route;
use domain::{Deck, Id, Record};

/// The most cards in one deck.
const MOST: usize = 500;

/// The form of a deck; a new one is made with the first word.
#[component]
pub fn EditDeckPage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    let opened = live::use_opened::<Deck>(id);
    when_found_or_new(opened, move |found| view! { <DeckForm id=id found /> })
}

fn card_text(deck: &Deck, at: &str) -> String {
    let (card, language) = at.split_once('/').unwrap_or((at, "nl"));
    deck.card(card).map(|card| card.text(language).to_owned()).unwrap_or_default()
}

fn write_card(deck: &mut Deck, at: &str, text: String) {
    let (card, language) = at.split_once('/').unwrap_or((at, "nl"));
    if let Some(card) = deck.cards.iter_mut().find(|one| one.id == card) {
        card.write(language, text);
    }
}

fn at(card: &str, language: &str) -> String {
    format!("{card}/{language}")
}

#[component]
fn DeckForm(id: Id, found: Option<(Record<Deck>, Base)>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let back = if found.is_some() { Route::Deck(id).path() } else { Route::Babbelen.path() };
    let editor = Editor::open_or_new(found, || records.record(id, Deck::default()), "Kaarten");
    let ids = Memo::new(move |_| editor.with(|deck| deck.cards.iter().map(|card| card.id.clone()).collect::<Vec<_>>()));
    let add = move |_| {
        if editor.peek(|deck| deck.cards.len()) >= MOST {
            toasts.say("In één kaartenset kunnen hoogstens 500 kaarten. Maak voor meer kaarten een nieuwe.");
            return;
        }
        let card = time::new_id();
        editor.edit(|deck| deck.cards.push(Card { id: card.clone(), ..Card::default() }));
        editor.flush();
        dom::focus(field_id(&card, "nl"));
    };
    view! {
        <Top back=back back_label="Terug" title="Eigen kaartenset">
            <HelpLink chapter="eigen-kaarten" about="eigen kaarten" />
        </Top>
        <main class="page stack">
            <LineField id="naam" label="Naam" typed=typed(editor, |d| &d.name, |d, text| d.name = text) />
            <LineField
                id="waarvoor"
                label="Waarvoor?"
                hint="Eén regel, mag leeg blijven."
                typed=typed(editor, |d| &d.about, |d, text| d.about = text)
            />
            <ul class="stack">
                <ForEnumerate
                    each=move || {
                        dom::hold_focus();
                        ids.get()
                    }
                    key=String::clone
                    let(index,
                    card)
                >
                    <CardForm editor card index />
                </ForEnumerate>
            </ul>
            <button type="button" class="btn btn--wide" on:click=add>
                <Icon name="plus" />
                "Kaart toevoegen"
            </button>
            <Receipt
                saver=editor.saver()
                words=Signal::derive(move || {
                    editor.with(|d| d.cards.iter().map(|card| card.shown("nl").1.to_owned()).collect::<Vec<_>>().join("\n"))
                })
            />
            <EarlierLink editor=editor />
            <a href=Route::Deck(id).path() class="btn btn--main btn--wide">
                "Klaar"
            </a>
        </main>
    }
}

fn field_id(card: &str, language: &str) -> String {
    format!("kaart-{card}-{language}")
}

#[component]
fn CardForm(editor: Editor<Deck>, card: String, index: ReadSignal<usize>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let field = {
        let card = card.clone();
        move |language: &str| -> Typed { typed_at(editor, &at(&card, language), card_text, write_card) }
    };
    let others: Vec<_> = LANGUAGES.iter().skip(1).map(|(code, name)| (field_id(&card, code), *name, field(code))).collect();
    let gone = StoredValue::new(card.clone());
    let remove = move |_| {
        let id = gone.get_value();
        let Some((place, card)) = editor.peek(|deck| deck.cards.iter().position(|one| one.id == id).map(|at| (at, deck.cards[at].clone())))
        else {
            return;
        };
        editor.edit(|deck| deck.cards.retain(|one| one.id != id));
        editor.flush();
        dom::keep_focus("titel");
        let deck = editor.id();
        // The form may have been left by then.
        toasts.with_undo("Kaart weggehaald.", move || {
            let card = card.clone();
            records.change::<Deck>(toasts, deck, move |deck| deck.cards.insert(place.min(deck.cards.len()), card));
        });
    };
    view! {
        <li class="card">
            <TextArea
                id=field_id(&card, "nl")
                label=Signal::derive(move || format!("Kaart {}", index.get() + 1))
                rows=2
                typed=field("nl")
            />
            <details class="plain">
                <summary>"Andere talen"</summary>
                <div class="stack stack--tight">
                    {others.into_iter().map(|(id, name, typed)| view! { <TextArea id=id label=name rows=2 typed=typed /> }).collect_view()}
                </div>
            </details>
            <button type="button" class="btn btn--quiet" aria-label=move || format!("Kaart {} weghalen", index.get() + 1) on:click=remove>
                <Icon name="trash-2" size=18 />
                "Weghalen"
            </button>
        </li>
    }
}
