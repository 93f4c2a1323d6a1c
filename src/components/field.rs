//! Text fields with their label. What is typed goes out at every keystroke; leaving the field says so, unless the field
//! itself goes: a focused field that is taken off the page still blurs, when nobody listens any more.

use std::rc::Rc;

use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use web_sys::Event;

use crate::platform::typing;
use crate::state::editor::Editor;
use domain::Kind;

/// What stands in a field, and where it goes.
#[derive(Clone, Copy)]
pub struct Typed(StoredValue<Rc<Way>, LocalStorage>);

struct Way {
    text: Box<dyn Fn() -> String>,
    put: Box<dyn Fn(String)>,
    leave: Box<dyn Fn()>,
}

impl Typed {
    /// A text that is read here, put there at every keystroke, and something that is done when the field is left.
    pub fn new(text: impl Fn() -> String + 'static, put: impl Fn(String) + 'static, leave: impl Fn() + 'static) -> Self {
        Self::over(Way { text: Box::new(text), put: Box::new(put), leave: Box::new(leave) })
    }

    fn over(way: Way) -> Self {
        Self(StoredValue::new_local(Rc::new(way)))
    }

    fn text(self) -> String {
        (self.0.get_value().text)()
    }

    // Whether somebody still listens makes no difference to the browser.
    fn hear(self, event: &Event) {
        if let (Some(text), Some(way)) = (typing::typed(event), self.0.try_get_value()) {
            (way.put)(text);
        }
    }

    fn leave(self) {
        if let Some(way) = self.0.try_get_value() {
            (way.leave)();
        }
    }
}

impl From<RwSignal<String>> for Typed {
    fn from(text: RwSignal<String>) -> Self {
        Self::new(move || text.get(), move |typed| text.set(typed), || ())
    }
}

/// A text of an open record as a field has it.
pub fn typed<T: Kind + Send + Sync>(editor: Editor<T>, text: fn(&T) -> &String, put: fn(&mut T, String)) -> Typed {
    Typed::new(move || editor.with(|body| text(body).clone()), move |typed| editor.edit(|body| put(body, typed)), move || editor.flush())
}

/// A one-line field.
#[component]
pub fn LineField(
    /// Its id in the page.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it.
    #[prop(into)]
    typed: Typed,
    /// A line below the label.
    #[prop(optional, into)]
    hint: String,
    /// `text`, `date`, `url`.
    #[prop(default = "text")]
    kind: &'static str,
) -> impl IntoView {
    let described = described(&id, &hint);
    let input = NodeRef::<Input>::new();
    Effect::new(move || {
        let text = typed.text();
        if let Some(input) = input.get() {
            typing::show(&input, &text);
        }
    });
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            {below(described.clone(), hint)}
            <input
                class="input"
                id=id
                type=kind
                dir="auto"
                autocomplete="off"
                aria-describedby=described
                node_ref=input
                on:input=move |ev| typed.hear(&ev)
                on:blur=move |_| typed.leave()
            />
        </div>
    }
}

/// A field for longer text that grows with it.
#[component]
pub fn TextArea(
    /// Its id in the page.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it.
    typed: Typed,
    /// A line below the label.
    #[prop(optional, into)]
    hint: String,
    /// Lines shown when empty.
    #[prop(default = 3)]
    rows: u32,
) -> impl IntoView {
    let described = described(&id, &hint);
    let area = NodeRef::<Textarea>::new();
    Effect::new(move || {
        let text = typed.text();
        if let Some(area) = area.get() {
            typing::show(&area, &text);
        }
    });
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <textarea
                class="input textarea"
                id=id
                rows=rows
                dir="auto"
                aria-describedby=described.clone()
                node_ref=area
                on:input=move |ev| typed.hear(&ev)
                on:blur=move |_| typed.leave()
            ></textarea>
            {below(described, hint)}
        </div>
    }
}

fn described(id: &str, hint: &str) -> Option<String> {
    (!hint.is_empty()).then(|| format!("{id}-hint"))
}

fn below(id: Option<String>, hint: String) -> Option<impl IntoView> {
    id.map(|id| {
        view! {
            <p class="field__hint" id=id>
                {hint}
            </p>
        }
    })
}
