//! What the `leaflet` crate does not bind. Nothing else in the app names Leaflet's functions.

use js_sys::{Function, Object, Reflect};
use leaflet::{CircleMarker, CircleOptions, DivIconOptions, Icon, LatLng, LatLngBounds, Map, Marker};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    /// A map, once more: with the methods that are missing.
    #[wasm_bindgen(extends = Object)]
    type Whole;

    /// The crate's own `DivIcon` makes an `L.Icon`, which wants a picture.
    #[wasm_bindgen(js_namespace = L, js_name = divIcon)]
    fn div_icon(options: &DivIconOptions) -> Icon;

    #[wasm_bindgen(method, catch, js_name = remove)]
    fn remove(this: &Whole) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setView)]
    fn set_view(this: &Whole, at: &LatLng, zoom: f64, options: &Object) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = fitBounds)]
    fn fit_bounds(this: &Whole, bounds: &LatLngBounds, options: &Object) -> Result<JsValue, JsValue>;
}

/// An icon of nothing but an element, 48 pixels wide and high.
pub fn icon(class: &str) -> Icon {
    let options = DivIconOptions::new();
    options.set_class_name(class.to_owned());
    options.set_icon_size(leaflet::Point::new(48.0, 48.0));
    div_icon(&options)
}

/// Takes a map off the page, with its listeners.
pub fn remove(map: &Map) {
    // It throws when the element went first, and is gone then.
    let _ = map.unchecked_ref::<Whole>().remove();
}

/// Shows a part at once.
pub fn set_view(map: &Map, at: &LatLng, zoom: f64) {
    let _ = map.unchecked_ref::<Whole>().set_view(at, zoom, &with("animate", &JsValue::FALSE));
}

/// Shows all between two corners at once, with room for the pins at the edges and for what floats over the map: above it the ways to
/// find, at its lower right the buttons.
pub fn fit(map: &Map, bounds: &LatLngBounds) {
    let options = with("animate", &JsValue::FALSE);
    let height = map.get_size().y();
    for (corner, width, height) in [("paddingTopLeft", 32, (height / 4.0).min(150.0)), ("paddingBottomRight", 64, (height / 6.0).min(80.0))]
    {
        let _ = Reflect::set(&options, &corner.into(), &js_sys::Array::of2(&width.into(), &height.into()));
    }
    let _ = Reflect::set(&options, &"maxZoom".into(), &17.into());
    let _ = map.unchecked_ref::<Whole>().fit_bounds(bounds, &options);
}

/// What stands on the page for a marker, once it is on a map.
pub fn element(marker: &Marker) -> Option<HtmlElement> {
    let method: Function = Reflect::get(marker, &"getElement".into()).ok()?.dyn_into().ok()?;
    method.call0(marker).ok()?.dyn_into().ok()
}

/// A dot of eight pixels, however far one zooms.
pub fn dot(at: &LatLng, options: &CircleOptions) -> CircleMarker {
    let _ = Reflect::set(options, &"radius".into(), &8.into());
    CircleMarker::new_with_options(at, options)
}

fn with(name: &str, value: &JsValue) -> Object {
    let object = Object::new();
    let _ = Reflect::set(&object, &name.into(), value);
    object
}
