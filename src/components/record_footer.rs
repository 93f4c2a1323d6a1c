//! What stands below the fields of an open record: how saving stands, its earlier versions, and whether it stays here.

use leptos::prelude::*;

use super::{Icon, KeepPrivate, Receipt};
use crate::state::editor::Editor;
use crate::words::counted;
use domain::route::Route;
use domain::{Id, Kind};

/// All three.
#[component]
pub fn RecordFooter<T: Kind + Send + Sync>(
    /// The open record.
    editor: Editor<T>,
    /// What was typed, for copying.
    #[prop(into)]
    words: Signal<String>,
    /// Whether what was opened comes from the store: the starter set was never saved, nor sent.
    #[prop(default = true)]
    stored: bool,
    /// The visit that it belongs to.
    #[prop(optional_no_strip)]
    visit: Option<Id>,
    /// Whether other records belong to it.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    view! {
        <Receipt saver=editor.saver() words stored />
        <EarlierLink editor />
        <KeepPrivate id=editor.id() visit whole />
    }
}

/// The way to the earlier versions of an open record, where it has any.
#[component]
pub fn EarlierLink<T: Kind + Send + Sync>(
    /// The open record.
    editor: Editor<T>,
) -> impl IntoView {
    let href = Route::Earlier(editor.id()).path();
    let count = Memo::new(move |_| editor.earlier());
    move || {
        let (count, href) = (count.get(), href.clone());
        (count > 0).then(|| {
            view! {
                <a href=href class="link small">
                    <Icon name="rotate-ccw" size=16 />
                    {counted(count, "eerdere versie", "eerdere versies")}
                </a>
            }
        })
    }
}
