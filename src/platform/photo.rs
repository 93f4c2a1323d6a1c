//! Photos: opened by the browser, drawn on a canvas at a bounded size, written out as fresh JPEG. So nothing of the original
//! (its place, its time, its maker) comes along, and it is never kept.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlImageElement};

use super::dom::document;
use super::files::ObjectUrl;

const JPEG: &str = "image/jpeg";
const QUALITY: f64 = 0.82;

/// Why a file did not become a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoError {
    /// More bytes than are opened.
    TooLarge,
    /// Not a picture that this device can show.
    NotAPhoto,
    /// The device could not draw or write it (too little memory, mostly).
    Failed,
}

/// Draws a chosen file on the canvas, at most `side` pixels long.
///
/// # Errors
/// [`PhotoError`] when the file is too large, no picture, or more than the device can handle.
pub async fn draw_file(file: &File, canvas: &HtmlCanvasElement, max_bytes: f64, side: f64) -> Result<(), PhotoError> {
    if file.size() > max_bytes {
        return Err(PhotoError::TooLarge);
    }
    let address = ObjectUrl::of(file).ok_or(PhotoError::Failed)?;
    let image = HtmlImageElement::new().map_err(|_| PhotoError::Failed)?;
    image.set_src(address.as_str());
    JsFuture::from(image.decode()).await.map_err(|_| PhotoError::NotAPhoto)?;
    let (width, height) = (f64::from(image.natural_width()), f64::from(image.natural_height()));
    if width < 1.0 || height < 1.0 {
        return Err(PhotoError::NotAPhoto);
    }
    let scale = (side / width.max(height)).min(1.0);
    size(canvas, width * scale, height * scale);
    let context = context(canvas).ok_or(PhotoError::Failed)?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()))
        .map_err(|_| PhotoError::Failed)
}

/// The picture on a canvas as JPEG, no longer than `side`.
///
/// # Errors
/// [`PhotoError::Failed`] when the device cannot.
pub async fn jpeg(canvas: &HtmlCanvasElement, side: f64) -> Result<Vec<u8>, PhotoError> {
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    let scale = (side / width.max(height)).min(1.0);
    if (scale - 1.0).abs() < f64::EPSILON {
        return encode(canvas).await;
    }
    let small: HtmlCanvasElement =
        document().and_then(|d| d.create_element("canvas").ok()).and_then(|c| c.dyn_into().ok()).ok_or(PhotoError::Failed)?;
    size(&small, width * scale, height * scale);
    context(&small)
        .ok_or(PhotoError::Failed)?
        .draw_image_with_html_canvas_element_and_dw_and_dh(canvas, 0.0, 0.0, f64::from(small.width()), f64::from(small.height()))
        .map_err(|_| PhotoError::Failed)?;
    encode(&small).await
}

/// The drawing context of a canvas.
#[must_use]
pub fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded by the longest side")]
fn size(canvas: &HtmlCanvasElement, width: f64, height: f64) {
    canvas.set_width(width.round().max(1.0) as u32);
    canvas.set_height(height.round().max(1.0) as u32);
}

async fn encode(canvas: &HtmlCanvasElement) -> Result<Vec<u8>, PhotoError> {
    let canvas = canvas.clone();
    let promise = Promise::new(&mut |resolve, reject| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::UNDEFINED, &blob);
        });
        if canvas.to_blob_with_type_and_encoder_options(done.unchecked_ref(), JPEG, &JsValue::from_f64(QUALITY)).is_err() {
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    });
    let blob: Blob = JsFuture::from(promise).await.ok().and_then(|b| b.dyn_into().ok()).ok_or(PhotoError::Failed)?;
    let buffer = JsFuture::from(blob.array_buffer()).await.map_err(|_| PhotoError::Failed)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// A copy of a canvas, to draw from again.
#[must_use]
pub fn twin(canvas: &HtmlCanvasElement) -> Option<HtmlCanvasElement> {
    let copy: HtmlCanvasElement = document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    copy.set_width(canvas.width());
    copy.set_height(canvas.height());
    context(&copy)?.draw_image_with_html_canvas_element(canvas, 0.0, 0.0).ok()?;
    Some(copy)
}

/// What a mark on a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// A broad brush that covers.
    Cover,
    /// An arrow from the first point to the last.
    Arrow,
    /// An ellipse between the first point and the last.
    Circle,
}

/// A mark on a picture: the way of the finger, in pixels of the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What it is.
    pub tool: Tool,
    /// The way; never empty.
    pub points: Vec<(f64, f64)>,
}

/// How arrows and circles are drawn, first below: white around the colour, so that it shows on anything. Parts of the longest side.
const LINES: [(&str, f64); 2] = [("#ffffff", 1.0 / 60.0), ("#c2521a", 1.0 / 110.0)];
/// How far an arrow or circle reaches that was tapped rather than drawn, as a part of the longest side.
const REACH: f64 = 1.0 / 9.0;

/// Draws the clean picture and all marks over it. `brush` is a part of the longest side.
pub fn redraw(canvas: &HtmlCanvasElement, clean: &HtmlCanvasElement, marks: &[Mark], brush: f64, colour: &str) {
    let Some(context) = context(canvas) else { return };
    let _ = context.draw_image_with_html_canvas_element(clean, 0.0, 0.0);
    context.set_line_cap("round");
    context.set_line_join("round");
    for Mark { tool, points } in marks {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { continue };
        match tool {
            Tool::Cover => cover(&context, points, brush * longest(canvas), colour),
            Tool::Arrow | Tool::Circle => {
                for (colour, width) in LINES {
                    context.set_line_width(width * longest(canvas));
                    context.set_stroke_style_str(colour);
                    if *tool == Tool::Arrow { arrow(&context, canvas, *first, *last) } else { circle(&context, canvas, *first, *last) }
                }
            }
        }
    }
}

fn cover(context: &CanvasRenderingContext2d, points: &[(f64, f64)], width: f64, colour: &str) {
    context.set_line_width(width);
    context.set_stroke_style_str(colour);
    context.set_fill_style_str(colour);
    let Some(((x, y), rest)) = points.split_first() else { return };
    // A canvas draws no line of no length: a single touch is a dot of its own, or it would cover nothing.
    context.begin_path();
    let _ = context.arc(*x, *y, width / 2.0, 0.0, std::f64::consts::TAU);
    context.fill();
    context.begin_path();
    context.move_to(*x, *y);
    for (x, y) in rest {
        context.line_to(*x, *y);
    }
    context.stroke();
}

/// From one point to another; where only one was touched, towards it out of the middle.
fn arrow(context: &CanvasRenderingContext2d, canvas: &HtmlCanvasElement, from: (f64, f64), (x, y): (f64, f64)) {
    let reach = REACH * longest(canvas);
    let (mut dx, mut dy) = (x - from.0, y - from.1);
    if dx.hypot(dy) < reach / 4.0 {
        dx = if x < f64::from(canvas.width()) / 2.0 { -reach } else { reach };
        dy = if y < f64::from(canvas.height()) / 2.0 { -reach } else { reach };
    }
    let (head, angle) = (reach / 3.0, dy.atan2(dx));
    context.begin_path();
    context.move_to(x - dx, y - dy);
    context.line_to(x, y);
    for turn in [2.6, -2.6] {
        context.move_to(x, y);
        context.line_to(head.mul_add((angle + turn).cos(), x), head.mul_add((angle + turn).sin(), y));
    }
    context.stroke();
}

/// Between two points; where only one was touched, around it.
fn circle(context: &CanvasRenderingContext2d, canvas: &HtmlCanvasElement, (ax, ay): (f64, f64), (bx, by): (f64, f64)) {
    let reach = REACH * longest(canvas);
    let (mut rx, mut ry) = ((bx - ax).abs() / 2.0, (by - ay).abs() / 2.0);
    if rx.max(ry) < reach / 4.0 {
        (rx, ry) = (reach / 2.0, reach / 2.0);
    }
    context.begin_path();
    let _ = context.ellipse(f64::midpoint(ax, bx), f64::midpoint(ay, by), rx, ry, 0.0, 0.0, std::f64::consts::TAU);
    context.stroke();
}

/// Shows where the keyboard's brush is.
pub fn ring(canvas: &HtmlCanvasElement, (x, y): (f64, f64), brush: f64) {
    let Some(context) = context(canvas) else { return };
    for (colour, width) in [("#ffffff", 8.0), ("#0f5c63", 4.0)] {
        context.begin_path();
        context.set_stroke_style_str(colour);
        context.set_line_width(width);
        let _ = context.arc(x, y, brush * longest(canvas) / 2.0, 0.0, std::f64::consts::TAU);
        context.stroke();
    }
}

/// Where a pointer is, in pixels of the picture.
#[must_use]
pub fn position(canvas: &HtmlCanvasElement, event: &web_sys::PointerEvent) -> (f64, f64) {
    let rect = canvas.get_bounding_client_rect();
    let scale_x = f64::from(canvas.width()) / rect.width().max(1.0);
    let scale_y = f64::from(canvas.height()) / rect.height().max(1.0);
    ((f64::from(event.client_x()) - rect.left()) * scale_x, (f64::from(event.client_y()) - rect.top()) * scale_y)
}

fn longest(canvas: &HtmlCanvasElement) -> f64 {
    f64::from(canvas.width().max(canvas.height()))
}
