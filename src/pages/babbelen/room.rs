//! The phone as a sign for the room: one card on petrol, as large as it fits, with nothing around it but a few icons. It is turned by
//! swiping, with the arrow keys and by button. Which card lies there is the business of whoever shows it.

use std::cell::Cell;

use gloo_events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use crate::components::{Icon, name_tab};
use crate::platform::awake::{Awake, AwakeError};
use crate::platform::{dom, fit};
use domain::deck::direction;
use domain::swipe::{self, Point, Way};

/// The section of the card, for the letters that are fitted to it and for the focus.
pub const CARD: &str = "kaart";

/// A text and its language.
pub type Text = (String, String);

/// What lies on the table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Face {
    /// The large prompt and those beside it.
    pub texts: Vec<Text>,
    /// The prompt for the person across, where the card has two sides.
    pub across: Option<Text>,
    /// Whether the whole card is turned half a circle.
    pub turned: bool,
}

impl Face {
    /// A sentence of the app's own.
    #[must_use]
    pub fn saying(sentence: &str) -> Self {
        Self { texts: vec![("nl".to_owned(), sentence.to_owned())], ..Self::default() }
    }
}

/// A round button with an icon.
#[component]
pub fn IconButton(
    /// The icon's name.
    #[prop(into)]
    icon: Signal<String>,
    /// What a screen reader says.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is pressed, where it can be.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// More classes.
    #[prop(default = "")]
    class: &'static str,
    /// What a tap does.
    #[prop(into)]
    act: UnsyncCallback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=format!("room__icon {class}")
            aria-label=label
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            on:click=move |_| act.run(())
        >
            {move || view! { <Icon name=icon.get() size=24 /> }}
        </button>
    }
}

/// The screen: a header, the card, the icons.
#[component]
pub fn Room(
    /// Where the cross leads.
    #[prop(into)]
    back: String,
    /// What a screen reader says of it.
    back_label: &'static str,
    /// The title.
    #[prop(into)]
    title: String,
    /// What the browser tab says.
    #[prop(into)]
    tab: String,
    /// The theme of the card.
    #[prop(into)]
    theme: Signal<String>,
    /// How many cards are to come, in words.
    #[prop(into)]
    left: Signal<String>,
    /// The card; nothing while it is being read.
    #[prop(into)]
    face: Signal<Option<Face>>,
    /// Turns to another card.
    #[prop(into)]
    turn: UnsyncCallback<Way>,
    /// Whether the time is over.
    #[prop(optional, into)]
    time_is_over: Signal<bool>,
    /// What stands at the end of the header.
    #[prop(optional)]
    more: Option<Children>,
    /// The icons.
    children: Children,
) -> impl IntoView {
    name_tab(Signal::stored(tab));
    let way = RwSignal::new("");
    let go = move |to: Way| {
        way.set(if to == Way::Next { "next" } else { "back" });
        turn.run(to);
    };
    turn_by_key(go);
    let (down, up) = swipes(face, go);
    let awake = use_awake();
    fit_to_the_room(face, awake);
    let two_sides = move || face.with(|face| face.as_ref().is_some_and(|face| face.across.is_some()));
    let turned = move || face.with(|face| face.as_ref().is_some_and(|face| face.turned));
    view! {
        <main class="room" class:room--halves=two_sides class:room--over=time_is_over>
            <header class="room__top">
                <a href=back class="round" aria-label=back_label>
                    <Icon name="x" size=22 />
                </a>
                <div class="room__titles">
                    <h1 id="titel" tabindex="-1" dir="auto">
                        {title}
                    </h1>
                    <p class="room__theme" dir="auto">
                        {theme}
                    </p>
                </div>
                <p class="room__left">{left}</p>
                {more.map(|more| more())}
            </header>
            <section
                class="room__card"
                class:room__card--turned=turned
                id=CARD
                tabindex="-1"
                aria-live="polite"
                aria-label="Kaart"
                data-way=way
                on:pointerdown=down
                on:pointerup=up
            >
                <For each=move || face.get() key=Clone::clone let(face)>
                    <Sides face />
                </For>
            </section>
            {move || {
                awake
                    .get()
                    .map(|_| {
                        view! {
                            <p class="room__note">
                                "Je scherm kan hier uitvallen: tik er af en toe op, of laat het in je instellingen langer aan."
                            </p>
                        }
                    })
            }}
            <div class="room__icons" role="group" aria-label="Bij deze kaart">
                {children()}
            </div>
        </main>
    }
}

#[component]
fn Sides(face: Face) -> impl IntoView {
    let large = |(lang, text): Text| {
        view! {
            <p class="room__text" dir=direction(&lang) lang=lang.clone()>
                {text}
            </p>
        }
    };
    let Face { texts, across, .. } = face;
    let mut texts = texts.into_iter();
    let first = texts.next().map(large);
    view! {
        {across.map(|text| view! { <div class="room__side room__side--over">{large(text)}</div> })}
        <div class="room__side">
            {first}
            {texts
                .map(|(lang, text)| {
                    view! {
                        <p class="room__also" dir=direction(&lang) lang=lang.clone()>
                            {text}
                        </p>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// Why the screen may go out, if it may; it is kept on while this is shown.
fn use_awake() -> RwSignal<Option<AwakeError>> {
    let awake = RwSignal::new(None);
    let hold = StoredValue::new_local(Awake::hold(move |held| {
        let _ = awake.try_set(held.err());
    }));
    on_cleanup(move || hold.dispose());
    awake
}

/// The letters are fitted again when the card, the screen or a font is another.
fn fit_to_the_room(face: Signal<Option<Face>>, awake: RwSignal<Option<AwakeError>>) {
    let again = || request_animation_frame(|| fit::fit(CARD));
    Effect::new(move || {
        face.track();
        awake.track();
        again();
    });
    let listeners = StoredValue::new_local(fit::when_room_changes(again));
    on_cleanup(move || listeners.dispose());
}

/// The arrow keys turn the card, wherever the focus is, unless a sheet lies over it.
fn turn_by_key(go: impl Fn(Way) + 'static) {
    let press = move |event: &web_sys::Event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if key.alt_key() || key.ctrl_key() || key.meta_key() || key.shift_key() || dom::is_sheet_open() {
            return;
        }
        match key.key().as_str() {
            "ArrowRight" => go(Way::Next),
            "ArrowLeft" => go(Way::Back),
            _ => {}
        }
    };
    let listener = StoredValue::new_local(dom::window().map(|window| EventListener::new(&window, "keydown", press)));
    on_cleanup(move || listener.dispose());
}

/// What a finger that goes down and up again means. A second finger is for making larger: then it means nothing.
fn swipes(face: Signal<Option<Face>>, go: impl Fn(Way) + 'static) -> (impl Fn(PointerEvent), impl Fn(PointerEvent)) {
    let begun = std::rc::Rc::new(Cell::new(None::<(Point, bool)>));
    let here = |event: &PointerEvent| (f64::from(event.client_x()), f64::from(event.client_y()));
    let down = {
        let begun = begun.clone();
        move |event: PointerEvent| {
            let over = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let across = over.is_some_and(|element| matches!(element.closest(".room__side--over"), Ok(Some(_))));
            let upside_down = across || face.with_untracked(|face| face.as_ref().is_some_and(|face| face.turned));
            // With a mouse one marks words.
            let counts = event.is_primary() && event.pointer_type() != "mouse";
            begun.set(counts.then(|| (here(&event), upside_down)));
        }
    };
    let up = move |event: PointerEvent| {
        let Some((from, upside_down)) = begun.take() else { return };
        let width = dom::window().and_then(|window| window.inner_width().ok()?.as_f64()).unwrap_or_default();
        if let Some(way) = swipe::swiped(from, here(&event), width, upside_down) {
            go(way);
        }
    };
    (down, up)
}
