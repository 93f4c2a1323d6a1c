//! One icon of the sprite that the build makes from `style/icons.txt`. Decoration only: the words stand beside it, or in the
//! control's label.

use leptos::prelude::*;

use super::el::El;
use super::view;

/// An icon by name.
#[component]
pub fn Icon(
    /// The name in `style/icons.txt`.
    name: &'static str,
    /// Side in CSS pixels at the base size.
    #[prop(default = 20)]
    size: u32,
) -> impl IntoView {
    named_icon(name, size)
}

/// An icon whose name is data: of a lens, of a type of place.
pub fn named_icon(name: &str, size: u32) -> El {
    let href = ["/icons.svg#", name].concat();
    view! {
        <svg class="icon" width=size height=size aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
}
