//! Filling in what a place lacks, and nothing else.

use super::Field;
use crate::Place;

/// Gives a place what it lacks and `new` has; which fields those are. What stands there stays.
pub fn fill(place: &mut Place, new: Place) -> Vec<Field> {
    let mut filled = Vec::new();
    let origin = new.origin.clone();
    let new_point = new.point().filter(|_| place.lat.is_none() && place.lon.is_none());
    let lists = [(Field::Types, &mut place.types, new.types), (Field::Encounters, &mut place.encounters, new.encounters)];
    for (field, old, new) in lists {
        if old.is_empty() && !new.is_empty() {
            *old = new;
            filled.push(field);
        }
    }
    let texts = [
        (Field::Name, &mut place.name, new.name),
        (Field::Wijk, &mut place.wijk, new.wijk),
        (Field::Address, &mut place.address, new.address),
        (Field::About, &mut place.about, new.about),
        (Field::Audience, &mut place.audience, new.audience),
        (Field::Hours, &mut place.hours, new.hours),
        (Field::Contact, &mut place.contact, new.contact),
        (Field::Website, &mut place.website, new.website),
        (Field::Languages, &mut place.languages, new.languages),
        (Field::Checked, &mut place.checked, new.checked),
    ];
    for (field, old, new) in texts {
        if old.trim().is_empty() && !new.is_empty() {
            *old = new;
            filled.push(field);
        }
    }
    let answers = [
        (Field::Pram, &mut place.pram, new.pram),
        (Field::Wheelchair, &mut place.wheelchair, new.wheelchair),
        (Field::Free, &mut place.free, new.free),
    ];
    for (field, old, new) in answers {
        if old.is_none() && new.is_some() {
            *old = new;
            filled.push(field);
        }
    }
    if let Some(point) = new_point {
        place.put(point);
        filled.push(Field::Position);
    }
    // Where it was fetched belongs to what was fetched: a place that lacked nothing is nobody else's.
    if !filled.is_empty() && place.origin.is_none() {
        place.origin = origin;
    }
    filled.sort_unstable();
    filled
}
