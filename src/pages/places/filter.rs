//! Which places are wanted and how they are shown, as the address says it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::params::ParamsMap;

use crate::components::{use_query_setter, use_words};
use domain::catalogue::Filter;
use domain::geo::Point;
use domain::route::Route;
use domain::{numbers, search};

/// The names in the address.
pub const VIEW: &str = "toon";
/// Wijken, with a bar between them.
pub const WIJK: &str = "wijk";
/// Types, by slug, with a bar between them.
pub const TYPE: &str = "type";
/// Words that must be in it.
const WORDS: &str = "tekst";
/// "ja": those that no longer exist.
pub const RETIRED: &str = "vervallen";
/// Where the map is: latitude, longitude, zoom level.
pub const AT: &str = "op";

/// How places are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// On the map.
    Map,
    /// One below the other.
    List,
    /// Counted by wijk and type.
    Gaps,
}

impl Look {
    /// All, with the word in the address and the word on the screen.
    pub const ALL: [(Self, &'static str, &'static str); 3] =
        [(Self::Map, "", "Kaart"), (Self::List, "lijst", "Lijst"), (Self::Gaps, "vlekken", "Witte vlekken")];
}

/// What stands in the address.
#[derive(Clone, Copy)]
pub struct FilterInAddress {
    query: Memo<ParamsMap>,
    set: Callback<(&'static str, String)>,
    /// Words that must be in it.
    pub words: RwSignal<String>,
}

impl FilterInAddress {
    /// Of the address that is shown.
    #[must_use]
    pub fn here() -> Self {
        Self { query: use_location().query, set: use_query_setter(), words: use_words(WORDS) }
    }

    /// A value, tracked; "" when it is not set.
    #[must_use]
    pub fn value(self, name: &str) -> String {
        self.query.with(|query| query.get(name)).unwrap_or_default()
    }

    /// Sets a value, or takes it away.
    pub fn set(self, name: &'static str, value: &str) {
        self.set.run((name, value.to_owned()));
    }

    /// The values of a list, tracked.
    #[must_use]
    pub fn list(self, name: &str) -> Vec<String> {
        self.value(name).split('|').filter(|one| !one.is_empty()).map(str::to_owned).collect()
    }

    /// Puts a value in a list, or takes it out.
    pub fn toggle(self, name: &'static str, value: &str) {
        let mut list = untrack(|| self.list(name));
        let before = list.len();
        list.retain(|one| one != value);
        if list.len() == before {
            list.push(value.to_owned());
        }
        self.set(name, &list.join("|"));
    }

    /// Takes all filters away.
    pub fn clear(self) {
        for name in [WIJK, TYPE, RETIRED] {
            self.set(name, "");
        }
        self.words.set(String::new());
    }

    /// How places are shown, tracked.
    #[must_use]
    pub fn view(self) -> Look {
        let word = self.value(VIEW);
        Look::ALL.iter().find(|(_, known, _)| *known == word).map_or(Look::Map, |(view, ..)| *view)
    }

    /// The filter, tracked.
    #[must_use]
    pub fn filter(self) -> Filter {
        Filter {
            wijken: self.list(WIJK),
            types: self.list(TYPE),
            words: search::wanted(&self.words.get()),
            retired: !self.value(RETIRED).is_empty(),
        }
    }

    /// Where the map is, tracked.
    #[must_use]
    pub fn at(self) -> Option<(Point, f64)> {
        let text = self.value(AT);
        let mut numbers = text.split(',').map(numbers::read);
        let mut next = || numbers.next()?;
        Some((Point::checked(next()?, next()?)?, next()?.clamp(3.0, 22.0)))
    }

    /// Keeps where the map is.
    pub fn keep_at(self, at: Point, zoom: f64) {
        self.set(AT, &[at.lat, at.lon, zoom].map(numbers::rounded).join(","));
    }
}

/// The address of the list with one wijk, one type, or both.
#[must_use]
pub fn list_of(wijk: Option<&str>, kind: Option<&str>) -> String {
    let filters = [(WIJK, wijk), (TYPE, kind)].into_iter().filter_map(|(name, value)| Some((name, js_sys::encode_uri_component(value?))));
    filters.fold(format!("{}?{VIEW}=lijst", Route::Places.path()), |address, (name, value)| format!("{address}&{name}={value}"))
}

/// The address of the form of a new place, with its wijk and type filled in.
#[must_use]
pub fn new_in(wijk: &str, kind: &str) -> String {
    let [wijk, kind] = [wijk, kind].map(js_sys::encode_uri_component);
    format!("{}?{WIJK}={wijk}&{TYPE}={kind}", Route::NewPlace.path())
}
