//! What an empty screen says: what will be here, and one thing to do.

use crate::components::Icon;
use leptos::prelude::*;

/// An honest empty state; the children are its one button, if any.
#[component]
pub fn Empty(
    /// The icon's name.
    icon: &'static str,
    /// What will be here.
    title: &'static str,
    /// A line or two.
    text: &'static str,
    /// The one thing to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="empty">
            <div class="empty__icon">
                <Icon name=icon size=30 />
            </div>
            <h2>{title}</h2>
            <p class="muted">{text}</p>
            {children.map(|c| c())}
        </section>
    }
}
