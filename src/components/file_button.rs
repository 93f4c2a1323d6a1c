//! A button that asks for a file. The browser's own control for files is never shown: it is wider than a small screen, and its words
//! are the browser's.

use leptos::prelude::*;
use web_sys::File;

/// A button that asks for one file and hands it over. The focus is on the button by then, so that a sheet that opens gives it back there.
#[component]
pub fn FileButton(
    /// Its id in the page.
    id: &'static str,
    /// Its class.
    #[prop(default = "btn")]
    class: &'static str,
    /// Which files it asks for, as the browser wants it.
    accept: &'static str,
    /// The id of what describes it.
    #[prop(optional)]
    described: Option<&'static str>,
    /// Hears of the file.
    #[prop(into)]
    chosen: UnsyncCallback<File>,
    /// What stands on it.
    children: Children,
) -> impl IntoView {
    let (button, input) = (NodeRef::<leptos::html::Button>::new(), NodeRef::<leptos::html::Input>::new());
    let ask = move |_| {
        if let Some(input) = input.get_untracked() {
            // The same file may be chosen again.
            input.set_value("");
            input.click();
        }
    };
    let take = move |_| {
        let Some(file) = input.get_untracked().and_then(|input| input.files()?.get(0)) else { return };
        // Not every browser gives it to a button that is clicked.
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
        let _ = chosen.try_run(file);
    };
    view! {
        <button type="button" class=class id=id aria-describedby=described node_ref=button on:click=ask>
            {children()}
        </button>
        <input type="file" hidden=true accept=accept node_ref=input on:change=take />
    }
}
