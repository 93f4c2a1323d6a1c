//! Photos of a visit: small pictures that open, and one in full with its caption. Which one is open stands in the address, so that the
//! phone's back closes it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::query_signal_with_options;

use crate::components::{Icon, LineField, Receipt, Sheet, typed};
use crate::platform::{files::ObjectUrl, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Records, Toasts, bin, live};
use crate::words::counted;
use domain::{BlobRef, Id, Photo, Record};

/// What the address calls the photo sheet that is open.
const PHOTO: &str = "foto";

/// What stands in the address of a photo sheet, in a new step or in the place of this one.
pub fn use_open_photo(replace: bool) -> (Memo<Option<String>>, SignalSetter<Option<String>>) {
    query_signal_with_options::<String>(PHOTO, NavigateOptions { scroll: false, replace, ..NavigateOptions::default() })
}

/// "Foto 9.42 u.: Twee banken bij het raam"
pub fn said(photo: &Record<Photo>) -> String {
    let caption = if photo.body.caption.is_empty() { "zonder bijschrift" } else { &photo.body.caption };
    format!("Foto {}: {caption}", time::clock(photo.created))
}

/// Photos with their captions, each opening in the sheet of [`OpenPhoto`].
#[component]
pub fn PhotoList(
    /// The photos.
    photos: Vec<Record<Photo>>,
) -> impl IntoView {
    let (_, set_open) = use_open_photo(false);
    let label = counted(photos.len(), "foto", "foto's");
    let one = move |photo: Record<Photo>| {
        let (id, said, caption) = (photo.id, said(&photo), photo.body.caption);
        view! {
            <li class="photo">
                <figure>
                    <button type="button" aria-label=said on:click=move |_| set_open.set(Some(id.to_string()))>
                        <BlobImage blob=photo.body.thumb alt="" />
                    </button>
                    {(!caption.is_empty())
                        .then(|| {
                            view! {
                                <figcaption aria-hidden="true" dir="auto">
                                    {caption}
                                </figcaption>
                            }
                        })}
                </figure>
            </li>
        }
    };
    view! {
        <ul class="photos" aria-label=label>
            {photos.into_iter().map(one).collect_view()}
        </ul>
    }
}

/// The sheet of the photo that stands in the address, on a screen that shows photos.
#[component]
pub fn OpenPhoto() -> impl IntoView {
    let (open, _) = use_open_photo(false);
    let (_, set_closed) = use_open_photo(true);
    move || open.get().map(|open| view! { <KeptPhoto id=Id::new(open) done=move |()| set_closed.set(None) /> })
}

/// A stored picture.
#[component]
pub fn BlobImage(
    /// Which.
    blob: BlobRef,
    /// What it shows; empty when the words stand beside it.
    #[prop(into)]
    alt: String,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let address = RwSignal::new(None::<ObjectUrl>);
    let missing = RwSignal::new(false);
    leptos::task::spawn_local(async move {
        let found = records.blob(&blob.digest).await;
        let url = found.and_then(|b| ObjectUrl::picture(&b.content_type, &b.bytes));
        let _ = missing.try_set(url.is_none());
        let _ = address.try_set(url);
    });
    view! {
        {move || missing.get().then(|| view! { <span class="muted small">"Deze foto staat niet op dit toestel."</span> })}
        {move || address.with(|a| a.as_ref().map(|a| a.as_str().to_owned())).map(|src| view! { <img src=src alt=alt.clone() /> })}
    }
}

/// A kept photo, once it is read.
#[component]
pub fn KeptPhoto(id: Id, #[prop(into)] done: UnsyncCallback<()>) -> impl IntoView {
    let opened = live::use_opened::<Photo>(id);
    move || match opened.answer.get() {
        Some(Ok(Some((record, base)))) if record.trashed.is_none() => Some(view! { <PhotoSheet record base done /> }),
        _ => None,
    }
}

#[component]
fn PhotoSheet(record: Record<Photo>, base: Base, #[prop(into)] done: UnsyncCallback<()>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let file = record.body.file.clone();
    let editor = Editor::open(record, Some(base), "Bijschrift van een foto");
    let caption = Signal::derive(move || editor.with(|p| p.caption.clone()));
    view! {
        <Sheet
            title="Foto"
            on_close=move |()| {
                editor.flush();
                done.run(());
            }
        >
            <figure class="photo-full">
                <BlobImage blob=file alt=caption.get_untracked() />
            </figure>
            <LineField
                id="bijschrift"
                label="Bijschrift"
                hint="Wat is er te zien van de ruimte?"
                typed=typed(editor, |p| &p.caption, |p, typed| p.caption = typed)
            />
            <Receipt saver=editor.saver() words=caption />
            <button
                type="button"
                class="btn btn--quiet"
                on:click=move |_| {
                    editor.flush();
                    bin::throw(records, toasts, editor.get(), "Foto weggegooid.");
                    done.run(());
                }
            >
                <Icon name="trash-2" />
                "Foto weggooien"
            </button>
        </Sheet>
    }
}
