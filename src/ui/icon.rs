//! One icon of the sprite that the build makes from `style/icons.txt`. Decoration only: the words stand beside it, or in the
//! control's label.

use web_sys::Element;

use super::el::drawn::{create, set};
use super::{View, view};

/// An icon whose name is data: of a lens, of a type of place.
pub fn named_icon(name: &str, size: u32) -> View {
    let href = ["/icons.svg#", name].concat();
    view! {
        <svg class="icon" width=size height=size aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
}

/// One icon as a template has it: its name, and behind a space its side when that is another than the usual one.
pub(super) fn drawn(word: &str) -> Element {
    let (name, side) = word.split_once(' ').unwrap_or((word, "20"));
    let (icon, shape) = (create("svg"), create("use"));
    for (key, value) in [("class", "icon"), ("width", side), ("height", side), ("aria-hidden", "true"), ("focusable", "false")] {
        set(&icon, key, Some(value));
    }
    set(&shape, "href", Some(&["/icons.svg#", name].concat()));
    // Only a node that holds its own holder is refused.
    let _ = icon.append_child(&shape);
    icon
}
