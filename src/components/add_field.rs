//! A field for the next line of a list, with its button *Toevoegen*. What is done with the line is up to the screen.

use leptos::callback::UnsyncCallback;
use leptos::prelude::*;

use crate::platform::{dom, typing};
use domain::limits;

/// Takes a line at Enter and at the button, empties itself, and keeps the focus for the next one.
#[component]
pub fn AddField(
    /// The field's id.
    #[prop(into)]
    id: String,
    /// What it asks.
    label: &'static str,
    /// Whether only a screen reader needs the label.
    #[prop(optional)]
    label_hidden: bool,
    /// What is typed, so that a screen can give back what it could not keep.
    #[prop(default = RwSignal::new(String::new()))]
    typed: RwSignal<String>,
    /// Is told the line, never an empty one.
    #[prop(into)]
    on_add: UnsyncCallback<String>,
) -> impl IntoView {
    let take = move || {
        let line = limits::line(typed.get_untracked().trim());
        typed.set(String::new());
        if !line.is_empty() {
            on_add.run(line);
        }
    };
    let (field, to_field) = (id.clone(), id.clone());
    let press = move |_| {
        take();
        dom::focus(to_field.clone());
    };
    view! {
        <div class="field">
            <label class=if label_hidden { "visually-hidden" } else { "field__label" } for=field>
                {label}
            </label>
            <div class="row">
                <input
                    class="input"
                    id=id
                    dir="auto"
                    autocomplete="off"
                    prop:value=typed
                    on:input=move |ev| {
                        if let Some(text) = typing::typed(&ev) {
                            typed.set(text);
                        }
                    }
                    on:keydown=move |ev| {
                        if ev.key() == "Enter" {
                            ev.prevent_default();
                            take();
                        }
                    }
                />
                <button type="button" class="btn" on:click=press>
                    "Toevoegen"
                </button>
            </div>
        </div>
    }
}
