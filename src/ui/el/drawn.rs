//! What is shown, on the page: drawing it, and patching it when something else is shown in its place. An element is drawn from its
//! template with what was given in its holes.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::RenderEffect;
use leptos::reactive::owner::Owner;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, Node};

use super::{El, Given, Handler, Parts, Text};
use crate::reactive::Tell;
use crate::ui::icon;
use crate::ui::shown::View;

/// A view on the page.
pub enum Drawn {
    /// A comment, which keeps the place.
    Nothing(Node),
    /// A text.
    Text(web_sys::Text, Cow<'static, str>),
    /// An element.
    One(Box<Whole>),
    /// Several, and a comment behind them.
    Several(Vec<Drawn>, Node),
    /// What draws itself again.
    Changing(RenderEffect<Drawn>),
}

impl Drawn {
    fn patch(&mut self, view: View) {
        match (view, &mut *self) {
            (View::Nothing, Self::Nothing(_)) => {}
            (View::Text(text), Self::Text(node, before)) => {
                if text != *before {
                    node.set_data(&text);
                    *before = text;
                }
            }
            (View::One(El(parts)), Self::One(whole)) if whole.is_like(&parts) => whole.patch(parts.holes),
            (View::Several(views), Self::Several(kept, behind)) => patch_all(views, kept, behind),
            (View::Changing(show), Self::Changing(effect)) => {
                let before = effect.take_value();
                *effect = changing(show, before);
            }
            (view, _) => {
                let (mut new, place) = (view.build(), self.first());
                if let Some(parent) = place.as_ref().and_then(Node::parent_element) {
                    new.mount(&parent, place.as_ref());
                }
                self.unmount();
                *self = new;
            }
        }
    }

    /// The first of its nodes.
    fn first(&self) -> Option<Node> {
        match self {
            Self::Nothing(node) => Some(node.clone()),
            Self::Text(text, _) => Some(text.clone().into()),
            Self::One(whole) => Some(whole.element.clone().into()),
            Self::Several(kept, behind) => kept.first().map_or_else(|| Some(behind.clone()), Self::first),
            Self::Changing(effect) => effect.with_value_mut(|drawn| drawn.first()).flatten(),
        }
    }
}

/// What is inside goes now, and not when the task of its effect is told: an effect in there may be waiting for its turn, and what it reads
/// is gone.
impl Drop for Drawn {
    fn drop(&mut self) {
        if let Self::Changing(effect) = self {
            drop(effect.take_value());
        }
    }
}

fn patch_all(views: Vec<View>, kept: &mut Vec<Drawn>, behind: &Node) {
    let mut views = views.into_iter();
    let mut still = 0;
    for (kept, view) in kept.iter_mut().zip(views.by_ref()) {
        kept.patch(view);
        still += 1;
    }
    for mut surplus in kept.drain(still..) {
        surplus.unmount();
    }
    for view in views {
        let mut new = view.build();
        if let Some(parent) = behind.parent_element() {
            new.mount(&parent, Some(behind));
        }
        kept.push(new);
    }
}

fn changing(show: Box<dyn Tell<View>>, before: Option<Drawn>) -> RenderEffect<Drawn> {
    RenderEffect::new_with_value(
        move |kept: Option<Drawn>| {
            let view = show.tell();
            match kept {
                Some(mut kept) => {
                    kept.patch(view);
                    kept
                }
                None => view.build(),
            }
        },
        before,
    )
}

fn placeholder() -> Node {
    Rndr::create_placeholder().into()
}

impl Render for View {
    type State = Drawn;

    fn build(self) -> Drawn {
        match self {
            Self::Nothing => Drawn::Nothing(placeholder()),
            Self::Text(text) => Drawn::Text(Rndr::create_text_node(&text), text),
            Self::One(El(parts)) => Drawn::One(Box::new(draw(*parts))),
            Self::Several(views) => Drawn::Several(views.into_iter().map(Self::build).collect(), placeholder()),
            Self::Changing(show) => Drawn::Changing(changing(show, None)),
        }
    }

    fn rebuild(self, drawn: &mut Drawn) {
        drawn.patch(self);
    }
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        match self {
            Self::Nothing(node) => remove(node),
            Self::Text(text, _) => text.remove(),
            Self::One(whole) => whole.element.remove(),
            Self::Several(kept, behind) => {
                kept.iter_mut().for_each(Self::unmount);
                remove(behind);
            }
            Self::Changing(effect) => {
                let _ = effect.with_value_mut(Self::unmount);
            }
        }
    }

    fn mount(&mut self, parent: &Element, before: Option<&Node>) {
        match self {
            Self::Nothing(node) => insert(parent, node, before),
            Self::Text(text, _) => insert(parent, text, before),
            Self::One(whole) => insert(parent, &whole.element, before),
            Self::Several(kept, behind) => {
                for kept in kept {
                    kept.mount(parent, before);
                }
                insert(parent, behind, before);
            }
            Self::Changing(effect) => {
                let _ = effect.with_value_mut(|drawn| drawn.mount(parent, before));
            }
        }
    }

    fn insert_before_this(&self, other: &mut dyn Mountable) -> bool {
        let place = self.first();
        let parent = place.as_ref().and_then(Node::parent_element);
        parent.is_some_and(|parent| {
            other.mount(&parent, place.as_ref());
            true
        })
    }

    fn elements(&self) -> Vec<Element> {
        self.first().and_then(|node| node.dyn_into().ok()).into_iter().collect()
    }
}

fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        // It is a child of its parent.
        let _ = parent.remove_child(node);
    }
}

fn insert(parent: &Node, node: &Node, before: Option<&Node>) {
    // Only a node that holds its own holder is refused.
    let _ = parent.insert_before(node, before);
}

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

fn live(element: &Element, name: &'static str, tell: Box<dyn Tell<Text>>, before: Option<Text>) -> RenderEffect<Text> {
    let element = element.clone();
    RenderEffect::new_with_value(
        move |before: Option<Text>| {
            let text = tell.tell();
            if before.as_ref() != Some(&text) {
                set(&element, name, text.as_deref());
            }
            text
        },
        before,
    )
}

/// Compared with what the element has now, for a person may have changed it: what is told again is shown again.
fn property(element: &Element, name: &'static str, tell: Box<dyn Tell<JsValue>>) -> RenderEffect<()> {
    let (element, name) = (element.clone(), JsValue::from_str(name));
    RenderEffect::new(move |_| {
        let value = tell.tell();
        if js_sys::Reflect::get(&element, &name).ok().as_ref() != Some(&value) {
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
            owner.with(|| handler.hear(event));
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
    fn is_like(&self, parts: &Parts) -> bool {
        parts.template == self.template
            && parts.holes.len() == self.holes.len()
            && parts.holes.iter().zip(&self.holes).all(|(given, kept)| given.is_like(kept))
    }

    fn patch(&mut self, holes: Vec<Given>) {
        for (given, kept) in holes.into_iter().zip(&mut self.holes) {
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
