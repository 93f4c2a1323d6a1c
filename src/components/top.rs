//! Headers of a screen: the big one of a tab, and the small one with a way back. They name the browser tab too.

use crate::components::Icon;
use leptos::prelude::*;

/// Where one searches from every tab.
const SEARCH: &str = "/zoeken";

/// What the browser tab says of the screen, as a context; the frame hands it to `leptos_meta`. A `<Title>` in each header would not do:
/// where a header is drawn again in its place, `leptos_meta` 0.8 keeps the title before, and asks for it when its signals are gone.
#[derive(Clone, Copy)]
pub struct ScreenTitle(pub RwSignal<String>);

/// Names the browser tab after a screen that has a header of its own.
pub fn name_tab(title: Signal<String>) {
    let ScreenTitle(shown) = expect_context();
    Effect::new(move || shown.set(title.get()));
}

/// The header of a tab: one large title.
#[component]
pub fn BigTop(
    /// The title.
    #[prop(into)]
    title: Signal<String>,
    /// A small line above it.
    #[prop(optional, into)]
    eyebrow: Option<Signal<String>>,
    /// Buttons at the end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    name_tab(title);
    view! {
        <header class="top">
            <div class="top__titles">
                <Eyebrow text=eyebrow />
                <h1 class="top__title--big" id="titel" tabindex="-1" dir="auto">
                    {title}
                </h1>
            </div>
            <div class="top__actions">
                <a href=SEARCH class="round no-print" aria-label="Zoeken">
                    <Icon name="search" size=22 />
                </a>
                {children.map(|c| c())}
            </div>
        </header>
    }
}

/// The header of a screen below a tab: a way back, a title, what belongs at the end.
#[component]
pub fn Top(
    /// Where back goes.
    #[prop(into)]
    back: Signal<String>,
    /// What a screen reader says of the way back.
    back_label: &'static str,
    /// The title.
    #[prop(into)]
    title: Signal<String>,
    /// What the browser tab says where other screens have the same title.
    #[prop(optional, into)]
    tab: Option<Signal<String>>,
    /// A small line above it.
    #[prop(optional, into)]
    eyebrow: Option<Signal<String>>,
    /// The name of an icon before the title.
    #[prop(optional, into)]
    icon: Option<String>,
    /// Buttons or a count at the end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon = icon.filter(|icon| !icon.is_empty()).map(|icon| view! { <Icon name=icon size=20 /> });
    name_tab(tab.unwrap_or(title));
    view! {
        <header class="top">
            <a href=move || back.get() class="round no-print" aria-label=back_label>
                <Icon name="chevron-left" size=22 />
            </a>
            <div class="top__titles">
                <Eyebrow text=eyebrow />
                <h1 class="top__title" id="titel" tabindex="-1" dir="auto">
                    {icon}
                    {title}
                </h1>
            </div>
            {children.map(|c| view! { <div class="top__actions no-print">{c()}</div> })}
        </header>
    }
}

#[component]
fn Eyebrow(text: Option<Signal<String>>) -> impl IntoView {
    text.map(|text| {
        view! {
            <p class="eyebrow" dir="auto">
                {text}
            </p>
        }
    })
}
