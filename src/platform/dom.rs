//! Small reaches into the page: window, focus.

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Event, FocusOptions, HtmlElement, Url, Window};

/// The window; every browser page has one.
#[must_use]
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
#[must_use]
pub fn document() -> Option<Document> {
    window()?.document()
}

/// Moves the focus to the element with this id, once the screen has been redrawn: what is to get it may be just coming.
pub fn focus(id: impl Into<String>) {
    let id = id.into();
    wasm_bindgen_futures::spawn_local(async move {
        TimeoutFuture::new(0).await;
        if let Some(element) = document().and_then(|d| d.get_element_by_id(&id)).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// Moves the focus to the element with this id now, and leaves the page where it is: a screen that is come back to stands where it was left.
pub fn focus_in_place(id: &str) {
    if let Some(element) = document().and_then(|d| d.get_element_by_id(id)).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        let _ = element.focus_with_options(&still);
    }
}

/// Before a list is redrawn: what has the focus gets it back, and the cursor too, if the redraw takes it away. What moves to another
/// place in the list is drawn anew there.
pub fn hold_focus() {
    let Some(held) = document().and_then(|d| d.active_element()).filter(|e| !e.id().is_empty()) else { return };
    // A button has no cursor.
    let cursor = ["selectionStart", "selectionEnd"].map(|end| (end, property(&held, end)));
    wasm_bindgen_futures::spawn_local(async move {
        TimeoutFuture::new(0).await;
        let Some(document) = document() else { return };
        if document.active_element().is_some_and(|e| e.tag_name() != "BODY") {
            return;
        }
        let Some(again) = document.get_element_by_id(&held.id()).and_then(|e| e.dyn_into::<HtmlElement>().ok()) else { return };
        let _ = again.focus();
        for (end, place) in cursor {
            if let Some(place) = place {
                let _ = js_sys::Reflect::set(&again, &end.into(), &place);
            }
        }
    });
}

/// Gives the focus to the element with this id if the redraw took it away from where it was.
pub fn keep_focus(id: &'static str) {
    wasm_bindgen_futures::spawn_local(async move {
        TimeoutFuture::new(0).await;
        if document().is_some_and(|d| d.active_element().is_none_or(|e| e.tag_name() == "BODY")) {
            focus(id);
        }
    });
}

/// Whether an element with this id is on the page.
#[must_use]
pub fn has(id: &str) -> bool {
    document().is_some_and(|d| d.get_element_by_id(id).is_some())
}

/// Removes the element with this id.
pub fn remove(id: &str) {
    if let Some(element) = document().and_then(|d| d.get_element_by_id(id)) {
        element.remove();
    }
}

/// Whether the page is being hidden (another app, a closing tab).
#[must_use]
pub fn is_hidden() -> bool {
    document().is_some_and(|d| d.hidden())
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Loads the app anew at an address of its own.
pub fn go(path: &str) {
    if let Some(window) = window() {
        let _ = window.location().assign(path);
    }
}

/// What stands behind the `#` of the address, if anything.
#[must_use]
pub fn fragment() -> Option<String> {
    let hash = window()?.location().hash().ok()?;
    hash.strip_prefix('#').filter(|rest| !rest.is_empty()).map(str::to_owned)
}

/// Puts another address in the place of this one, in the history too; nothing is loaded.
pub fn replace_address(path: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

/// Where this app is served: scheme, host and port.
#[must_use]
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The host and port of an address, as the browser itself will ask them: lower case, and other letters than a to z as `xn--`.
/// Nothing when it is no address.
#[must_use]
pub fn host(address: &str) -> Option<String> {
    Url::new(address).ok().map(|url| url.host()).filter(|host| !host.is_empty())
}

/// Opens the print dialogue.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Reads a property, if it is there.
#[must_use]
pub fn property(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &name.into()).ok().filter(|v| !v.is_undefined() && !v.is_null())
}

/// Whether a sheet lies over the page: the focus is its own then.
#[must_use]
pub fn is_sheet_open() -> bool {
    document().is_some_and(|d| matches!(d.query_selector("dialog[open]"), Ok(Some(_))))
}

/// Says something else than "Even geduld…" on the page that waits for the program, if that is still there.
pub fn say_at_start(text: &str) {
    if let Some(line) = document().and_then(|d| d.query_selector("#start > .start__wait").ok()?) {
        line.set_text_content(Some(text));
    }
}

/// Lets the page say that the program could not start.
pub fn could_not_start() {
    if let Some(window) = window() {
        let _ = Event::new("blikveld:geen-start").map(|event| window.dispatch_event(&event));
    }
}

/// The number behind a prefix in the id of what lies at a point of the screen, or of what that lies in: a place in a list.
#[must_use]
pub fn under(x: i32, y: i32, prefix: &str) -> Option<usize> {
    #[expect(clippy::cast_precision_loss, reason = "a screen is small")]
    let found = document()?.element_from_point(x as f32, y as f32)?;
    let place = found.closest(&format!("[id^='{prefix}']")).ok()??;
    place.id().strip_prefix(prefix)?.parse().ok()
}

/// What a finger or mouse does from here on is told to what it went down on.
pub fn capture(event: &web_sys::PointerEvent) {
    if let Some(target) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
        let _ = target.set_pointer_capture(event.pointer_id());
    }
}

/// Whether the page is scrolled to within a screen of its end.
#[must_use]
pub fn is_near_bottom() -> bool {
    let ask = || -> Option<bool> {
        let window = window()?;
        let height = window.inner_height().ok()?.as_f64()?;
        Some(window.scroll_y().ok()? + 2.0 * height > f64::from(document()?.document_element()?.scroll_height()))
    };
    ask().unwrap_or(false)
}

/// Moves the focus from a link in a table to the next one that is shown, as an arrow key says. Whether there was one.
#[must_use]
pub fn step_in_table(from: &web_sys::Element, key: &str) -> bool {
    let forward = matches!(key, "ArrowRight" | "ArrowDown");
    let beside = |of: &web_sys::Element| if forward { of.next_element_sibling() } else { of.previous_element_sibling() };
    let focus_link = |cell: &web_sys::Element| {
        let link = cell.query_selector("a").ok().flatten().and_then(|link| link.dyn_into::<HtmlElement>().ok());
        link.filter(|link| link.offset_width() > 0).is_some_and(|link| link.focus().is_ok())
    };
    let Some(cell) = from.closest("td").ok().flatten() else { return false };
    match key {
        "ArrowRight" | "ArrowLeft" => std::iter::successors(beside(&cell), beside).any(|cell| focus_link(&cell)),
        "ArrowDown" | "ArrowUp" => {
            let column = std::iter::successors(cell.previous_element_sibling(), web_sys::Element::previous_element_sibling).count();
            let Some(row) = cell.parent_element() else { return false };
            let cell_of = |row: &web_sys::Element| {
                std::iter::successors(row.first_element_child(), web_sys::Element::next_element_sibling).nth(column)
            };
            std::iter::successors(beside(&row), beside).filter_map(|row| cell_of(&row)).any(|cell| focus_link(&cell))
        }
        _ => false,
    }
}
