//! An element on the page: drawing a template with what was given in its holes, and patching it when it is given anew.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{RenderEffect, Set as _};
use leptos::reactive::owner::Owner;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

use super::{El, Given, Handler, Parts, Text};
use crate::platform::typing;
use crate::ui::icon;
use crate::ui::shown::drawn::{Drawn, insert};

// The signs of a template: an element opens with its tag, then comes what stands in it, then its attributes, then it closes. The
// `view!` macro writes them.
const OPEN: char = '\u{1}';
const ATTRIBUTE: char = '\u{2}';
const VALUE: char = '\u{3}';
const TEXT: char = '\u{4}';
const GIVEN: char = '\u{5}';
const KID: char = '\u{6}';
const CLOSE: char = '\u{7}';
const ICON: char = '\u{8}';

/// An element on the page.
pub struct Whole {
    element: Element,
    template: &'static str,
    holes: Vec<Kept>,
}

/// What is kept of what was given in a hole.
enum Kept {
    Text(Spot, Text),
    Live(Spot, RenderEffect<Text>),
    Property(Spot, RenderEffect<()>),
    Handler(Rc<RefCell<Option<(Handler, Owner)>>>),
    Ref(Spot),
    Kid(Drawn),
}

/// Where something was given: the element and the name.
type Spot = (Element, &'static str);

impl Given {
    /// Whether it can take the place of what is there. Something with another id is something else: the field of one note must not become
    /// that of another while somebody types.
    fn is_like(&self, kept: &Kept) -> bool {
        match (self, kept) {
            (Self::Text(new), Kept::Text((_, name), before)) => *name != "id" || new == before,
            (Self::Live(_), Kept::Live(..))
            | (Self::Property(_), Kept::Property(..))
            | (Self::Handler(..), Kept::Handler(_))
            | (Self::Ref(_), Kept::Ref(_))
            | (Self::Kid(_), Kept::Kid(_)) => true,
            _ => false,
        }
    }

    fn draw(self, element: &Element, name: &'static str) -> Kept {
        let here = (element.clone(), name);
        match self {
            Self::Text(text) => {
                set(element, name, text.as_deref());
                Kept::Text(here, text)
            }
            Self::Live(tell) => {
                let effect = live(element, name, tell, None);
                Kept::Live(here, effect)
            }
            Self::Property(tell) => {
                let effect = property(element, name, tell);
                Kept::Property(here, effect)
            }
            Self::Handler(handler, owner) => {
                let slot = Rc::new(RefCell::new(Some((handler, owner))));
                listen(element, name, slot.clone());
                Kept::Handler(slot)
            }
            Self::Ref(holder) => {
                holder.set(Some(element.clone()));
                Kept::Ref(here)
            }
            Self::Kid(kid) => {
                let mut kid = kid.build();
                kid.mount(element, None);
                Kept::Kid(kid)
            }
        }
    }

    fn patch(self, kept: &mut Kept) {
        match (self, kept) {
            (Self::Text(text), Kept::Text((element, name), before)) if text != *before => {
                set(element, name, text.as_deref());
                *before = text;
            }
            (Self::Live(tell), Kept::Live((element, name), effect)) => {
                let before = effect.take_value();
                *effect = live(element, name, tell, before);
            }
            (Self::Property(tell), Kept::Property((element, name), effect)) => *effect = property(element, name, tell),
            (Self::Handler(handler, owner), Kept::Handler(slot)) => drop(slot.replace(Some((handler, owner)))),
            (Self::Ref(holder), Kept::Ref((element, _))) => holder.set(Some(element.clone())),
            (Self::Kid(kid), Kept::Kid(drawn)) => drawn.patch(kid),
            _ => {}
        }
    }
}

/// Draws a template with what comes in its holes.
fn draw(Parts { template, holes }: Parts) -> Whole {
    let (mut given, mut kept) = (holes.into_iter(), Vec::new());
    // The elements that are open, outermost first.
    let mut open: Vec<Element> = Vec::new();
    let mut rest = template;
    let mut whole = None;
    while let Some(sign) = rest.chars().next() {
        let upto = rest[1..].find(|sign| sign <= ICON).map_or(rest.len(), |at| at + 1);
        let word = &rest[1..upto];
        rest = &rest[upto..];
        match (sign, open.last()) {
            (OPEN, _) => open.push(create(word)),
            (TEXT, Some(element)) => insert(element, &Rndr::create_text_node(word), None),
            (ICON, Some(element)) => insert(element, &icon::drawn(word), None),
            (ATTRIBUTE, Some(element)) => {
                let value = rest.strip_prefix(VALUE).unwrap_or(rest);
                let upto = value.find(|sign| sign <= ICON).unwrap_or(value.len());
                set(element, word, Some(&value[..upto]));
                rest = &value[upto..];
            }
            (GIVEN | KID, Some(element)) => kept.extend(given.next().map(|given| given.draw(element, word))),
            (CLOSE, Some(_)) => {
                whole = open.pop();
                if let (Some(outer), Some(inner)) = (open.last(), &whole) {
                    insert(outer, inner, None);
                }
            }
            _ => {}
        }
    }
    Whole { element: whole.unwrap_or_else(|| create("span")), template, holes: kept }
}

pub fn set(element: &Element, name: &str, text: Option<&str>) {
    // A name that the browser refuses would be a mistake of ours, seen at once on the page.
    let _ = match text {
        Some(text) => element.set_attribute(name, text),
        None => element.remove_attribute(name),
    };
}

fn live(element: &Element, name: &'static str, tell: Box<dyn Fn() -> Text>, before: Option<Text>) -> RenderEffect<Text> {
    let element = element.clone();
    RenderEffect::new_with_value(
        move |before: Option<Text>| {
            let text = tell();
            if before.as_ref() != Some(&text) {
                set(&element, name, text.as_deref());
            }
            text
        },
        before,
    )
}

/// Compared with what the element has now, for a person may have changed it: what is told again is shown again. A field in which only
/// half of an emoji was typed is left alone: the other half comes with the next event, and tells what stands there then.
fn property(element: &Element, name: &'static str, tell: Box<dyn Fn() -> JsValue>) -> RenderEffect<()> {
    let (element, name) = (element.clone(), JsValue::from_str(name));
    RenderEffect::new(move |_| {
        let value = tell();
        if js_sys::Reflect::get(&element, &name).ok().as_ref() != Some(&value) && !typing::is_halfway(&element) {
            let _ = js_sys::Reflect::set(&element, &name, &value);
        }
    })
}

/// The listener is left to the browser, which drops it with the element: an event may still come while the element goes.
fn listen(element: &Element, event: &str, slot: Rc<RefCell<Option<(Handler, Owner)>>>) {
    let run = move |event: Event| {
        // Taken out while it runs: what it does may come back here.
        let taken = slot.borrow_mut().take();
        if let Some((mut handler, owner)) = taken {
            owner.with(|| handler(event));
            // Unless the element went meanwhile, and nobody else holds the slot.
            if Rc::strong_count(&slot) > 1 {
                slot.borrow_mut().get_or_insert((handler, owner));
            }
        }
    };
    let closure = Closure::<dyn FnMut(Event)>::new(run).into_js_value();
    let _ = element.add_event_listener_with_callback(event, closure.unchecked_ref());
}

pub fn create(tag: &str) -> Element {
    let is_drawing = matches!(tag, "svg" | "use" | "path" | "rect" | "circle" | "g" | "line" | "text");
    Rndr::create_element(tag, is_drawing.then_some("http://www.w3.org/2000/svg"))
}

impl Whole {
    /// Draws an element.
    pub fn of(El(parts): El) -> Self {
        draw(*parts)
    }

    /// The element itself.
    pub const fn element(&self) -> &Element {
        &self.element
    }

    /// Whether what is there can be patched to be this one.
    pub fn is_like(&self, El(parts): &El) -> bool {
        parts.template == self.template
            && parts.holes.len() == self.holes.len()
            && parts.holes.iter().zip(&self.holes).all(|(given, kept)| given.is_like(kept))
    }

    /// Patches it with what is in the holes of one that is like it.
    pub fn patch(&mut self, El(parts): El) {
        for (given, kept) in parts.holes.into_iter().zip(&mut self.holes) {
            given.patch(kept);
        }
    }
}

/// Nobody listens any more once an element is gone for good.
impl Drop for Whole {
    fn drop(&mut self) {
        for kept in &self.holes {
            if let Kept::Handler(slot) = kept {
                drop(slot.take());
            }
        }
    }
}
