//! What is shown, on the page: drawing it, and patching it when something else is shown in its place. How an element is drawn stands in
//! `el/drawn.rs`. Must not know a screen.

use std::borrow::Cow;

use leptos::prelude::RenderEffect;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::View;
use crate::ui::el::drawn::Whole;

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
    /// Shows something else in its place.
    pub fn patch(&mut self, view: View) {
        match (view, &mut *self) {
            (View::Nothing, Self::Nothing(_)) => {}
            (View::Text(text), Self::Text(node, before)) => {
                if text != *before {
                    node.set_data(&text);
                    *before = text;
                }
            }
            (View::One(el), Self::One(whole)) if whole.is_like(&el) => whole.patch(el),
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
            Self::One(whole) => Some(whole.element().clone().into()),
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

fn changing(show: Box<dyn Fn() -> View>, before: Option<Drawn>) -> RenderEffect<Drawn> {
    RenderEffect::new_with_value(
        move |kept: Option<Drawn>| {
            let view = show();
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
            Self::One(el) => Drawn::One(Box::new(Whole::of(el))),
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
            Self::One(whole) => whole.element().remove(),
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
            Self::One(whole) => insert(parent, whole.element(), before),
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

/// Puts a node before another, or at the end.
pub fn insert(parent: &Node, node: &Node, before: Option<&Node>) {
    // Only a node that holds its own holder is refused.
    let _ = parent.insert_before(node, before);
}
