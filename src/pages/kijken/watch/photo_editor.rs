//! A new photo before it is kept: a brush covers faces, an arrow or a circle shows what it is about, then a fresh, smaller picture is made.
//! The original is never stored.

use leptos::prelude::*;
use web_sys::{File, HtmlCanvasElement, KeyboardEvent, PointerEvent};

use super::At;
use crate::components::{Icon, LineField, Sheet};
use crate::platform::photo::{self, Mark, PhotoError, Tool};
use crate::state::photos::{self, Picture, Spot};
use crate::state::{Records, Toasts, unsaved};
use crate::words;
use domain::limits;

/// The brush's width, as a part of the photo's longest side.
const BRUSH: f64 = 1.0 / 14.0;
/// One step of the keyboard's brush, as a part of the longest side.
const STEP: f64 = 1.0 / 40.0;
/// Opaque, so that nothing shines through; calm in both themes.
const COVER: &str = "#8a8378";
/// What waits, for the update that must not drop it.
const KEY: &str = "photo";

/// What one draws with.
const TOOLS: [(Tool, &str, &str); 3] =
    [(Tool::Cover, "brush", "Bedekken"), (Tool::Arrow, "arrow-up-right", "Pijl"), (Tool::Circle, "circle", "Cirkel")];

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

/// The brush over the picture: what was covered and marked, drawn anew over a clean copy at every change.
#[derive(Clone, Copy)]
struct Brush {
    canvas: NodeRef<leptos::html::Canvas>,
    clean: StoredValue<Option<HtmlCanvasElement>>,
    tool: RwSignal<Tool>,
    marks: RwSignal<Vec<Mark>>,
    drawing: StoredValue<bool>,
    cursor: StoredValue<Option<(f64, f64)>>,
}

impl Brush {
    fn new() -> Self {
        Self {
            canvas: NodeRef::new(),
            clean: StoredValue::new(None),
            tool: RwSignal::new(Tool::Cover),
            marks: RwSignal::new(Vec::new()),
            drawing: StoredValue::new(false),
            cursor: StoredValue::new(None),
        }
    }

    fn paint(&self) {
        if let (Some(canvas), Some(clean)) = (self.canvas.get_untracked(), self.clean.get_value()) {
            self.marks.with_untracked(|marks| photo::redraw(&canvas, &clean, marks, BRUSH, COVER));
        }
    }

    fn begin(&self, ev: &PointerEvent) {
        if let Some(canvas) = self.canvas.get_untracked() {
            self.drawing.set_value(true);
            self.put(photo::position(&canvas, ev));
            self.paint();
        }
    }

    fn extend(&self, ev: &PointerEvent) {
        if let (true, Some(canvas)) = (self.drawing.get_value(), self.canvas.get_untracked()) {
            let point = photo::position(&canvas, ev);
            self.marks.update(|all| all.last_mut().into_iter().for_each(|mark| mark.points.push(point)));
            self.paint();
        }
    }

    /// Begins a mark.
    fn put(&self, spot: (f64, f64)) {
        let tool = self.tool.get_untracked();
        self.marks.update(|all| all.push(Mark { tool, points: vec![spot] }));
    }

    fn end(&self) {
        self.drawing.set_value(false);
    }

    fn undo(&self) {
        self.marks.update(|all| drop(all.pop()));
        self.paint();
    }

    /// Arrow keys move, space puts a mark: for who has no pointer.
    fn key(&self, ev: &KeyboardEvent) {
        let Some(canvas) = self.canvas.get_untracked() else { return };
        let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
        let by = STEP * width.max(height);
        let (x, y) = self.cursor.get_value().unwrap_or((width / 2.0, height / 2.0));
        let (x, y) = match ev.key().as_str() {
            "ArrowLeft" => (x - by, y),
            "ArrowRight" => (x + by, y),
            "ArrowUp" => (x, y - by),
            "ArrowDown" => (x, y + by),
            " " | "Enter" => {
                self.put((x, y));
                (x, y)
            }
            _ => return,
        };
        ev.prevent_default();
        let spot = (x.clamp(0.0, width), y.clamp(0.0, height));
        self.cursor.set_value(Some(spot));
        self.paint();
        photo::ring(&canvas, spot, BRUSH);
    }
}

/// Covers and keeps a chosen file.
#[component]
pub fn PhotoEditor(at: At, file: File, #[prop(into)] done: UnsyncCallback<()>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let brush = Brush::new();
    let step = RwSignal::new(Step::Opening);
    let problem = RwSignal::new(String::new());
    let file = StoredValue::new(file);
    let caption = RwSignal::new(String::new());
    Effect::new(move || caption.with(|caption| unsaved::keep(KEY, "Foto", caption)));
    on_cleanup(|| unsaved::forget(KEY));
    Effect::new(move || {
        let Some(canvas) = brush.canvas.get() else { return };
        if step.get_untracked() != Step::Opening {
            return;
        }
        leptos::task::spawn_local(async move {
            let drawn = photo::draw_file(&file.get_value(), &canvas, limits::PHOTO_BYTES, limits::PHOTO_SIDE).await;
            let _ = match drawn {
                Ok(()) => {
                    let _ = brush.clean.try_set_value(photo::twin(&canvas));
                    step.try_set(Step::Ready)
                }
                Err(error) => step.try_set(Step::Bad(sentence(error))),
            };
        });
    });
    let keep = move |_| {
        let (Some(canvas), Step::Ready) = (brush.canvas.get_untracked(), step.get_untracked()) else { return };
        step.set(Step::Saving);
        // Without the ring of the keyboard's brush.
        brush.paint();
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
            let spot = Spot { visit: at.visit, lens: at.lens.id.clone(), question: at.question.id.clone() };
            let words = limits::line(caption.try_get_untracked().unwrap_or_default().trim());
            match photos::keep(records, spot, picture, words).await {
                Ok(()) => {
                    let _ = done.try_run(());
                    toasts.say("Foto bewaard op dit toestel.");
                }
                Err(error) => {
                    let _ = step.try_set(Step::Ready);
                    let _ = problem.try_set(words::not_saved(&error));
                }
            }
        });
    };
    view! {
        <Sheet title="Nieuwe foto" on_close=done>
            {move || match step.get() {
                Step::Opening => {
                    view! {
                        <p class="muted" role="status">
                            "De foto wordt geopend…"
                        </p>
                    }
                        .into_any()
                }
                Step::Bad(why) => {
                    view! {
                        <p class="banner banner--bad" role="alert">
                            {why}
                        </p>
                    }
                        .into_any()
                }
                Step::Ready | Step::Saving => {
                    view! {
                        <p class="muted">
                            "Zijn er gezichten te zien? Veeg erover, dan zijn ze weg. Ook plaats en tijdstip van de foto bewaren we niet."
                        </p>
                    }
                        .into_any()
                }
            }}
            {move || {
                (!problem.with(String::is_empty))
                    .then(|| {
                        view! {
                            <p class="banner banner--bad" role="alert">
                                {problem.get()}
                            </p>
                        }
                    })
            }}
            <div class="brush" hidden=move || !matches!(step.get(), Step::Ready | Step::Saving)>
                <div class="brush__stage">
                    <canvas
                        node_ref=brush.canvas
                        tabindex="0"
                        role="img"
                        width="16"
                        height="12"
                        aria-label="De foto. Met de pijltjes beweeg je het penseel, met de spatiebalk teken je."
                        on:pointerdown=move |ev| {
                            if step.get_untracked() == Step::Ready {
                                brush.begin(&ev);
                            }
                        }
                        on:pointermove=move |ev| brush.extend(&ev)
                        on:pointerup=move |_| brush.end()
                        on:pointerleave=move |_| brush.end()
                        on:pointercancel=move |_| brush.end()
                        on:keydown=move |ev| brush.key(&ev)
                    ></canvas>
                </div>
                <ToolChoice brush />
                <LineField
                    id="nieuw-bijschrift"
                    label="Bijschrift"
                    hint="Wat is er te zien van de ruimte? Mag leeg blijven."
                    typed=caption
                />
                <div class="brush__tools">
                    <button
                        type="button"
                        class="btn brush__undo"
                        aria-label="Ongedaan maken: laatste veeg, pijl of cirkel"
                        disabled=move || brush.marks.with(Vec::is_empty)
                        on:click=move |_| brush.undo()
                    >
                        <Icon name="undo-2" />
                    </button>
                    <button type="button" class="btn btn--main" disabled=move || step.get() != Step::Ready on:click=keep>
                        {move || if step.get() == Step::Saving { "Bewaren…" } else { "Foto bewaren" }}
                    </button>
                </div>
            </div>
        </Sheet>
    }
}

#[component]
fn ToolChoice(brush: Brush) -> impl IntoView {
    view! {
        <fieldset>
            <legend class="visually-hidden">"Wat teken je?"</legend>
            <div class="segmented">
                {TOOLS
                    .into_iter()
                    .map(|(tool, icon, word)| {
                        view! {
                            <label class="segmented__item">
                                <input
                                    type="radio"
                                    name="tekenen"
                                    prop:checked=move || brush.tool.get() == tool
                                    on:change=move |_| brush.tool.set(tool)
                                />
                                <Icon name=icon size=18 />
                                <span>{word}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}
