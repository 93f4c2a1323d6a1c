//! The built-in instruments: every file reads strictly, is complete, and says the facts as they were given.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use domain::content;
use domain::lane::LaneWords;
use domain::stad::{Stad, Starter};
use domain::text::fold;
use domain::{Lens, Place};
use serde_json::{Value, json};

const LENSES: &str = include_str!("../src/content/lenses.json");
const LANE_WORDS: &str = include_str!("../src/content/lane_words.json");
const PLACE_TYPES: &str = include_str!("../src/content/place_types.json");
const STAD: &str = include_str!("../src/content/stad.json");

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

fn assert_all_different<T: Ord + std::fmt::Debug>(what: &str, all: impl IntoIterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for one in all {
        let said = format!("{one:?}");
        assert!(seen.insert(one), "{what}: {said} is there twice");
    }
}

fn is_slug(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[test]
fn every_file_reads_strictly_and_the_loader_gives_all_of_it() {
    assert_eq!(read::<Vec<Lens>>(LENSES), content::lenses());
    let words: LaneWords = read(LANE_WORDS);
    assert_eq!((&words.thought, &words.valued), (&content::lane_words().thought, &content::lane_words().valued));
    assert_eq!(Stad::read(&read(STAD)).as_ref(), Ok(content::stad()));
    assert_eq!(read::<Vec<Value>>(PLACE_TYPES).len(), content::place_types().len());
    let stad: Value = read(STAD);
    let lengths = ["wijken", "places"].map(|list| stad[list].as_array().unwrap().len());
    assert_eq!(lengths, [content::stad().wijken.len(), content::stad().places.len()]);
}

/// The fields in `raw` that reading and writing lost: a misspelt name, most likely.
fn misspelt(raw: &Value, typed: &Value, at: &str, found: &mut Vec<String>) {
    match (raw, typed) {
        (Value::Object(raw), Value::Object(typed)) => {
            for (key, value) in raw {
                match typed.get(key) {
                    Some(other) => misspelt(value, other, &format!("{at}.{key}"), found),
                    None => found.push(format!("{at}.{key}")),
                }
            }
        }
        (Value::Array(raw), Value::Array(typed)) => {
            for (i, (value, other)) in raw.iter().zip(typed).enumerate() {
                misspelt(value, other, &format!("{at}[{i}]"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn no_field_of_a_file_is_misspelt() {
    let mut found = Vec::new();
    misspelt(&read(LENSES), &json!(content::lenses()), "lenses", &mut found);
    misspelt(&read(STAD), &content::stad().write(), "stad", &mut found);
    let keys = |text: &str| read::<serde_json::Map<String, Value>>(text).keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(LANE_WORDS), ["thought", "valued"]);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_ten_lenses_are_there_in_the_order_of_the_instrument() {
    let names: Vec<&str> = content::lenses().iter().map(|lens| lens.name.as_str()).collect();
    let wanted = [
        "Zitten en staan",
        "Doorgang en knelpunten",
        "Gesprekken",
        "Aankomen en vertrekken",
        "De medewerker in de ruimte",
        "Kinderen in beweging",
        "De uitleenbalie",
        "Wie is er, wie niet",
        "Eten en drinken",
        "Ongeschreven regels",
    ];
    assert_eq!(names, wanted);
}

#[test]
fn every_lens_asks_four_to_six_open_questions_and_can_count() {
    for lens in content::lenses() {
        assert!((4..=6).contains(&lens.questions.len()), "{}", lens.id);
        let counters = lens.questions.iter().map(|q| q.counters.len()).sum::<usize>();
        assert!(counters > 0 || lens.id == "ongeschreven-regels", "{} counts nothing", lens.id);
        for question in &lens.questions {
            assert!(question.text.ends_with('?'), "{}", question.text);
        }
    }
}

#[test]
fn ids_are_slugs_and_unique_where_records_point_to_them() {
    let lenses = content::lenses();
    assert_all_different("lens", lenses.iter().map(|l| &l.id));
    assert_all_different("question", lenses.iter().flat_map(|l| &l.questions).map(|q| &q.id));
    for lens in lenses {
        assert_all_different(&lens.id, lens.questions.iter().flat_map(|q| &q.counters).map(|c| &c.id));
        let inside = lens.questions.iter().flat_map(|q| q.counters.iter().map(|c| &c.id).chain([&q.id]));
        for id in inside.chain([&lens.id]) {
            assert!(is_slug(id), "{id}");
        }
    }
    assert_all_different("type", content::place_types().iter().map(|t| &t.id));
    assert!(content::place_types().iter().all(|t| is_slug(&t.id)));
    assert_all_different("place", content::stad().places.iter().map(|p| p.id));
    // Ids made once: hexadecimal, as UUIDs are written, and not one a device could draw today.
    for place in &content::stad().places {
        let parts: Vec<usize> = place.id.as_str().split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{}", place.id);
        assert!(place.id.as_str().chars().all(|c| c == '-' || c.is_ascii_hexdigit()), "{}", place.id);
    }
}

#[test]
fn no_text_is_empty_padded_or_there_twice() {
    let lenses = content::lenses();
    let questions = || lenses.iter().flat_map(|l| &l.questions);
    let mut texts: Vec<&str> = Vec::new();
    for lens in lenses {
        texts.extend([lens.name.as_str(), &lens.focus, &lens.source]);
    }
    texts.extend(questions().flat_map(|q| [q.text.as_str(), &q.hint]));
    texts.extend(questions().flat_map(|q| &q.counters).map(|c| c.label.as_str()));
    texts.extend(content::place_types().iter().map(|t| t.name.as_str()));
    texts.extend(content::stad().places.iter().map(|p| p.place.name.as_str()));
    texts.extend(content::stad().wijken.iter().map(|w| w.name.as_str()));
    for text in texts {
        assert!(!text.is_empty() && text.trim() == text && !text.contains("  "), "{text:?}");
    }
    assert_all_different("name", lenses.iter().map(|l| &l.name));
    assert_all_different("focus", lenses.iter().map(|l| &l.focus));
    assert_all_different("question", questions().map(|q| &q.text));
    assert_all_different("hint", questions().map(|q| &q.hint));
    for lens in lenses {
        assert_all_different(&lens.id, lens.questions.iter().flat_map(|q| &q.counters).map(|c| &c.label));
    }
    assert_all_different("type", content::place_types().iter().map(|t| &t.name));
    assert_all_different("place", content::stad().places.iter().map(|p| &p.place.name));
    assert_all_different("wijk", content::stad().wijken.iter().map(|w| &w.name));
}

#[test]
fn every_icon_that_content_names_is_shipped() {
    let shipped = fs::read_to_string(project().join("style/icons.txt")).unwrap();
    let shipped: BTreeSet<&str> = shipped.split_whitespace().collect();
    let lenses = content::lenses().iter().map(|l| l.icon.as_str());
    let missing: Vec<&str> =
        lenses.chain(content::place_types().iter().map(|t| t.icon.as_str())).filter(|icon| !shipped.contains(icon)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn fifteen_places_stand_in_the_city_in_a_known_wijk_with_a_known_type() {
    assert_eq!((content::stad().places.len(), content::stad().wijken.len(), content::place_types().len()), (15, 25, 14));
    for Starter { place, .. } in &content::stad().places {
        assert!(content::stad().wijken.iter().any(|w| w.name == place.wijk), "{}: {}", place.name, place.wijk);
        assert!(!place.types.is_empty());
        for kind in &place.types {
            assert!(content::place_types().iter().any(|t| t.id == *kind), "{}: {kind}", place.name);
        }
        let Place { lat: Some(lat), lon: Some(lon), .. } = place else {
            panic!("{} has no point", place.name);
        };
        let centre = content::stad().centre;
        assert!((centre.lat - lat).abs() < 0.1 && (centre.lon - lon).abs() < 0.15, "{}: {lat}, {lon}", place.name);
    }
    assert_eq!(content::place_types().last().unwrap().id, "andere");
}

/// Records of teams point to them: an id that shipped stays.
#[test]
fn the_ids_of_the_starter_places_are_those_that_shipped() {
    let shipped = [
        ("0192a000-0001-740d-b902-6447a2918409", "Bibliotheek De Krook"),
        ("0192a000-0002-7a27-a701-02298f8f2dc6", "Bibliotheek Ledeberg"),
        ("0192a000-0003-7d2f-b8e8-823d5e621896", "Bibliotheek Mariakerke"),
        ("0192a000-0004-7700-95bd-0ba8c0eb3d98", "Bibliotheek Sint-Amandsberg"),
        ("0192a000-0005-7b69-b130-9b3319e6c098", "Bibliotheek Oostakker"),
        ("0192a000-0006-7461-b9bb-37424a1a674b", "Bibliotheek Gentbrugge"),
        ("0192a000-0007-7606-b2c4-b40a32a77a51", "Bibliotheek Drongen"),
        ("0192a000-0008-7c20-b95e-20f076d27f81", "Bibliotheek Westveld"),
        ("0192a000-0009-7263-9fc3-a70c091dfd17", "Bibliotheek Wondelgem"),
        ("0192a000-000a-72b6-ad88-22f7743e4082", "Bibliotheek Brugse Poort"),
        ("0192a000-000b-7cc1-a613-eecdae2540ee", "Bibliotheek Sint-Denijs-Westrem"),
        ("0192a000-000c-716f-a356-2167c9df4f67", "Bibliotheek Watersportbaan"),
        ("0192a000-000d-7a7e-8939-13d42fbe672b", "Bibliotheek Bloemekenswijk"),
        ("0192a000-000e-789b-8e77-1a3984722c5b", "Bibliotheek Zwijnaarde"),
        ("0192a000-000f-73c1-a8b2-e67149bb4407", "Bibliotheek Nieuw Gent"),
    ];
    let ours: Vec<(&str, &str)> = content::stad().places.iter().map(|one| (one.id.as_str(), one.place.name.as_str())).collect();
    assert_eq!(ours, shipped);
}

/// The city is data: nothing else may know which one it is. What is said of an instrument's source is a credit.
#[test]
fn nothing_but_its_own_file_and_credits_names_the_city() {
    fn all(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { all(&path, found) } else { found.push(path) }
        }
    }
    let (mut files, mut named) = (Vec::new(), Vec::new());
    all(&project().join("src"), &mut files);
    all(&project().join("crates/domain/src"), &mut files);
    all(&project().join("crates/sync/src"), &mut files);
    let called = [content::stad().name.to_lowercase(), "ghent".to_owned()];
    for path in files.into_iter().filter(|path| !path.ends_with("content/stad.json") && !path.ends_with("content/sources.md")) {
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        for line in text.lines().filter(|line| !line.contains("goed omringd in")) {
            let mut words = line.split(|c: char| !c.is_alphanumeric());
            if words.any(|word| called.iter().any(|name| name == word)) {
                named.push(format!("{}: {line}", path.display()));
            }
        }
    }
    assert_eq!(named, Vec::<String>::new());
}

#[test]
fn no_lane_word_is_in_both_lists_twice_or_written_in_a_way_that_is_never_heard() {
    let words = content::lane_words();
    assert_all_different("lane word", words.thought.iter().chain(&words.valued).map(|w| fold(w)));
    for word in words.thought.iter().chain(&words.valued) {
        let plain = word.chars().all(|c| c.is_alphabetic() || c == ' ');
        assert!(plain && word.trim() == word && word.to_lowercase() == *word && !word.contains("  "), "{word:?}");
    }
    // The words that the brief itself names.
    for word in ["gezellig", "saai", "te weinig", "goed", "slecht"] {
        assert!(words.valued.iter().any(|w| w == word), "{word}");
    }
    for word in ["waarschijnlijk", "precies alsof", "verveeld"] {
        assert!(words.thought.iter().any(|w| w == word), "{word}");
    }
}

#[test]
fn every_file_names_the_instrument_it_comes_from() {
    let folder = project().join("crates/domain/src/content");
    let sources = fs::read_to_string(folder.join("sources.md")).unwrap();
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name != "sources.md" {
            assert!(sources.contains(&format!("**`{name}`**: ")), "sources.md says nothing of {name}");
            files += 1;
        }
    }
    assert_eq!(files, 11);
}

#[test]
fn places_and_wijken_are_the_facts_as_they_were_given() {
    let given = project().join("../shared/data/plekken-gent.json");
    // The file is beside the project, not in it: a fresh clone has nothing to compare with.
    let Some(given) = read_if_there(&given) else { return };
    let of = |list: &Value, fields: &[(&str, &str)]| -> Vec<Value> {
        let one = |item: &Value| fields.iter().map(|(from, to)| ((*to).to_owned(), item[*from].clone())).collect();
        list.as_array().unwrap().iter().map(one).collect()
    };
    let wijken = of(&given["wijken"], &[("wijk", "name"), ("lat", "lat"), ("lon", "lon")]);
    let stad: Value = read(STAD);
    assert_eq!(stad["wijken"], json!(wijken));
    let mut places = of(&given["places"], &[("name", "name"), ("type", "types"), ("wijk", "wijk"), ("lat", "lat"), ("lon", "lon")]);
    for place in &mut places {
        place["types"] = json!([place["types"]]);
    }
    let mut ours = stad["places"].as_array().unwrap().clone();
    for place in &mut ours {
        place.as_object_mut().unwrap().remove("id");
    }
    assert_eq!(ours, places);
}

fn read_if_there(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    Some(read(&text))
}
