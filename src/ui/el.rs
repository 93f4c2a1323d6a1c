//! An element of the page as one type for all tags: what the `view!` macro writes its calls on. Leptos compiles each element,
//! attribute and handler as a type of its own; here they are data, and a phone has far less to fetch. Must not know a screen.
//!
//! Drawn again, an element is patched when it has the same tag, the same attributes and as many children, and replaced when not.

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
use crate::reactive::Ask;

/// What is called when an event comes.
pub type Handler = Box<dyn FnMut(Event)>;
type Text = Option<Cow<'static, str>>;

/// An element that is not drawn yet.
pub struct El(SendWrapper<Box<Parts>>);

struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, Given)>,
    kids: Vec<AnyView>,
}

/// What is given for a name.
enum Given {
    Text(Text),
    Live(Box<dyn Fn() -> Text>),
    Property(Box<dyn Fn() -> JsValue>),
    Handler(Handler, Owner),
    Ref(Box<dyn FnOnce(&Element)>),
}

impl El {
    /// An element with this tag.
    #[must_use]
    pub fn new(tag: &'static str) -> Self {
        Self(SendWrapper::new(Box::new(Parts { tag, attributes: Vec::new(), kids: Vec::new() })))
    }

    /// Something that only holds things beside each other: see [`El::all`].
    #[must_use]
    pub fn several() -> Self {
        Self::new("")
    }

    /// The things themselves, without an element around them.
    #[must_use]
    pub fn all(self) -> AnyView {
        StaticVec::from(self.0.take().kids).into_any()
    }

    /// An attribute with a text that stays.
    pub fn plain(&mut self, name: &'static str, text: &'static str) {
        self.give(name, Given::Text(Some(Cow::Borrowed(text))));
    }

    /// A listener.
    pub fn on(&mut self, event: &'static str, handler: Handler) {
        self.give(event, Given::Handler(handler, Owner::current().unwrap_or_default()));
    }

    /// Who wants to know the element once it is there.
    pub fn refer(&mut self, holder: Box<dyn FnOnce(&Element)>) {
        self.give("", Given::Ref(holder));
    }

    /// A text inside.
    pub fn say(&mut self, text: &'static str) {
        self.any(text.into_any());
    }

    /// An element inside.
    pub fn inner(&mut self, inner: Self) {
        self.any(inner.into_any());
    }

    /// What is erased already, inside.
    pub fn any(&mut self, child: AnyView) {
        self.0.kids.push(child);
    }

    fn give(&mut self, name: &'static str, given: Given) {
        self.0.attributes.push((name, given));
    }
}

/// A handler for the events that this descriptor tells of.
pub fn hears<E: EventDescriptor>(mut handler: impl FnMut(E::EventType) + 'static) -> Handler
where
    E::EventType: JsCast,
{
    Box::new(move |event| handler(event.unchecked_into()))
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
    fn put(self, el: &mut El, name: &'static str);
}

impl<T: IntoText> Worth<Stays> for T {
    fn put(self, el: &mut El, name: &'static str) {
        el.give(name, Given::Text(self.into_text()));
    }
}

impl<T: IntoText, F: Fn() -> T + 'static> Worth<Runs> for F {
    fn put(self, el: &mut El, name: &'static str) {
        el.give(name, Given::Live(Box::new(move || self().into_text())));
    }
}

impl<S: Ask<Value: IntoText> + 'static> Worth<Tells> for S {
    fn put(self, el: &mut El, name: &'static str) {
        el.give(name, Given::Live(Box::new(move || self.ask().into_text())));
    }
}

/// What can stand inside an element: a view, or a signal with a text.
pub trait Inside<M> {
    /// Puts it behind what stands there.
    fn lay(self, el: &mut El);
}

impl<V: IntoView + 'static> Inside<Stays> for V {
    fn lay(self, el: &mut El) {
        el.any(self.into_any());
    }
}

impl<S: Ask<Value: IntoText> + 'static> Inside<Tells> for S {
    fn lay(self, el: &mut El) {
        el.any(dynamic(move || self.ask().into_text()));
    }
}

/// What can be given to a property of the element, which a person may change as well: a field's value, a box's tick.
pub trait Property<M> {
    /// Gives it to an element.
    fn hold(self, el: &mut El, name: &'static str);
}

impl<T: Into<JsValue>, F: Fn() -> T + 'static> Property<Runs> for F {
    fn hold(self, el: &mut El, name: &'static str) {
        el.give(name, Given::Property(Box::new(move || self().into())));
    }
}

impl<S: Ask<Value: Into<JsValue>> + 'static> Property<Tells> for S {
    fn hold(self, el: &mut El, name: &'static str) {
        el.give(name, Given::Property(Box::new(move || self.ask().into())));
    }
}

impl Property<Stays> for String {
    fn hold(self, el: &mut El, name: &'static str) {
        let value = JsValue::from(self);
        el.give(name, Given::Property(Box::new(move || value.clone())));
    }
}
