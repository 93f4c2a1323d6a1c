//! An element of the page as one type for all tags: what the `view!` macro writes its calls on. Leptos compiles each element,
//! attribute and handler as a type of its own; here they are data, and a phone has far less to fetch. Must not know a screen.
//!
//! What stays in an element and in all elements inside it is one text, the template; only what can change comes as calls. Drawn again,
//! an element is patched when it has the same template, and replaced when not.

mod drawn;

use std::borrow::Cow;

use leptos::ev::EventDescriptor;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use leptos::tachys::html::element::ElementType;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::view::iterators::StaticVec;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

use super::dynamic;
use crate::reactive::{Ask, Tell};

/// What is called when an event comes.
pub type Handler = Box<dyn HearMut>;
type Text = Option<Cow<'static, str>>;

/// What may change itself when an event comes: a `dyn FnMut` that cannot be called once.
pub trait HearMut {
    /// Tells it of an event.
    fn hear(&mut self, event: Event);
}

impl<F: FnMut(Event)> HearMut for F {
    fn hear(&mut self, event: Event) {
        self(event);
    }
}

/// An element that is not drawn yet.
pub struct El(SendWrapper<Box<Parts>>);

/// An element in the making: what comes in the holes of its template, in their order.
pub struct Build(Box<Parts>);

struct Parts {
    /// What stays, in the signs of `drawn`.
    template: &'static str,
    holes: Vec<Given>,
}

/// What is given in a hole.
enum Given {
    Text(Text),
    Live(Box<dyn Tell<Text>>),
    Property(Box<dyn Tell<JsValue>>),
    Handler(Handler, Owner),
    Ref(Box<dyn FnOnce(&Element)>),
    Kid(AnyView),
}

impl Build {
    /// An element with this template, in the signs that `drawn` reads; an empty one for things beside each other: see [`Build::all`].
    #[must_use]
    pub fn new(template: &'static str) -> Self {
        Self(Box::new(Parts { template, holes: Vec::new() }))
    }

    /// The element.
    #[must_use]
    pub fn done(self) -> El {
        El(SendWrapper::new(self.0))
    }

    /// The things themselves, without an element around them.
    #[must_use]
    pub fn all(self) -> AnyView {
        let kids = self.0.holes.into_iter().filter_map(|given| if let Given::Kid(kid) = given { Some(kid) } else { None });
        StaticVec::from(kids.collect::<Vec<_>>()).into_any()
    }

    /// A listener.
    pub fn on(&mut self, handler: Handler) {
        self.give(Given::Handler(handler, Owner::current().unwrap_or_default()));
    }

    /// Who wants to know the element once it is there.
    pub fn refer(&mut self, holder: Box<dyn FnOnce(&Element)>) {
        self.give(Given::Ref(holder));
    }

    /// What is erased already, inside.
    pub fn any(&mut self, child: AnyView) {
        self.give(Given::Kid(child));
    }

    #[inline(never)]
    fn give(&mut self, given: Given) {
        self.0.holes.push(given);
    }

    #[inline(never)]
    fn text(&mut self, text: Text) {
        self.give(Given::Text(text));
    }

    #[inline(never)]
    fn live(&mut self, tell: Box<dyn Tell<Text>>) {
        self.give(Given::Live(tell));
    }

    #[inline(never)]
    fn property(&mut self, tell: Box<dyn Tell<JsValue>>) {
        self.give(Given::Property(tell));
    }
}

/// A handler for the events that this descriptor tells of.
pub fn hears<E: EventDescriptor>(mut handler: impl FnMut(E::EventType) + 'static) -> Handler
where
    E::EventType: JsCast,
{
    Box::new(move |event: Event| handler(event.unchecked_into()))
}

/// What stands between the tags of a component.
pub fn children<V: IntoView + 'static>(inside: impl FnOnce() -> V + 'static) -> Children {
    let inside: SendWrapper<Box<dyn FnOnce() -> AnyView>> = SendWrapper::new(Box::new(move || inside().into_any()));
    Box::new(move || (inside.take())())
}

/// Puts the element in a `NodeRef` once it is there.
pub fn into_ref<E: ElementType>(holder: impl NodeRefContainer<E>) -> Box<dyn FnOnce(&Element)> {
    Box::new(move |element| holder.load(element))
}

/// What can be the text of an attribute; nothing leaves the attribute out.
pub trait IntoText {
    /// The text.
    fn into_text(self) -> Text;
}

impl IntoText for &'static str {
    fn into_text(self) -> Text {
        Some(Cow::Borrowed(self))
    }
}

impl IntoText for String {
    fn into_text(self) -> Text {
        Some(Cow::Owned(self))
    }
}

impl IntoText for bool {
    fn into_text(self) -> Text {
        self.then_some(Cow::Borrowed(""))
    }
}

impl IntoText for u32 {
    fn into_text(self) -> Text {
        Some(Cow::Owned(self.to_string()))
    }
}

impl IntoText for usize {
    fn into_text(self) -> Text {
        Some(Cow::Owned(self.to_string()))
    }
}

impl<T: IntoText> IntoText for Option<T> {
    fn into_text(self) -> Text {
        self.and_then(T::into_text)
    }
}

/// Marks what stays.
pub struct Stays;
/// Marks a closure.
pub struct Runs;
/// Marks a signal.
pub struct Tells;

/// What can be given to an attribute: a text, or something that tells the text each time it changes.
pub trait Worth<M> {
    /// Gives it to an element.
    fn put(self, el: &mut Build);
}

impl<T: IntoText> Worth<Stays> for T {
    fn put(self, el: &mut Build) {
        el.text(self.into_text());
    }
}

impl<T: IntoText, F: Fn() -> T + 'static> Worth<Runs> for F {
    fn put(self, el: &mut Build) {
        el.live(Box::new(move || self().into_text()));
    }
}

impl<S: Ask<Value: IntoText> + 'static> Worth<Tells> for S {
    fn put(self, el: &mut Build) {
        el.live(Box::new(move || self.ask().into_text()));
    }
}

/// What can stand inside an element: a view, or a signal with a text.
pub trait Inside<M> {
    /// Puts it behind what stands there.
    fn lay(self, el: &mut Build);
}

impl<V: IntoView + 'static> Inside<Stays> for V {
    fn lay(self, el: &mut Build) {
        el.any(self.into_any());
    }
}

impl<S: Ask<Value: IntoText> + 'static> Inside<Tells> for S {
    fn lay(self, el: &mut Build) {
        el.any(dynamic(move || self.ask().into_text()));
    }
}

/// What can be given to a property of the element, which a person may change as well: a field's value, a box's tick.
pub trait Property<M> {
    /// Gives it to an element.
    fn hold(self, el: &mut Build);
}

impl<T: Into<JsValue>, F: Fn() -> T + 'static> Property<Runs> for F {
    fn hold(self, el: &mut Build) {
        el.property(Box::new(move || self().into()));
    }
}

impl<S: Ask<Value: Into<JsValue>> + 'static> Property<Tells> for S {
    fn hold(self, el: &mut Build) {
        el.property(Box::new(move || self.ask().into()));
    }
}

impl Property<Stays> for String {
    fn hold(self, el: &mut Build) {
        let value = JsValue::from(self);
        el.property(Box::new(move || value.clone()));
    }
}
