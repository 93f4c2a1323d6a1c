//! A sheet over the page: a native modal dialog, so that focus stays in it, Escape closes it, and focus goes back after.

use crate::components::Icon;
use leptos::prelude::*;

/// A sheet with a title and a way out.
#[component]
pub fn Sheet(
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// When it is closed by button, Escape or the system's back.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    // Closing before it leaves the page gives the focus back to what opened it.
    on_cleanup(move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="sheet"
            node_ref=dialog
            aria-labelledby="blad-titel"
            on:cancel=move |ev: leptos::ev::Event| {
                ev.prevent_default();
                let _ = on_close.try_run(());
            }
        >
            <div class="sheet__grip" aria-hidden="true"></div>
            <div class="sheet__head">
                <h2 id="blad-titel">{title}</h2>
                <button
                    type="button"
                    class="round"
                    aria-label="Sluiten"
                    on:click=move |_| {
                        let _ = on_close.try_run(());
                    }
                >
                    <Icon name="x" size=22 />
                </button>
            </div>
            <div class="sheet__body">{children()}</div>
        </dialog>
    }
}
