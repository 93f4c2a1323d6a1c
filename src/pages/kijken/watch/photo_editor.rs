//! A new photo before it is kept: a brush covers faces, then a fresh, smaller picture is made. The original is never stored.

use leptos::html::Canvas;
use leptos::prelude::*;
use web_sys::{File, HtmlCanvasElement, KeyboardEvent, PointerEvent};

use super::At;
use crate::domain::limits;
use crate::platform::photo::{self, PhotoError};
use crate::state::photos::{self, Picture, Spot};
use crate::state::{app, saver, unsaved};
use crate::ui::{Icon, Sheet, dynamic};

/// The brush's width, as a part of the photo's longest side.
const BRUSH: f64 = 1.0 / 14.0;
/// One step of the keyboard's brush, as a part of the longest side.
const STEP: f64 = 1.0 / 40.0;
/// Opaque, so that nothing shines through; calm in both themes.
const COVER: &str = "#8a8378";
/// What waits, for the update that must not drop it.
const KEY: &str = "photo";

/// One stroke of the brush, in pixels of the picture.
type Stroke = Vec<(f64, f64)>;

/// How far the photo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Opening,
    Ready,
    Saving,
    Bad(&'static str),
}

const fn sentence(error: PhotoError) -> &'static str {
    match error {
        PhotoError::TooLarge => "Dit bestand is groter dan 60 MB. Kies een kleinere foto; er is niets veranderd.",
        PhotoError::NotAPhoto => "Dit bestand is geen foto die je toestel kan tonen. Kies een andere; er is niets veranderd.",
        PhotoError::Failed => "Deze foto is te zwaar voor je toestel. Maak er een kleinere van, of neem een nieuwe.",
    }
}

/// Covers and keeps a chosen file.
#[component]
pub fn PhotoEditor(at: At, file: File, #[prop(into)] done: UnsyncCallback<()>) -> impl IntoView {
    let app = app();
    let canvas = NodeRef::<Canvas>::new();
    let step = RwSignal::new(Step::Opening);
    let strokes = RwSignal::new(Vec::<Stroke>::new());
    let clean = StoredValue::new_local(None::<HtmlCanvasElement>);
    let file = StoredValue::new_local(file);
    unsaved::keep(KEY, "Foto", "");
    on_cleanup(|| unsaved::forget(KEY));
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        if step.get_untracked() != Step::Opening {
            return;
        }
        leptos::task::spawn_local(async move {
            let drawn = photo::draw_file(&file.get_value(), &canvas, limits::PHOTO_BYTES, limits::PHOTO_SIDE).await;
            let _ = match drawn {
                Ok(()) => {
                    clean.set_value(photo::twin(&canvas));
                    step.try_set(Step::Ready)
                }
                Err(error) => step.try_set(Step::Bad(sentence(error))),
            };
        });
    });
    // The picture with all strokes on it, drawn anew when one comes or goes.
    Effect::new(move |_| {
        let (Some(canvas), Some(clean)) = (canvas.get(), clean.get_value()) else {
            return;
        };
        strokes.with(|strokes| photo::redraw(&canvas, &clean, strokes, BRUSH, COVER));
    });
    let drawing = RwSignal::new(false);
    let at_pointer = move |ev: &PointerEvent| canvas.get_untracked().map(|canvas| photo::position(&canvas, ev));
    let begin = move |ev: PointerEvent| {
        if step.get_untracked() != Step::Ready {
            return;
        }
        if let Some(point) = at_pointer(&ev) {
            drawing.set(true);
            strokes.update(|all| all.push(vec![point]));
        }
    };
    let go_on = move |ev: PointerEvent| {
        if drawing.get_untracked()
            && let Some(point) = at_pointer(&ev)
        {
            strokes.update(|all| all.last_mut().into_iter().for_each(|stroke| stroke.push(point)));
        }
    };
    let cursor = RwSignal::new(None::<(f64, f64)>);
    let by_key = move |ev: KeyboardEvent| {
        let Some(canvas) = canvas.get_untracked() else { return };
        let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
        let by = STEP * width.max(height);
        let (x, y) = cursor.get_untracked().unwrap_or((width / 2.0, height / 2.0));
        let next = match ev.key().as_str() {
            "ArrowLeft" => (x - by, y),
            "ArrowRight" => (x + by, y),
            "ArrowUp" => (x, y - by),
            "ArrowDown" => (x, y + by),
            " " | "Enter" => {
                ev.prevent_default();
                strokes.update(|all| all.push(vec![(x, y)]));
                return;
            }
            _ => return,
        };
        ev.prevent_default();
        let next = (next.0.clamp(0.0, width), next.1.clamp(0.0, height));
        cursor.set(Some(next));
        if let Some(clean) = clean.get_value() {
            strokes.with_untracked(|strokes| photo::redraw(&canvas, &clean, strokes, BRUSH, COVER));
            photo::ring(&canvas, next, BRUSH);
        }
    };
    let keep = move |_| {
        let (Some(canvas), Step::Ready) = (canvas.get_untracked(), step.get_untracked()) else {
            return;
        };
        step.set(Step::Saving);
        if let Some(clean) = clean.get_value() {
            strokes.with_untracked(|strokes| photo::redraw(&canvas, &clean, strokes, BRUSH, COVER));
        }
        let at = at.clone();
        leptos::task::spawn_local(async move {
            let made = async {
                let full = photo::jpeg(&canvas, limits::PHOTO_SIDE).await?;
                let thumb = photo::jpeg(&canvas, limits::THUMB_SIDE).await?;
                Ok(Picture { full, thumb, width: canvas.width(), height: canvas.height() })
            };
            let picture = match made.await {
                Ok(picture) => picture,
                Err(error) => {
                    let _ = step.try_set(Step::Bad(sentence(error)));
                    return;
                }
            };
            match photos::keep(app, Spot { visit: at.visit, lens: at.lens.id, question: at.question.id }, picture).await {
                Ok(()) => {
                    done.run(());
                    app.toasts.say("Foto bewaard op dit toestel.");
                }
                Err(error) => {
                    let _ = step.try_set(Step::Ready);
                    app.toasts.say(saver::sentence(&error));
                }
            }
        });
    };
    view! {
        <Sheet title="Nieuwe foto".to_owned() on_close=done>
            {dynamic(move || match step.get() {
                Step::Opening => view! { <p class="muted" role="status">"De foto wordt geopend…"</p> }.into_any(),
                Step::Bad(why) => view! { <p class="banner banner--bad" role="alert">{why}</p> }.into_any(),
                Step::Ready | Step::Saving => view! {
                    <p class="muted">"Staan er gezichten op? Veeg erover: ze komen niet mee. Plaats en tijdstip van de foto ook niet."</p>
                }.into_any(),
            })}
            <div class="brush">
                <div class="brush__stage">
                    <canvas node_ref=canvas tabindex="0" role="img" width="16" height="12"
                        aria-label="De foto. Met de pijltjes beweeg je het penseel, met de spatiebalk bedek je."
                        on:pointerdown=begin on:pointermove=go_on
                        on:pointerup=move |_| drawing.set(false) on:pointerleave=move |_| drawing.set(false) on:pointercancel=move |_| drawing.set(false)
                        on:keydown=by_key></canvas>
                </div>
                <div class="brush__tools">
                    <button type="button" class="btn" disabled=move || strokes.with(Vec::is_empty)
                        on:click=move |_| strokes.update(|all| drop(all.pop()))><Icon name="undo-2"/>"Veeg terugnemen"</button>
                    <button type="button" class="btn btn--main" disabled=move || step.get() != Step::Ready on:click=keep>
                        {dynamic(move || if step.get() == Step::Saving { "Bewaren…" } else { "Foto bewaren" })}
                    </button>
                </div>
            </div>
        </Sheet>
    }
}
