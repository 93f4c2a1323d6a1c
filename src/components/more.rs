//! What else can be done on a screen or with a row: under ⋯, so that the next step stands alone.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::{Button, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Node;

use super::Icon;

/// A round ⋯ button over a short list of links and buttons, each a class `more__item` in an `<li>`. Escape, a tap beside it, leaving it
/// with the keyboard and choosing close it; what closes it without leaving the screen gives the focus back to the button.
#[component]
pub fn More(
    /// What a screen reader says of the button.
    #[prop(into, default = Signal::stored("Meer".to_owned()))]
    label: Signal<String>,
    /// The class of the button: `round` in a header, `tool tool--icon` in a row.
    #[prop(default = "round")]
    class: &'static str,
    /// The items.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let (whole, button) = (NodeRef::<Div>::new(), NodeRef::<Button>::new());
    let give_back = move || {
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
        open.set(false);
    };
    let on_key = move |ev: KeyboardEvent| {
        if ev.key() == "Escape" && open.get_untracked() {
            // A sheet below stays open.
            ev.stop_propagation();
            ev.prevent_default();
            give_back();
        }
    };
    let on_leave = move |ev: FocusEvent| {
        let to = ev.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        if let (Some(to), Some(whole)) = (to, whole.get_untracked())
            && !whole.contains(Some(&to))
        {
            open.set(false);
        }
    };
    view! {
        <div class="more" node_ref=whole on:keydown=on_key on:focusout=on_leave>
            <button
                type="button"
                class=class
                node_ref=button
                aria-label=label
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon name="ellipsis" size=22 />
            </button>
            <Show when=move || open.get()>
                <div class="more__beside" aria-hidden="true" on:click=move |_| give_back()></div>
                <ul class="more__list" on:click=move |_| give_back()>
                    {children()}
                </ul>
            </Show>
        </div>
    }
}
