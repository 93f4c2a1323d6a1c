//! One icon of the sprite that the build makes from `style/icons.txt`. Decoration only: the words stand beside it, or in the
//! control's label.

use leptos::prelude::*;

/// One icon.
#[component]
pub fn Icon(
    /// Its name in the sprite.
    #[prop(into)]
    name: String,
    /// Its side, in CSS pixels.
    #[prop(default = 20)]
    size: u32,
) -> impl IntoView {
    view! {
        <svg class="icon" width=size height=size aria-hidden="true" focusable="false">
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
}
