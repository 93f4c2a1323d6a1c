//! The house rules that the compiler does not keep: a room knows only the rooms that its row in `src/lib.rs` names, nothing
//! reaches over `super` out of its room, no text becomes markup, nothing panics on purpose, the rooms below the pages leave sentences
//! to `words`, and every file says what it is.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[path = "suite/rust_words.rs"]
mod rust_words;

use rust_words::{Word, paths, without_unit_tests, words};

/// Who may know whom.
const ROOMS: &str = "
    domain:
    content:  domain
    sync:
    formats:  domain
    words:    domain, sync, formats, store, remote
    store:    domain, sync
    remote:   sync
    platform:
    map:      domain, platform
    state:    domain, content, sync, formats, words, store, remote, platform
    ui:       platform
    pages:    ui, state, map, domain, content, formats, words, platform
    app:      domain, content, sync, formats, words, store, remote, platform, state, map, ui, pages
    main:     domain, content, sync, formats, words, store, remote, platform, state, map, ui, pages, app
    lib:      domain, content, sync, formats, words, store, remote, platform, state, map, ui, pages, app
";

/// Rooms that say nothing about what is in them.
const DRAWERS: [&str; 4] = ["utils", "util", "common", "helpers"];

/// Rooms that know what went wrong and leave it to `words` to say so.
const WORDLESS: [&str; 7] = ["domain", "formats", "sync", "store", "remote", "platform", "state"];

/// What turns text into markup, without underscores and capitals.
const MARKUP: [&str; 4] = ["innerhtml", "outerhtml", "insertadjacenthtml", "documentwrite"];

fn allowed() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let names = |list: &'static str| list.split(',').map(str::trim).filter(|name| !name.is_empty());
    ROOMS.lines().filter_map(|line| line.trim().split_once(':')).map(|(room, known)| (room, names(known).collect())).collect()
}

/// A source file: its path below `src/`, with `/` on every system, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// How many modules deep the file is: 0 for the root of the crate.
    fn depth(&self) -> usize {
        match self.path.as_str() {
            "lib.rs" | "main.rs" => 0,
            path => path.split('/').count(),
        }
    }
}

/// Everything in a set of files that breaks a rule, one sentence each.
fn problems(sources: &[Source]) -> Vec<String> {
    let allowed = allowed();
    let mut found = Vec::new();
    for source in sources {
        let all = words(&source.text);
        let mut say = |line: usize, what: String| found.push(format!("src/{}:{line}: {what}", source.path));
        let room = source.room();
        match allowed.get(room) {
            None => say(1, format!("`{room}` is no room of the map")),
            Some(known) => edges(source, &all, known, &mut say),
        }
        if DRAWERS.contains(&room) || source.path.split('/').any(|part| DRAWERS.contains(&part.trim_end_matches(".rs"))) {
            say(1, "a name that says nothing".to_owned());
        }
        if source.path.ends_with("mod.rs") {
            say(1, "`mod.rs`: name the file after its module".to_owned());
        }
        if !source.text.starts_with("//!") {
            say(1, "does not open with `//!`".to_owned());
        }
        for word in &all {
            let bare: String = word.text.to_lowercase().replace(['_', '.'], "");
            if let Some(markup) = MARKUP.iter().find(|markup| bare.contains(*markup)) {
                say(word.line, format!("{markup}: text from people stays text"));
            }
        }
        if WORDLESS.contains(&room) {
            for word in all.iter().filter(|word| is_sentence(&word.text)) {
                say(word.line, format!("a sentence for a person, which `words` says: {}", &word.text[1..]));
            }
        }
        for three in without_unit_tests(&all).windows(3) {
            if three[0].text == "." && ["unwrap", "expect"].contains(&three[1].text.as_str()) && three[2].text == "(" {
                say(three[1].line, format!("`.{}(`: panics on purpose", three[1].text));
            }
        }
    }
    found
}

/// Whether a word of the source is a string that talks to a person.
fn is_sentence(word: &str) -> bool {
    let Some(text) = word.strip_prefix('"') else { return false };
    text.starts_with(char::is_uppercase) && text.ends_with('.') && text.matches(' ').count() >= 3
}

fn edges(source: &Source, all: &[Word], known: &BTreeSet<&str>, say: &mut impl FnMut(usize, String)) {
    let room = source.room();
    for path in paths(all) {
        let rest: Vec<&str> = path.segments.iter().map(String::as_str).skip_while(|part| *part == "self").collect();
        match rest.as_slice() {
            ["crate", next, ..] if *next != room && !known.contains(next) => {
                say(path.line, format!("`{room}` must not know `{next}`"));
            }
            ["crate"] => say(path.line, "`crate` under another name hides who knows whom".to_owned()),
            _ => {}
        }
        let up = rest.iter().take_while(|part| **part == "super").count();
        if up > 0 && up >= source.depth() + path.inside {
            say(path.line, format!("`{}` leaves its room over `super`: say `crate::`", rest.join("::")));
        }
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn project() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|file| Source {
            path: file.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/"),
            text: fs::read_to_string(&file).unwrap(),
        })
        .collect()
}

#[test]
fn every_file_keeps_the_rules_of_the_house() {
    let sources = project();
    assert!(sources.len() > 30, "found only {} files", sources.len());
    let found = problems(&sources);
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn the_map_in_lib_rs_is_the_table_of_this_test() {
    let lib = project().into_iter().find(|s| s.path == "lib.rs").unwrap().text;
    let mut drawn: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in lib.lines().filter_map(|l| l.strip_prefix("//! | ")) {
        let cells: Vec<&str> = row.trim_end_matches('|').split('|').map(str::trim).collect();
        let [room, _, knows] = cells.as_slice() else { panic!("a row with other columns: {row}") };
        let room = room.trim_matches(['[', ']', '`']);
        if room == "room" || room.starts_with("---") {
            continue;
        }
        let knows = knows.split(',').map(|name| name.trim().to_owned()).filter(|name| name != "nothing");
        drawn.insert(room.to_owned(), knows.collect());
    }
    let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (room, known) in allowed() {
        // What puts everything together knows everything: the map does not draw it.
        if !["app", "main", "lib"].contains(&room) {
            wanted.insert(room.to_owned(), known.iter().map(|k| (*k).to_owned()).collect());
        }
    }
    assert_eq!(drawn, wanted);
}

/// What the checker says of one file with a proper opening line.
fn said_of(path: &str, code: &str) -> Vec<String> {
    let text = format!("//! A sample.\n{code}\n");
    problems(&[Source { path: path.to_owned(), text }])
}

#[test]
fn the_checker_refuses_each_bad_sample() {
    let bad = [
        ("domain/a.rs", "use crate::store::Store;", "`domain` must not know `store`"),
        ("formats/a.rs", "use crate::{domain::Id, sync::{Rev, rev}};", "`formats` must not know `sync`"),
        ("pages/kijken/a.rs", "fn f(e: crate::store::ReadError) {}", "`pages` must not know `store`"),
        ("ui/a.rs", "fn f() { g(&crate::domain::Lane::ALL); }", "`ui` must not know `domain`"),
        ("store/a.rs", "use crate::nowhere::X;", "`store` must not know `nowhere`"),
        ("platform/a.rs", "use crate as root;", "under another name"),
        ("formats/text.rs", "fn f() { super::super::domain::g(); }", "leaves its room"),
        ("formats.rs", "use super::domain::Id;", "leaves its room"),
        ("sync/a.rs", "mod inner { use super::super::super::domain::Id; }", "leaves its room"),
        ("sync/a.rs", "use self::super::super::{domain::Id};", "leaves its room"),
        ("ui/a.rs", "fn f() { view! { <p inner_html=text/> }; }", "innerhtml"),
        ("ui/a.rs", "fn f() { set(&node, \"innerHTML\", text); }", "innerhtml"),
        ("ui/a.rs", "fn f() { x.unwrap(); }", "panics on purpose"),
        ("ui/a.rs", "fn f() { x\n    .expect(\"never\"); }", "panics on purpose"),
        ("formats/a.rs", "const A: &str = \"Dit bestand is te groot.\";", "a sentence for a person"),
        ("state/a.rs", "fn f(app: App) { app.toasts.say(\"Dit bestand is te groot.\"); }", "a sentence for a person"),
        ("utils.rs", "", "no room of the map"),
        ("state/common.rs", "", "says nothing"),
        ("store/mod.rs", "", "mod.rs"),
    ];
    for (path, code, expected) in bad {
        let said = said_of(path, code);
        assert!(said.iter().any(|s| s.contains(expected)), "{path}: {code}\nsaid: {said:?}");
    }
    let unsaid = problems(&[Source { path: "domain/a.rs".to_owned(), text: "// no\n".to_owned() }]);
    assert_eq!(unsaid, ["src/domain/a.rs:1: does not open with `//!`"]);
}

#[test]
fn the_checker_leaves_each_good_sample_alone() {
    let good = [
        ("store/a.rs", "use crate::{domain::Id, sync::Rev, store::keys};"),
        ("store/indexed/a.rs", "use super::super::keys;"),
        ("domain/a.rs", "mod inner { use super::super::lane::Lane; }"),
        ("domain/a.rs", "// crate::store is not known here\n/* nor /* crate::ui */ .unwrap() */ fn f() {}"),
        ("domain/a.rs", "const A: &str = \"crate::store::x().unwrap()\"; const B: &str = r#\"super::super::ui\"#;"),
        ("domain/a.rs", "pub(crate) fn f<'a>(q: &'a str) -> char { '\"' }"),
        ("domain/a.rs", "#[cfg(test)]\nmod tests {\n    fn f() { x.unwrap(); }\n}"),
        ("domain/a.rs", "#[expect(dead_code)]\nfn f() { x.unwrap_or_default().expected(); }"),
        ("formats/a.rs", "// \"Dit bestand is te groot.\"\nconst A: &str = \"Dit bezoek\"; const B: &str = \"not a recovery file.\";"),
        ("words/a.rs", "const A: &str = \"Dit bestand is te groot.\";"),
        ("main.rs", "fn f() { crate::app::start(); }"),
    ];
    for (path, code) in good {
        assert_eq!(said_of(path, code), Vec::<String>::new(), "{path}: {code}");
    }
}
