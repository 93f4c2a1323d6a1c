//! A part of a screen that redraws itself. Every closure of every screen has a type of its own, and the framework compiles a
//! dozen functions for each type; behind one boxed closure they are compiled once, and a phone has less to fetch.

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::reactive::Tell;

/// What the closure shows, drawn again whenever a signal in it changes.
pub fn dynamic<V: IntoView + 'static>(show: impl Fn() -> V + 'static) -> AnyView {
    boxed(Box::new(move || show().into_any()))
}

/// Outside the generic function, whose closures would each be a type of their own again.
fn boxed(show: Box<dyn Tell<AnyView>>) -> AnyView {
    let show = SendWrapper::new(show);
    (move || show.tell()).into_any()
}
