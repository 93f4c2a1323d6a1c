//! Letters as large as the screen lets them be: a factor in the stylesheet that shrinks until the page need not be scrolled.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlElement};

use super::dom;

/// The factor, as the stylesheet knows it: 1 is the largest.
const FACTOR: &str = "--fit";

/// While it is measured nothing moves, and no word may be broken.
const MEASURING: &str = "is-measured";

/// Words may be broken after all: one of them is longer than a line.
const BREAKING: &str = "is-broken";

/// The factors that are tried, in hundredths, the largest first. Below the last one the page scrolls.
const TRIED: std::ops::RangeInclusive<u32> = 11..=20;
const STEP: u32 = 5;

/// Makes the letters in the element with this id as large as they can be.
pub fn fit(id: &str) {
    let Some(element) = dom::document().and_then(|d| d.get_element_by_id(id)).and_then(|e| e.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let list = element.class_list();
    let _ = list.remove_1(BREAKING);
    let _ = list.add_1(MEASURING);
    if !try_all(&element) {
        let _ = list.add_1(BREAKING);
        try_all(&element);
    }
    let _ = list.remove_1(MEASURING);
}

fn try_all(element: &HtmlElement) -> bool {
    TRIED.rev().any(|steps| {
        let _ = element.style().set_property(FACTOR, &format!("{}", f64::from(steps * STEP) / 100.0));
        fits(element)
    })
}

fn fits(element: &HtmlElement) -> bool {
    let page = dom::document().and_then(|d| d.document_element()).map_or(0, |page| page.scroll_height());
    // Not the page's own height: that leaves room for the bar of a browser that has hidden it.
    let screen = dom::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(f64::MAX);
    element.scroll_width() <= element.client_width() && f64::from(page) <= screen + 1.0
}

/// Hears when the room for the letters changed: another size of the screen, or a font that came.
#[must_use]
pub fn when_room_changes(again: impl Fn() + Clone + 'static) -> Vec<EventListener> {
    let fonts = dom::document().and_then(|d| dom::property(&d, "fonts")).and_then(|fonts| fonts.dyn_into::<EventTarget>().ok());
    let loaded = again.clone();
    let heard = [
        dom::window().map(|window| EventListener::new(&window, "resize", move |_| again())),
        fonts.map(|fonts| EventListener::new(&fonts, "loadingdone", move |_| loaded())),
    ];
    heard.into_iter().flatten().collect()
}
