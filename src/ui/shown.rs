//! What a screen shows, as data of one type: nothing, a text, an element, several of these, or something that draws itself again. Every
//! closure of every screen has a type of its own; behind one pointer what draws them is compiled once, and a phone has less to fetch.
//! Must not know a screen.

pub mod drawn;

use std::borrow::Cow;

use leptos::mount::{UnmountHandle, mount_to_renderer};
use web_sys::Element;

use super::el::El;
use drawn::Drawn;

/// What is shown.
#[derive(Default)]
pub enum View {
    /// Nothing.
    #[default]
    Nothing,
    /// A text.
    Text(Cow<'static, str>),
    /// An element.
    One(El),
    /// These, one after another.
    Several(Vec<View>),
    /// What it tells, drawn again whenever a signal in it changes.
    Changing(Box<dyn Fn() -> View>),
}

/// What can be shown.
pub trait Show {
    /// As a view.
    fn show(self) -> View;
}

impl Show for View {
    fn show(self) -> View {
        self
    }
}

impl Show for () {
    fn show(self) -> View {
        View::Nothing
    }
}

impl Show for &'static str {
    fn show(self) -> View {
        View::Text(Cow::Borrowed(self))
    }
}

impl Show for String {
    fn show(self) -> View {
        View::Text(Cow::Owned(self))
    }
}

impl Show for Cow<'static, str> {
    fn show(self) -> View {
        View::Text(self)
    }
}

impl Show for usize {
    fn show(self) -> View {
        self.to_string().show()
    }
}

impl Show for u32 {
    fn show(self) -> View {
        self.to_string().show()
    }
}

impl<T: Show> Show for Option<T> {
    fn show(self) -> View {
        self.map_or(View::Nothing, T::show)
    }
}

impl<T: Show> Show for Vec<T> {
    fn show(self) -> View {
        self.into_iter().collect_view()
    }
}

/// Things one after another, as one.
pub trait CollectView {
    /// As a view.
    fn collect_view(self) -> View;
}

impl<T: Show, I: IntoIterator<Item = T>> CollectView for I {
    fn collect_view(self) -> View {
        let mut all = Vec::new();
        for one in self {
            add(&mut all, one.show());
        }
        View::Several(all)
    }
}

// Apart from the loops, of which every list has its own.
#[inline(never)]
fn add(all: &mut Vec<View>, one: View) {
    all.push(one);
}

/// What the closure shows, drawn again whenever a signal in it changes.
pub fn dynamic<V: Show>(show: impl Fn() -> V + 'static) -> View {
    View::Changing(Box::new(move || show().show()))
}

/// What stands between the tags of a component.
pub type Children = Box<dyn FnOnce() -> View>;

/// Draws what is made at the end of an element; it goes with the handle, unless that is forgotten.
pub fn mount(parent: &Element, make: impl FnOnce() -> View + 'static) -> UnmountHandle<Drawn> {
    mount_to_renderer(parent, make)
}
