//! An element of the page as one type for all tags: what the `view!` macro writes its calls on. Leptos compiles each element,
//! attribute and handler as a type of its own; here they are data, and a phone has far less to fetch. Must not know a screen.
//!
//! What stays in an element and in all elements inside it is one text, the template; only what can change comes as calls. Drawn again,
//! an element is patched when it has the same template, and replaced when not.

pub(super) mod drawn;

use std::borrow::Cow;
use std::marker::PhantomData;

use leptos::ev::EventDescriptor;
use leptos::prelude::{Get, GetUntracked as _, LocalStorage, RwSignal};
use leptos::reactive::owner::Owner;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

use super::shown::{Children, Show, View, dynamic};

/// What is called when an event comes.
pub type Handler = Box<dyn FnMut(Event)>;
type Text = Option<Cow<'static, str>>;

/// An element that is not drawn yet.
pub struct El(Box<Parts>);

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
    Live(Box<dyn Fn() -> Text>),
    Property(Box<dyn Fn() -> JsValue>),
    Handler(Handler, Owner),
    Ref(RwSignal<Option<Element>, LocalStorage>),
    Kid(View),
}

impl Build {
    /// An element with this template, in the signs that `drawn` reads; an empty one for things beside each other: see [`Build::all`].
    #[must_use]
    pub fn new(template: &'static str) -> Self {
        Self(Box::new(Parts { template, holes: Vec::new() }))
    }

    /// The element.
    #[must_use]
    #[inline(never)]
    pub fn done(self) -> View {
        View::One(El(self.0))
    }

    /// The things themselves, without an element around them.
    #[must_use]
    #[inline(never)]
    pub fn all(self) -> View {
        View::Several(self.0.holes.into_iter().filter_map(|given| if let Given::Kid(kid) = given { Some(kid) } else { None }).collect())
    }

    /// A listener.
    pub fn on(&mut self, handler: Handler) {
        self.give(Given::Handler(handler, Owner::current().unwrap_or_default()));
    }

    /// Who wants to know the element once it is there.
    pub fn refer<E>(&mut self, holder: NodeRef<E>) {
        self.give(Given::Ref(holder.0));
    }

    /// Something inside.
    #[inline(never)]
    pub fn any(&mut self, child: View) {
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
    fn live(&mut self, tell: Box<dyn Fn() -> Text>) {
        self.give(Given::Live(tell));
    }

    #[inline(never)]
    fn property(&mut self, tell: Box<dyn Fn() -> JsValue>) {
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
pub fn children<V: Show>(inside: impl FnOnce() -> V + 'static) -> Children {
    Box::new(move || inside().show())
}

/// Where an element can be had once it is on the page.
pub struct NodeRef<E>(RwSignal<Option<Element>, LocalStorage>, PhantomData<fn() -> E>);

impl<E: JsCast> NodeRef<E> {
    /// Of none yet.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new_local(None), PhantomData)
    }

    /// The element, and hears when it comes.
    #[must_use]
    pub fn get(&self) -> Option<E> {
        self.0.get().map(JsCast::unchecked_into)
    }

    /// The element, if it is there.
    #[must_use]
    pub fn get_untracked(&self) -> Option<E> {
        self.0.try_get_untracked()?.map(JsCast::unchecked_into)
    }
}

impl<E: JsCast> Default for NodeRef<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> Clone for NodeRef<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E> Copy for NodeRef<E> {}

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

impl<S: Get<Value: IntoText> + 'static> Worth<Tells> for S {
    fn put(self, el: &mut Build) {
        el.live(Box::new(move || self.get().into_text()));
    }
}

/// What can stand inside an element: a view, or a closure or a signal that tells one.
pub trait Inside<M> {
    /// Puts it behind what stands there.
    fn lay(self, el: &mut Build);
}

impl<V: Show> Inside<Stays> for V {
    fn lay(self, el: &mut Build) {
        el.any(self.show());
    }
}

impl<V: Show, F: Fn() -> V + 'static> Inside<Runs> for F {
    fn lay(self, el: &mut Build) {
        el.any(dynamic(self));
    }
}

impl<S: Get<Value: Show> + 'static> Inside<Tells> for S {
    fn lay(self, el: &mut Build) {
        el.any(dynamic(move || self.get()));
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

impl<S: Get<Value: Into<JsValue>> + 'static> Property<Tells> for S {
    fn hold(self, el: &mut Build) {
        el.property(Box::new(move || self.get().into()));
    }
}

impl Property<Stays> for String {
    fn hold(self, el: &mut Build) {
        let value = JsValue::from(self);
        el.property(Box::new(move || value.clone()));
    }
}
