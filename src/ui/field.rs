//! Text fields with their label. What is typed goes out at every keystroke; leaving the field says so, unless the field
//! itself goes: a focused field that is taken off the page still blurs, when nobody listens any more.

use leptos::prelude::*;

use super::view;

/// A one-line field.
#[component]
pub fn LineField(
    /// Its id in the page.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// At every keystroke.
    #[prop(into)]
    on_input: UnsyncCallback<String>,
    /// When the field is left.
    #[prop(into)]
    on_leave: UnsyncCallback<()>,
    /// A line below the label.
    #[prop(optional)]
    hint: &'static str,
    /// `text`, `date`, `url`.
    #[prop(default = "text")]
    kind: &'static str,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            <input class="input" id=id type=kind autocomplete="off" aria-describedby=described prop:value=value
                on:input=move |ev| heard(on_input.try_run(event_target_value(&ev))) on:blur=move |_| heard(on_leave.try_run(()))/>
        </div>
    }
}

/// A field for longer text that grows with it.
#[component]
pub fn TextArea(
    /// Its id in the page.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// At every keystroke.
    #[prop(into)]
    on_input: UnsyncCallback<String>,
    /// When the field is left.
    #[prop(into)]
    on_leave: UnsyncCallback<()>,
    /// A line below the label.
    #[prop(optional)]
    hint: &'static str,
    /// Lines shown when empty.
    #[prop(default = 3)]
    rows: u32,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <textarea class="input textarea" id=id rows=rows dir="auto" aria-describedby=described prop:value=value
                on:input=move |ev| heard(on_input.try_run(event_target_value(&ev))) on:blur=move |_| heard(on_leave.try_run(()))></textarea>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
        </div>
    }
}

/// Whether somebody still listened makes no difference to the browser.
const fn heard(_: Option<()>) {}
