//! The way from an instrument to its chapter of the manual.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Icon;
use domain::route::Route;

/// Where in the address of a chapter the screen stands that it was opened from: the way back leads there.
pub const WHENCE: &str = "bij";

/// A round "?", or a line under ⋯.
#[component]
pub fn HelpLink(
    /// The chapter, by slug.
    chapter: &'static str,
    /// What it explains, as a screen reader says it: "Hulp bij …".
    about: &'static str,
    /// Whether it stands under ⋯.
    #[prop(optional)]
    in_menu: bool,
) -> impl IntoView {
    let path = use_location().pathname;
    view! {
        <a
            href=move || format!("{}?{WHENCE}={}", Route::Chapter(chapter.to_owned()).path(), path.get())
            class=if in_menu { "more__item" } else { "round no-print" }
            aria-label=format!("Hulp bij {about}")
        >
            <Icon name="circle-help" size=if in_menu { 20 } else { 22 } />
            {in_menu.then_some("Hulp")}
        </a>
    }
}
