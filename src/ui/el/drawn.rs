//! An element on the page: drawing what was given, and patching it when it is given anew.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState};
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, Node};

use super::{El, Given, Handler, Parts, Text};

/// An element on the page.
pub struct Drawn {
    element: Element,
    tag: &'static str,
    attributes: Vec<(&'static str, Kept)>,
    kids: Vec<AnyViewState>,
}

/// What is kept of what was given.
enum Kept {
    Text(Text),
    Live(RenderEffect<Text>),
    Property(RenderEffect<()>),
    Handler(Rc<RefCell<Option<(Handler, Owner)>>>),
    Ref,
}

impl Given {
    const fn is_like(&self, kept: &Kept) -> bool {
        matches!(
            (self, kept),
            (Self::Text(_), Kept::Text(_))
                | (Self::Live(_), Kept::Live(_))
                | (Self::Property(_), Kept::Property(_))
                | (Self::Handler(..), Kept::Handler(_))
                | (Self::Ref(_), Kept::Ref)
        )
    }

    fn draw(self, element: &Element, name: &'static str) -> Kept {
        match self {
            Self::Text(text) => {
                set(element, name, text.as_deref());
                Kept::Text(text)
            }
            Self::Live(tell) => Kept::Live(live(element, name, tell, None)),
            Self::Property(tell) => Kept::Property(property(element, name, tell)),
            Self::Handler(handler, owner) => {
                let slot = Rc::new(RefCell::new(Some((handler, owner))));
                listen(element, name, slot.clone());
                Kept::Handler(slot)
            }
            Self::Ref(holder) => {
                holder(element);
                Kept::Ref
            }
        }
    }

    fn patch(self, element: &Element, name: &'static str, kept: &mut Kept) {
        match (self, kept) {
            (Self::Text(text), Kept::Text(before)) if text != *before => {
                set(element, name, text.as_deref());
                *before = text;
            }
            (Self::Live(tell), Kept::Live(effect)) => {
                let before = effect.take_value();
                *effect = live(element, name, tell, before);
            }
            (Self::Property(tell), Kept::Property(effect)) => *effect = property(element, name, tell),
            (Self::Handler(handler, owner), Kept::Handler(slot)) => drop(slot.replace(Some((handler, owner)))),
            (Self::Ref(holder), Kept::Ref) => holder(element),
            _ => {}
        }
    }
}

fn set(element: &Element, name: &str, text: Option<&str>) {
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

/// Compared with what the element has now, for a person may have changed it: what is told again is shown again.
fn property(element: &Element, name: &'static str, tell: Box<dyn Fn() -> JsValue>) -> RenderEffect<()> {
    let (element, name) = (element.clone(), JsValue::from_str(name));
    RenderEffect::new(move |_| {
        let value = tell();
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

fn create(tag: &str) -> Element {
    let is_drawing = matches!(tag, "svg" | "use" | "path" | "rect" | "circle" | "g" | "line" | "text");
    leptos::tachys::renderer::Rndr::create_element(tag, is_drawing.then_some("http://www.w3.org/2000/svg"))
}

/// Nobody listens any more once an element is gone for good.
impl Drop for Drawn {
    fn drop(&mut self) {
        for (_, kept) in &self.attributes {
            if let Kept::Handler(slot) = kept {
                drop(slot.take());
            }
        }
    }
}

impl Render for El {
    type State = Drawn;

    fn build(self) -> Drawn {
        let Parts { tag, attributes, kids } = *self.0.take();
        let element = create(tag);
        let attributes = attributes.into_iter().map(|(name, given)| (name, given.draw(&element, name))).collect();
        let draw = |kid: AnyView| {
            let mut kid = kid.build();
            kid.mount(&element, None);
            kid
        };
        let kids = kids.into_iter().map(draw).collect();
        Drawn { element, tag, attributes, kids }
    }

    fn rebuild(self, state: &mut Drawn) {
        let parts = self.0.take();
        let is_like = parts.tag == state.tag
            && parts.kids.len() == state.kids.len()
            && parts.attributes.len() == state.attributes.len()
            && parts.attributes.iter().zip(&state.attributes).all(|((name, given), (was, kept))| name == was && given.is_like(kept));
        if is_like {
            let Parts { attributes, kids, .. } = *parts;
            for ((name, given), (_, kept)) in attributes.into_iter().zip(&mut state.attributes) {
                given.patch(&state.element, name, kept);
            }
            for (kid, drawn) in kids.into_iter().zip(&mut state.kids) {
                kid.rebuild(drawn);
            }
        } else {
            let mut new = Self(SendWrapper::new(parts)).build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
        }
    }
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        self.element.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.element.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.element.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

// The rest of what Leptos asks of a view is for pages that a server draws. There are none.
impl AddAnyAttr for El {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Drawn {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
