//! What `OpenStreetMap` calls the types of place (`amenity`, `leisure`, `tourism`): <https://wiki.openstreetmap.org/wiki/Map_features>.

/// Its word and our slug.
pub const TYPES: [(&str, &str); 14] = [
    ("toy_library", "spelotheek"),
    ("library", "bibliotheek"),
    ("community_centre", "buurthuis"),
    ("social_centre", "buurthuis"),
    ("social_facility", "dienstencentrum"),
    ("kindergarten", "school"),
    ("school", "school"),
    ("childcare", "kinderopvang"),
    ("playground", "speelplein-of-park"),
    ("park", "speelplein-of-park"),
    ("museum", "museum-of-cultuurhuis"),
    ("arts_centre", "museum-of-cultuurhuis"),
    ("health_centre", "wijkgezondheidscentrum"),
    ("marketplace", "andere"),
];
