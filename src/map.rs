//! The map on the screen: the only room that touches Leaflet. Takes points, outlines and pins, gives back taps and movements; dropping
//! a [`MapView`] frees the map with all that listens to it. Must not know records or pages.

mod beyond;
mod loading;

use std::rc::Rc;

use js_sys::Array;
use leaflet::{
    Circle, CircleOptions, Evented, EventedHandle, GridLayerOptions, LatLng, LatLngBounds, Layer, LayerGroup, Map, MapOptions, Marker,
    MarkerOptions, MouseEvent, PathOptions, Polygon, PolylineOptions, TileLayer, TileLayerOptions,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

pub use loading::load;

use crate::platform::dom::document;
use domain::atlas::DEEPEST;
use domain::formats::outlines::in_outline;
use domain::geo::{Outline, Point};

/// Something on the map that can be touched.
pub struct Pin {
    /// Where.
    pub at: Point,
    /// What a screen reader says of it.
    pub label: String,
    /// The text on it, or the name of its icon.
    pub face: Face,
    /// What a tap on it does.
    pub on_tap: Rc<dyn Fn()>,
}

/// What a pin shows.
pub enum Face {
    /// An icon of the sprite, by name.
    Icon(String),
    /// How many it stands for.
    Count(usize),
}

/// Where the background comes from.
pub struct Tiles<'a> {
    /// The address of a tile, with `{z}`, `{x}` and `{y}`.
    pub address: &'a str,
    /// The deepest level there is.
    pub max_zoom: u32,
}

/// What the map tells.
pub struct Told {
    /// It was moved or zoomed.
    pub moved: Box<dyn Fn()>,
    /// Somebody tapped a point where nothing is.
    pub tapped: Box<dyn Fn(Point)>,
    /// Whether a piece of the background came.
    pub tile: Rc<dyn Fn(bool)>,
}

/// A map on the screen.
pub struct MapView {
    // Fields are dropped in this order: first who listens, then the map.
    pins: Vec<EventedHandle<MouseEvent>>,
    _moved: EventedHandle<leaflet::Event>,
    _tapped: EventedHandle<MouseEvent>,
    _tiles: Vec<EventedHandle<leaflet::Event>>,
    markers: LayerGroup,
    outlines: LayerGroup,
    position: LayerGroup,
    spot: LayerGroup,
    element: HtmlElement,
    map: Freed,
}

/// A map that is taken off the page when it is dropped.
struct Freed(Map);

impl Drop for Freed {
    fn drop(&mut self) {
        beyond::remove(&self.0);
    }
}

impl MapView {
    /// Draws a map in an element; nothing when the browser cannot. [`load`] must have said yes.
    #[must_use]
    pub fn open(element: &HtmlElement, (at, zoom): (Point, f64), tiles: Option<Tiles>, told: Told) -> Option<Self> {
        let options = MapOptions::new();
        // The attribution stands under the map as text: what a person may change must not become markup.
        options.set_attribution_control(false);
        options.set_zoom_control(false);
        // Motion is longer than the 200 ms it may take here; and when the screen is left meanwhile, Leaflet goes on with a map that is gone.
        options.set_zoom_animation(false);
        options.set_fade_animation(false);
        options.set_inertia(false);
        options.set_max_zoom(f64::from(tiles.as_ref().map_or(DEEPEST, |tiles| tiles.max_zoom)));
        options.set_min_zoom(3.0);
        let map = Map::new_with_element(element, &options).ok()?;
        for (name, value) in [("role", "group"), ("aria-label", "Kaart: verschuif met de pijltjes, kom dichterbij met plus en min")] {
            element.set_attribute(name, value).ok()?;
        }
        let mut heard = Vec::new();
        if let Some(tiles) = tiles.filter(|tiles| !tiles.address.is_empty()) {
            let layer = background(&tiles);
            for (event, came) in [("tileload", true), ("tileerror", false)] {
                let tell = told.tile.clone();
                heard.push(Evented::on_leaflet_event::<leaflet::Event, _, _, _>(
                    layer.unchecked_ref::<Layer>(),
                    event,
                    move |_: leaflet::Event| tell(came),
                ));
            }
            layer.add_to(&map);
        }
        let group = || {
            let group = LayerGroup::new();
            group.add_to(&map);
            group
        };
        let (moved, tapped) = (told.moved, told.tapped);
        let view = Self {
            pins: Vec::new(),
            _moved: Evented::on_leaflet_event(&&map, "moveend", move |_: leaflet::Event| moved()),
            _tapped: Evented::on_leaflet_event(&&map, "click", move |event: MouseEvent| {
                let at = event.lat_lng();
                tapped(Point { lat: at.lat(), lon: at.lng() });
            }),
            _tiles: heard,
            outlines: group(),
            position: group(),
            spot: group(),
            markers: group(),
            element: element.clone(),
            map: Freed(map),
        };
        view.show(at, zoom);
        Some(view)
    }

    /// Shows another part.
    pub fn show(&self, at: Point, zoom: f64) {
        beyond::set_view(&self.map.0, &lat_lng(at), zoom);
    }

    /// Shows all between two corners, south-west and north-east.
    pub fn fit(&self, (low, high): (Point, Point)) {
        beyond::fit(&self.map.0, &LatLngBounds::new(&lat_lng(low), &lat_lng(high)));
    }

    /// Closer by one level, or farther off.
    pub fn zoom_by(&self, levels: f64) {
        self.map.0.set_zoom(self.map.0.get_zoom() + levels);
    }

    /// The zoom level, and whether it is the deepest.
    #[must_use]
    pub fn zoom(&self) -> (f64, bool) {
        let zoom = self.map.0.get_zoom();
        (zoom, zoom >= self.map.0.get_max_zoom())
    }

    /// The middle.
    #[must_use]
    pub fn middle(&self) -> Point {
        point(&self.map.0.get_center())
    }

    /// The corners of what is shown, south-west and north-east.
    #[must_use]
    pub fn corners(&self) -> (Point, Point) {
        let bounds = self.map.0.get_bounds();
        (point(&bounds.get_south_west()), point(&bounds.get_north_east()))
    }

    /// The map was given another size.
    pub fn resized(&self) {
        self.map.0.invalidate_size(false);
    }

    /// Draws these pins, and no others. The focus goes along when it was on a pin that is still there, and to the map when not.
    pub fn draw_pins(&mut self, pins: Vec<Pin>) {
        let mut held = focused_label();
        self.pins.clear();
        self.markers.clear_layers();
        for pin in pins {
            let Some((marker, button)) = stand(&self.markers, pin.at, &pin.face) else { continue };
            let _ = button.set_attribute("aria-label", &pin.label);
            let _ = button.set_attribute("title", &pin.label);
            let on_tap = pin.on_tap;
            // Leaflet knows a tap from the end of a drag; Enter on the button comes as a tap too.
            self.pins.push(Evented::on_leaflet_event(&marker, "click", move |_: MouseEvent| on_tap()));
            marker.set_z_index_offset(if matches!(pin.face, Face::Count(_)) { 100.0 } else { 0.0 });
            if held.as_deref() == Some(&pin.label) {
                let _ = button.unchecked_ref::<HtmlElement>().focus();
                held = None;
            }
        }
        if held.is_some() {
            let _ = self.element.focus();
        }
    }

    /// Draws the outlines of wijken.
    pub fn draw_outlines(&self, outlines: &[Outline]) {
        self.outlines.clear_layers();
        for outline in outlines {
            let polygons: Array = outline.polygons.iter().map(|rings| rings.iter().map(|ring| corners(ring)).collect::<Array>()).collect();
            let options = PolylineOptions::new();
            let path: &PathOptions = options.unchecked_ref();
            path.set_class_name("wijk-outline".to_owned());
            path.set_interactive(false);
            self.outlines.add_layer(&Polygon::new_with_options(&polygons, &options));
            if let Some(at) = in_outline(outline) {
                name(&self.outlines, at, &outline.name);
            }
        }
    }

    /// Shows the names of the wijken, or not.
    pub fn show_names(&self, shown: bool) {
        let _ = self.element.class_list().toggle_with_force("map__canvas--named", shown);
    }

    /// Draws where the person is, and how sure that is, in metres.
    pub fn draw_position(&self, at: Point, accuracy: f64) {
        self.position.clear_layers();
        for (class, radius) in [("here here--ring", accuracy), ("here", 0.0)] {
            let options = CircleOptions::new();
            let path: &PathOptions = options.unchecked_ref();
            path.set_class_name(class.to_owned());
            path.set_interactive(false);
            options.set_radius(radius);
            if radius > 0.0 {
                self.position.add_layer(&Circle::new_with_options(&lat_lng(at), &options));
            } else {
                self.position.add_layer(beyond::dot(&lat_lng(at), &options).unchecked_ref());
            }
        }
    }

    /// Marks a spot where something may come, or none.
    pub fn draw_spot(&self, at: Option<Point>) {
        self.spot.clear_layers();
        if let Some(at) = at
            && let Some((_, button)) = stand(&self.spot, at, &Face::Icon("plus".to_owned()))
        {
            // Only a sign: the words and the button stand under the map.
            let _ = button.set_attribute("aria-hidden", "true");
            let _ = button.set_attribute("tabindex", "-1");
            button.set_class_name("pin__face pin__face--new");
        }
    }
}

/// A marker with a button on it.
fn stand(group: &LayerGroup, at: Point, face: &Face) -> Option<(Marker, Element)> {
    let options = MarkerOptions::new();
    options.set_icon(beyond::icon("pin"));
    // The button in it has the keyboard.
    options.set_keyboard(false);
    let marker = Marker::new_with_options(&lat_lng(at), &options);
    marker.add_to_layer_group(group);
    let (document, holder) = (document()?, beyond::element(&marker)?);
    let button = document.create_element("button").ok()?;
    button.set_attribute("type", "button").ok()?;
    match face {
        Face::Count(count) => {
            button.set_class_name("pin__face pin__face--many");
            button.set_text_content(Some(&count.to_string()));
        }
        Face::Icon(name) => {
            button.set_class_name("pin__face");
            button.append_child(icon_of(name)?.as_ref()).ok()?;
        }
    }
    holder.append_child(&button).ok()?;
    Some((marker, button))
}

/// A name in the middle of a wijk, for the eye: a tap goes through it, and lists say the wijk of each place.
fn name(group: &LayerGroup, at: Point, text: &str) {
    let options = MarkerOptions::new();
    options.set_icon(beyond::icon("wijk-name"));
    options.set_keyboard(false);
    options.set_interactive(false);
    let marker = Marker::new_with_options(&lat_lng(at), &options);
    marker.add_to_layer_group(group);
    if let (Some(document), Some(holder)) = (document(), beyond::element(&marker))
        && let Ok(word) = document.create_element("span")
    {
        word.set_text_content(Some(text));
        let _ = holder.set_attribute("aria-hidden", "true");
        let _ = holder.append_child(&word);
    }
}

fn background(tiles: &Tiles) -> TileLayer {
    let options = TileLayerOptions::new();
    let grid: &GridLayerOptions = options.unchecked_ref();
    grid.set_max_zoom(f64::from(tiles.max_zoom));
    // Asked openly, so that the service worker sees whether it came; and the provider sees from which site.
    options.set_cross_origin("anonymous".to_owned());
    options.set_referrer_policy("strict-origin-when-cross-origin".to_owned());
    TileLayer::new_options(tiles.address, &options)
}

fn lat_lng(point: Point) -> LatLng {
    LatLng::new(point.lat, point.lon)
}

fn point(at: &LatLng) -> Point {
    Point { lat: at.lat(), lon: at.lng() }
}

fn corners(ring: &[Point]) -> Array {
    ring.iter().map(|point| Array::of2(&point.lat.into(), &point.lon.into())).collect()
}

/// What the pin under the keyboard is called.
fn focused_label() -> Option<String> {
    document()?.active_element().filter(|element| element.class_name().starts_with("pin__face"))?.get_attribute("aria-label")
}

fn icon_of(name: &str) -> Option<Element> {
    const SVG: &str = "http://www.w3.org/2000/svg";
    let document = document()?;
    let svg = document.create_element_ns(Some(SVG), "svg").ok()?;
    let link = document.create_element_ns(Some(SVG), "use").ok()?;
    for (element, attribute, value) in
        [(&svg, "class", "icon"), (&svg, "width", "22"), (&svg, "height", "22"), (&svg, "aria-hidden", "true")]
    {
        element.set_attribute(attribute, value).ok()?;
    }
    link.set_attribute("href", &format!("/icons.svg#{name}")).ok()?;
    svg.append_child(&link).ok()?;
    Some(svg)
}
