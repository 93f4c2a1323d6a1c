//! Photos at a question: thumbnails, and a new one by camera or file.

use leptos::prelude::*;
use web_sys::File;

use super::At;
use super::photo_editor::PhotoEditor;
use crate::components::{FileButton, Icon, ListFailed};
use crate::pages::kijken::photos::{BlobImage, KeptPhoto, said, use_open_photo};
use crate::state::live;
use domain::{Id, Photo};

/// A new photo in the address, rather than the id of one.
const NEW: &str = "nieuw";

/// The button for a new photo; what it takes goes to the sheet of [`Photos`].
#[component]
pub fn PhotoButton(
    /// The file that was taken: only in memory, after a reload its sheet stays closed.
    chosen: RwSignal<Option<File>>,
) -> impl IntoView {
    let (_, set_open) = use_open_photo(false);
    let take = move |file: File| {
        chosen.set(Some(file));
        set_open.set(Some(NEW.to_owned()));
    };
    view! {
        <FileButton id="foto-erbij" class="photo-add" accept="image/*" chosen=take>
            <Icon name="camera" size=22 />
            <span>"Foto"<span class="visually-hidden">" toevoegen"</span></span>
        </FileButton>
    }
}

/// The photos of a question, and their sheets. Which sheet is open stands in the address, so that the phone's back closes it.
#[component]
pub fn Photos(at: At, chosen: RwSignal<Option<File>>) -> impl IntoView {
    let all = live::use_children::<Photo>(at.visit);
    let (open, set_open) = use_open_photo(false);
    let (_, set_closed) = use_open_photo(true);
    let close = move |()| set_closed.set(None);
    let (lens, question) = (at.lens.id.clone(), at.question.id.clone());
    let here = Memo::new(move |_| {
        let mut photos = all.items();
        photos.retain(|p| p.body.lens == lens && p.body.question == question);
        photos
    });
    let at = StoredValue::new(at);
    view! {
        <ListFailed of=all />
        <Show when=move || here.with(|photos| !photos.is_empty())>
            <section aria-label="Foto's">
                <ul class="photos photos--small">
                    <For each=move || here.get() key=|photo| photo.id let(photo)>
                        <li class="photo">
                            <button
                                type="button"
                                on:click=move |_| set_open.set(Some(photo.id.to_string()))
                                aria-label={
                                    let now = all.row(photo.clone());
                                    move || now.with(said)
                                }
                            >
                                <BlobImage blob=photo.body.thumb.clone() alt="" />
                            </button>
                        </li>
                    </For>
                </ul>
            </section>
        </Show>
        {move || match open.get() {
            Some(open) if open == NEW => {
                chosen.get().map(|file| view! { <PhotoEditor at=at.get_value() file=file done=close /> }.into_any())
            }
            Some(open) => Some(view! { <KeptPhoto id=Id::new(open) done=close /> }.into_any()),
            None => None,
        }}
    }
}
