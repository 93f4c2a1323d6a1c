//! One icon of the sprite that the build makes from `style/icons.txt`. Decoration only: the words stand beside it, or in the
//! control's label.

use leptos::prelude::*;

use super::view;

/// An icon by name.
#[component]
pub fn Icon(
    /// The name in `style/icons.txt`.
    #[prop(into)]
    name: Signal<String>,
    /// Side in CSS pixels at the base size.
    #[prop(default = 20)]
    size: u32,
) -> impl IntoView {
    let href = move || format!("/icons.svg#{}", name.get());
    view! {
        <svg class="icon" width=size height=size aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
}
