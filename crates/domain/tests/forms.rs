//! Forms that a team fills in together: every contribution stands beside the others, two phones keep what each wrote, and all of it
//! can be found again.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use domain::action::{self, ActionItem};
use domain::answer::{self, Answer};
use domain::content;
use domain::conversation::{CheckIn, Conversation};
use domain::debrief::{Debrief, Verdict};
use domain::deck::{Card, CardText, Deck};
use domain::gathered::{Gathered, Heard, Said, gather};
use domain::kijkwijzer::{Contribution, Kijkwijzer, Mark, Moment, OwnPoint, Part};
use domain::lens::{Answering, Counter, Lens, OwnLens, Question};
use domain::search::{Entry, wanted};
use domain::summary::timeline;
use domain::text::{fold, letters};
use domain::{Author, Id, Kind, Record, Vision, Visit, formats, naming, occasion};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use sync::three_way;

#[path = "../../../tests/suite/json.rs"]
mod suite;

use suite::{any_json, bent, record};

fn author(name: &str) -> Author {
    Author { id: Id::new(format!("author-{name}")), name: name.to_owned() }
}

fn new<T: Kind>(body: T) -> Record<T> {
    Record::new(Id::new("doc"), author("Fatma"), 1000, body)
}

fn decode<T: Kind>(raw: &Value) -> T {
    Record::decode(Id::new("doc"), raw.clone()).unwrap().body
}

// ---- Gathering ----

fn part(name: &str, created: i64, fill: impl FnOnce(&mut Contribution)) -> Record<Contribution> {
    let form = Id::new("form");
    let mut body = Contribution { kijkwijzer: Some(form), ..Contribution::default() };
    fill(&mut body);
    Record::new(Contribution::id_of(&form, &author(name).id), author(name), created, body)
}

fn note(part: &mut Contribution, point: &str, mark: Mark, text: &str) {
    part.at_point(point, |point| {
        point.mark = mark;
        text.clone_into(&mut point.text);
    });
}

fn own_point(id: &str, block: &str, text: &str) -> OwnPoint {
    OwnPoint { id: id.to_owned(), block: block.to_owned(), text: text.to_owned() }
}

fn form() -> Kijkwijzer {
    Kijkwijzer {
        name: "Woensdagvoormiddag".to_owned(),
        date: "2026-03-01".to_owned(),
        participants: "ouders met baby's".to_owned(),
        guidance: "An".to_owned(),
        place: Some(Id::new("p1")),
        place_name: "De Krook".to_owned(),
        visit: Some(Id::new("v1")),
        vision: "We dromen van een open deur".to_owned(),
        points: vec![own_point("eigen-1", "ruimte", "De kinderwagens staan binnen.")],
        ..Kijkwijzer::default()
    }
}

fn at_point<'a>(blocks: &'a [Gathered], block: &str, point: &str) -> &'a Heard {
    blocks.iter().find(|one| one.id == block).unwrap().points.iter().find(|one| one.id == point).unwrap()
}

fn said(who: &str, mark: Mark, text: &str) -> Said {
    Said { who: who.to_owned(), mark, text: text.to_owned() }
}

#[test]
fn what_two_people_say_at_one_point_stands_side_by_side_the_oldest_first() {
    let parts = [
        part("Bert", 20, |p| {
            note(p, "ruimte-1", Mark::Attention, " Pijlen ontbreken. \n");
            answer::set(&mut p.fields, "ruimte-verloop", "Rustig".to_owned());
        }),
        part("An", 10, |p| {
            note(p, "ruimte-1", Mark::Seen, "");
            note(p, "eigen-1", Mark::Blank, "Drie stuks.");
            answer::set(&mut p.fields, "ruimte-verloop", " Druk\n".to_owned());
        }),
    ];
    let blocks = gather(&form(), content::kijkwijzer(), &parts);
    assert_eq!(
        at_point(&blocks, "ruimte", "ruimte-1").said,
        [said("An", Mark::Seen, ""), said("Bert", Mark::Attention, "Pijlen ontbreken.")]
    );
    let own = at_point(&blocks, "ruimte", "eigen-1");
    assert_eq!((own.text.as_str(), &own.said), ("De kinderwagens staan binnen.", &vec![said("An", Mark::Blank, "Drie stuks.")]));
    assert_eq!(blocks.last().unwrap().points.last(), Some(own), "the team's own come after those built in");
    let field = &blocks.last().unwrap().fields[0];
    assert_eq!(field.said, [said("An", Mark::Blank, "Druk"), said("Bert", Mark::Blank, "Rustig")]);
}

#[test]
fn without_contributions_every_point_is_there_and_nobody_said_anything() {
    let blank = part("An", 1, |p| note(p, "ruimte-1", Mark::Blank, " \n"));
    let mut trashed = part("Bert", 2, |p| note(p, "ruimte-1", Mark::Seen, "weg"));
    trashed.trashed = Some(3);
    let mut stray = part("Chris", 2, |p| note(p, "niet-meer", Mark::Seen, "weg"));
    stray.trashed = Some(3);
    for parts in [vec![], vec![blank, trashed, stray]] {
        let blocks = gather(&form(), content::kijkwijzer(), &parts);
        assert_eq!(blocks.iter().map(|block| block.points.len()).collect::<Vec<_>>(), [6, 7, 5, 6, 5]);
        assert!(blocks.iter().flat_map(|block| block.points.iter().chain(&block.fields)).all(|heard| heard.said.is_empty()));
    }
}

#[test]
fn what_was_said_at_a_point_that_is_gone_comes_under_the_last_block() {
    let parts = [
        part("An", 1, |p| note(p, "niet-meer", Mark::Attention, "De poort klemt.")),
        part("Bert", 2, |p| {
            note(p, "niet-meer", Mark::Seen, "");
            note(p, "leeg", Mark::Blank, " ");
        }),
    ];
    let blocks = gather(&form(), content::kijkwijzer(), &parts);
    let last = blocks.last().unwrap();
    let strays: Vec<&Heard> =
        last.points.iter().filter(|point| !["ruimte", "eigen"].iter().any(|known| point.id.starts_with(known))).collect();
    assert_eq!(strays.len(), 1, "one stray point, and none that is empty");
    assert_eq!(strays[0].said, [said("An", Mark::Attention, "De poort klemt."), said("Bert", Mark::Seen, "")]);
    assert!(!strays[0].text.is_empty());
}

#[test]
fn what_was_written_in_a_closing_field_that_is_gone_is_not_left_out() {
    let parts = [part("An", 1, |p| answer::set(&mut p.fields, "niet-meer", "De poort klemt.".to_owned()))];
    let blocks = gather(&form(), content::kijkwijzer(), &parts);
    let all = blocks.iter().flat_map(|block| block.points.iter().chain(&block.fields)).flat_map(|heard| &heard.said);
    assert_eq!(all.collect::<Vec<_>>(), [&said("An", Mark::Blank, "De poort klemt.")]);
}

const POINTS: [&str; 6] = ["ruimte-1", "ruimte-2", "begeleiding-7", "eigen-1", "weg-1", "weg-2"];
const FIELDS: [&str; 3] = ["voorbereiding-inzet", "ruimte-verloop", "ruimte-ideeen"];
const MARKS: [Mark; 3] = [Mark::Blank, Mark::Seen, Mark::Attention];
const TEXTS: [&str; 5] = ["", " \n", "Vier ouders staan.", " é ", "أهلا"];

type Filled = (bool, Vec<(&'static str, Mark, &'static str)>, Vec<(&'static str, &'static str)>);

fn filled() -> impl Strategy<Value = Filled> {
    let points = prop::collection::vec((select(&POINTS[..]), select(&MARKS[..]), select(&TEXTS[..])), 0..6);
    let fields = prop::collection::vec((select(&FIELDS[..]), select(&TEXTS[..])), 0..4);
    (prop::bool::weighted(0.2), points, fields)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_that_was_said_is_there_once_by_whom_and_where_and_nothing_else_is(all in prop::collection::vec((filled(), 0..3_i64), 0..6)) {
        let (mut parts, mut expected) = (Vec::new(), Vec::new());
        for (number, ((trashed, points, fields), created)) in all.iter().enumerate() {
            let who = format!("P{number}");
            let mut one = part(&who, *created, |part| {
                for (id, mark, text) in points {
                    note(part, id, *mark, text);
                }
                for (id, text) in fields {
                    answer::set(&mut part.fields, id, (*text).to_owned());
                }
            });
            one.trashed = trashed.then_some(1);
            for (ids, field) in [(&POINTS[..], false), (&FIELDS[..], true)] {
                for id in ids.iter().filter(|_| !trashed) {
                    let (mark, text) = if field {
                        (Mark::Blank, answer::of(&one.body.fields, id).trim().to_owned())
                    } else {
                        (one.body.point(id).mark, one.body.point(id).text.trim().to_owned())
                    };
                    if mark != Mark::Blank || !text.is_empty() {
                        expected.push((String::from(*id), *created, who.clone(), mark.label(Moment::During), text));
                    }
                }
            }
            parts.push(one);
        }
        let blocks = gather(&form(), content::kijkwijzer(), &parts);
        let heard = || blocks.iter().flat_map(|block| block.points.iter().chain(&block.fields));
        let when = |who: &str| parts.iter().find(|part| part.author.name == who).unwrap().created;
        let mut found = Vec::new();
        for one in heard() {
            prop_assert!(one.said.is_sorted_by_key(|said| when(&said.who)), "the oldest first");
            found.extend(one.said.iter().map(|s| (one.id.clone(), when(&s.who), s.who.clone(), s.mark.label(Moment::During), s.text.clone())));
        }
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
        let different: BTreeSet<&String> = heard().map(|one| &one.id).collect();
        prop_assert_eq!(different.len(), heard().count(), "each point once");
    }
}

#[test]
fn the_next_moment_keeps_the_header_the_vision_and_the_own_points_and_takes_nothing_of_what_was_noted() {
    let form = form();
    let id = Id::new("form");
    let again = form.next(&id, "2026-03-08".to_owned());
    assert_eq!(again, Kijkwijzer { moment: Moment::After, date: "2026-03-08".to_owned(), series: Some(id), ..form.clone() });
    assert_eq!(form.moment, Moment::Before, "the first stays what it was");
    // Notes live in documents of their own that point to their form: those of the new one are none yet.
    let (first, second, an) = (Id::new("form"), Id::new("form-2"), author("An").id);
    assert_ne!(Contribution::id_of(&first, &an), Contribution::id_of(&second, &an));
    assert_eq!(Contribution::id_of(&first, &an), Contribution::id_of(&first, &an));
    assert_ne!(Contribution::id_of(&first, &an), Contribution::id_of(&first, &author("Bert").id));
    let noted = part("An", 1, |p| note(p, "eigen-1", Mark::Seen, "Vier ouders staan."));
    let of_second: Vec<_> = [noted.clone()].into_iter().filter(|part| part.body.kijkwijzer.as_ref() == Some(&second)).collect();
    let blocks = gather(&again, content::kijkwijzer(), &of_second);
    assert!(at_point(&blocks, "ruimte", "eigen-1").said.is_empty());
    let written = new(again).encode();
    assert!(!written.to_string().contains("Vier ouders"));
    let fields: BTreeSet<&str> = written.as_object().unwrap().keys().map(String::as_str).collect();
    assert!(!fields.contains("fields") && written["points"].as_array().unwrap().iter().all(|point| point.get("mark").is_none()));
}

#[test]
fn after_preparing_and_looking_one_looks_back_and_after_that_another_occasion_begins() {
    let during = Kijkwijzer { moment: Moment::During, series: Some(Id::new("first")), ..form() };
    let after = during.next(&Id::new("second"), "2026-03-02".to_owned());
    assert_eq!((after.moment, after.series), (Moment::After, Some(Id::new("first"))));
    let next_time = after.next(&Id::new("third"), "2026-03-08".to_owned());
    assert_eq!((next_time.moment, next_time.series, next_time.visit), (Moment::Before, None, None));
    assert_eq!((next_time.title(), next_time.guidance.as_str(), next_time.points.len()), ("Woensdagvoormiddag", "An", 1));
}

#[test]
fn beforehand_a_point_is_oke_and_from_then_on_it_was_seen() {
    let words = |mark: Mark| Moment::ALL.map(|moment| mark.label(moment));
    assert_eq!(words(Mark::Seen), ["Oké", "Gezien", "Gezien"]);
    assert_eq!(words(Mark::Attention), ["Aandacht nodig"; 3]);
    assert_eq!(words(Mark::Blank), [""; 3]);
    let parts = [part("An", 1, |p| note(p, "ruimte-1", Mark::Seen, "Er hangt een pijl."))];
    for (moment, word) in [(Moment::Before, "An: oké. Er hangt een pijl."), (Moment::After, "An: gezien. Er hangt een pijl.")] {
        let form = Kijkwijzer { moment, ..form() };
        let text = formats::kijkwijzer::text(&form, &gather(&form, content::kijkwijzer(), &parts), "zondag 1 maart");
        assert!(text.contains(word), "{text}");
        assert!(text.contains("EVALUATIE") && !text.contains("VOORBEREIDING"), "only headings with something below them: {text}");
    }
}

#[test]
fn a_closed_block_says_at_how_many_of_its_points_somebody_said_something() {
    let parts = [
        part("An", 1, |p| note(p, "ruimte-1", Mark::Seen, "")),
        part("Bert", 2, |p| {
            note(p, "ruimte-1", Mark::Attention, "");
            note(p, "ruimte-2", Mark::Blank, "Zacht licht.");
            answer::set(&mut p.fields, "ruimte-verloop", "Rustig".to_owned());
        }),
    ];
    let blocks = gather(&form(), content::kijkwijzer(), &parts);
    assert_eq!(blocks.iter().map(Gathered::filled).collect::<Vec<_>>(), [(0, 6), (0, 7), (0, 5), (0, 6), (2, 5)]);
}

#[test]
fn the_first_block_is_prepared_and_the_other_four_are_evaluated() {
    let parts: Vec<Part> = content::kijkwijzer().iter().map(|block| block.part).collect();
    assert_eq!(parts, [Part::Preparation, Part::Evaluation, Part::Evaluation, Part::Evaluation, Part::Evaluation]);
    assert_eq!(Moment::ALL.map(Part::at), [Part::Preparation, Part::Evaluation, Part::Evaluation]);
}

#[test]
fn an_older_form_keeps_its_bytes_and_who_minds_the_encounters_can_be_taken_away_again() {
    let older = new(form()).encode();
    assert!(older.get("minding").is_none() && older.get("series").is_none());
    assert_eq!(decode::<Kijkwijzer>(&older).minding(), "");
    let mut record = Record::<Kijkwijzer>::decode(Id::new("doc"), older).unwrap();
    record.body.minding = Some("Zoë".to_owned());
    let mut record = Record::<Kijkwijzer>::decode(Id::new("doc"), record.encode()).unwrap();
    assert_eq!(record.body.minding(), "Zoë");
    record.body.minding = Some(String::new());
    assert_eq!(decode::<Kijkwijzer>(&record.encode()).minding(), "");
}

// ---- Before and after ----

fn sitting(id: &str, moment: Moment, series: Option<&str>) -> Record<Kijkwijzer> {
    let body = Kijkwijzer { moment, series: series.map(Id::new), date: "2026-03-01".to_owned(), ..Kijkwijzer::default() };
    Record::new(Id::new(id), author("An"), 1, body)
}

fn ids(of: &str, all: &[Record<Kijkwijzer>]) -> Vec<String> {
    let this = all.iter().find(|one| one.id.as_str() == of).unwrap();
    occasion::of((&this.id, &this.body), all).iter().map(|one| one.id.to_string()).collect()
}

#[test]
fn the_forms_of_one_occasion_are_found_from_each_of_them_by_moment() {
    let mut gone = sitting("weg", Moment::During, Some("voor"));
    gone.trashed = Some(5);
    let all = [
        sitting("na", Moment::After, Some("voor")),
        sitting("ander", Moment::Before, None),
        sitting("voor", Moment::Before, None),
        sitting("tijdens", Moment::During, Some("weg")),
        sitting("na-2", Moment::After, Some("tijdens")),
        gone,
    ];
    assert_eq!(ids("ander", &all), ["ander"]);
    for one in ["voor", "na"] {
        assert_eq!(ids(one, &all), ["voor", "na"]);
    }
    assert_eq!(ids("na-2", &all), ["tijdens", "na-2"]);
    let round = [sitting("a", Moment::Before, Some("b")), sitting("b", Moment::After, Some("a"))];
    assert_eq!((ids("a", &round), ids("b", &round)), (vec!["a".to_owned(), "b".to_owned()], vec!["a".to_owned(), "b".to_owned()]));
    let orphans = [sitting("een", Moment::Before, Some("nergens")), sitting("twee", Moment::After, Some("nergens"))];
    assert_eq!(ids("een", &orphans), ["een", "twee"], "also when the first of them is gone for good");
}

#[test]
fn side_by_side_stands_what_was_said_in_either_in_the_order_of_the_form() {
    let before = [part("An", 1, |p| {
        note(p, "ruimte-2", Mark::Seen, "");
        note(p, "eigen-1", Mark::Attention, "Nog plaats maken.");
    })];
    let after = [part("Bert", 2, |p| {
        note(p, "ruimte-1", Mark::Attention, "Pijlen ontbreken.");
        note(p, "ruimte-2", Mark::Seen, "");
        answer::set(&mut p.fields, "begeleiding-verloop", "Rustig".to_owned());
    })];
    let forms = [before, after].map(|parts| gather(&form(), content::kijkwijzer(), &parts));
    let beside = occasion::side_by_side(&forms);
    let names: Vec<(&str, usize)> = beside.iter().map(|block| (block.name.as_str(), block.rows.len())).collect();
    assert_eq!(names, [("Begeleiding en medewerkers", 1), ("Ruimte en beweging", 3)]);
    let rows = &beside[1].rows;
    assert_eq!(rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["ruimte-1", "ruimte-2", "eigen-1"]);
    assert_eq!(rows[0].said, [vec![], vec![said("Bert", Mark::Attention, "Pijlen ontbreken.")]]);
    assert_eq!(rows[1].said, [vec![said("An", Mark::Seen, "")], vec![said("Bert", Mark::Seen, "")]]);
    assert_eq!(occasion::side_by_side(&[gather(&form(), content::kijkwijzer(), &[])]), []);
}

#[test]
fn a_point_that_is_changed_is_there_once_and_blank_means_nothing_marked_or_written() {
    let mut part = Contribution::default();
    assert!(part.is_blank() && part.point("x").mark == Mark::Blank && part.point("x").id == "x");
    note(&mut part, "x", Mark::Blank, " ");
    assert!(part.is_blank());
    note(&mut part, "x", Mark::Seen, "");
    assert!(!part.is_blank());
    note(&mut part, "x", Mark::Blank, "");
    answer::set(&mut part.fields, "f", "iets".to_owned());
    assert!(!part.is_blank());
    answer::set(&mut part.fields, "f", "\t".to_owned());
    assert!(part.is_blank() && part.points.len() == 1 && part.fields.len() == 1);
}

#[test]
fn the_words_in_documents_stay_as_version_1_wrote_them() {
    let said = |value: Value| value.as_str().unwrap().to_owned();
    assert_eq!(Moment::ALL.map(|moment| said(json!(moment))), ["before", "during", "after"]);
    assert_eq!(MARKS.map(|mark| said(json!(mark))), ["blank", "seen", "attention"]);
    assert_eq!([Verdict::None, Verdict::Given, Verdict::Deviates].map(|one| said(json!(one))), ["none", "given", "deviates"]);
    let kinds = [Kijkwijzer::KIND, Contribution::KIND, Debrief::KIND, ActionItem::KIND, Conversation::KIND, CheckIn::KIND, Vision::KIND];
    assert_eq!(kinds, ["kijkwijzer", "kijkwijzer-part", "debrief", "action", "conversation", "check-in", "vision"]);
    assert_eq!((OwnLens::KIND, Deck::KIND), ("lens", "deck"));
    assert_eq!((Vision::id().as_str(), Debrief::id_of(&Id::new("v1")).as_str()), ("vision", "v1-debrief"));
    assert_eq!(Contribution::id_of(&Id::new("f"), &Id::new("a")).as_str(), "f-a");
}

// ---- Two phones ----

/// Two phones change the same document apart; they agree on what becomes of it.
fn on_two_phones<T: Kind>(base: &Record<T>, mine: impl FnOnce(&mut T), theirs: impl FnOnce(&mut T)) -> (T, Value) {
    // What lies on a device was written and read again before it is changed.
    let base = base.encode();
    let phone = |who: &str, at: i64| {
        let mut record = Record::<T>::decode(Id::new("doc"), base.clone()).unwrap();
        record.by = Some(author(who));
        record.updated = at;
        record
    };
    let (mut one, mut two) = (phone("An", 2000), phone("Bert", 3000));
    mine(&mut one.body);
    theirs(&mut two.body);
    let (one, two) = (one.encode(), two.encode());
    let merged = three_way(&base, &one, &two);
    assert_eq!(merged, three_way(&base, &two, &one), "the side that is called first matters");
    (decode(&merged), merged)
}

/// Who fills in which of ten: one, the other, or neither; and whether something stood there already.
fn shares() -> impl Strategy<Value = Vec<(u8, bool)>> {
    prop::collection::vec((0..3_u8, any::<bool>()), 10)
}

fn filled_in(shares: &[(u8, bool)], whose: u8) -> Vec<String> {
    shares.iter().enumerate().filter(|(_, (who, _))| *who == whose).map(|(at, _)| format!("n{at}")).collect()
}

fn there_already(shares: &[(u8, bool)]) -> Vec<String> {
    shares.iter().enumerate().filter(|(_, (_, there))| *there).map(|(at, _)| format!("n{at}")).collect()
}

/// What should stand at each once both phones met.
fn after(shares: &[(u8, bool)]) -> Vec<(String, String)> {
    let text = |(at, (who, there)): (usize, &(u8, bool))| {
        let text = match (who, there) {
            (0, _) => "van An",
            (1, _) => "van Bert",
            (_, true) => "eerst",
            (_, false) => "",
        };
        (format!("n{at}"), text.to_owned())
    };
    shares.iter().enumerate().map(text).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_phones_that_fill_in_different_parts_of_one_contribution_both_keep_theirs(points in shares(), fields in shares()) {
        let fill = |body: &mut Contribution, points: &[String], fields: &[String], mark: Mark, text: &str| {
            for id in points {
                note(body, id, mark, text);
            }
            for id in fields {
                answer::set(&mut body.fields, id, text.to_owned());
            }
        };
        let mut base = new(Contribution { kijkwijzer: Some(Id::new("form")), ..Contribution::default() });
        fill(&mut base.body, &there_already(&points), &there_already(&fields), Mark::Blank, "eerst");
        let (merged, raw) = on_two_phones(
            &base,
            |body| fill(body, &filled_in(&points, 0), &filled_in(&fields, 0), Mark::Seen, "van An"),
            |body| fill(body, &filled_in(&points, 1), &filled_in(&fields, 1), Mark::Attention, "van Bert"),
        );
        for (id, text) in after(&points) {
            let mark = match text.as_str() { "van An" => Mark::Seen, "van Bert" => Mark::Attention, _ => Mark::Blank };
            prop_assert_eq!((merged.point(&id).text, merged.point(&id).mark), (text, mark));
        }
        for (id, text) in after(&fields) {
            prop_assert_eq!(answer::of(&merged.fields, &id), text);
        }
        prop_assert_eq!(raw.get("earlier"), None, "nothing had to give way");
    }

    #[test]
    fn two_people_who_mark_different_notes_of_one_nabespreking_both_keep_theirs(marks in shares(), lines in shares()) {
        let fill = |body: &mut Debrief, marks: &[String], lines: &[String], verdict: Verdict, text: &str| {
            for id in marks {
                body.at_note(id, |mark| {
                    mark.verdict = verdict;
                    text.clone_into(&mut mark.why);
                });
            }
            for id in lines {
                answer::set(&mut body.conclusions, id, text.to_owned());
            }
        };
        let mut base = new(Debrief { visit: Some(Id::new("v1")), ..Debrief::default() });
        fill(&mut base.body, &there_already(&marks), &there_already(&lines), Verdict::None, "eerst");
        let (merged, raw) = on_two_phones(
            &base,
            |body| fill(body, &filled_in(&marks, 0), &filled_in(&lines, 0), Verdict::Given, "van An"),
            |body| fill(body, &filled_in(&marks, 1), &filled_in(&lines, 1), Verdict::Deviates, "van Bert"),
        );
        for (id, text) in after(&marks) {
            let verdict = match text.as_str() { "van An" => Verdict::Given, "van Bert" => Verdict::Deviates, _ => Verdict::None };
            prop_assert_eq!((merged.mark(&id).why, merged.mark(&id).verdict), (text, verdict));
        }
        for (id, text) in after(&lines) {
            prop_assert_eq!(answer::of(&merged.conclusions, &id), text);
        }
        prop_assert_eq!(raw.get("earlier"), None, "nothing had to give way");
    }

    #[test]
    fn two_people_who_work_on_different_questions_of_one_lens_both_keep_theirs(
        shares in shares(), moved in 0..10_usize, to in 0..12_usize
    ) {
        let fill = |body: &mut OwnLens, ids: &[String], text: &str| {
            for id in ids {
                match body.questions.iter_mut().find(|question| question.id == *id) {
                    Some(question) => text.clone_into(&mut question.text),
                    None => body.questions.push(question(id, text, &[])),
                }
            }
        };
        let mut base = new(OwnLens { name: "Balie".to_owned(), ..OwnLens::default() });
        fill(&mut base.body, &there_already(&shares), "eerst");
        let (merged, raw) = on_two_phones(
            &base,
            |body| {
                fill(body, &filled_in(&shares, 0), "van An");
                body.move_question(&format!("n{moved}"), to);
            },
            |body| fill(body, &filled_in(&shares, 1), "van Bert"),
        );
        let mut questions: Vec<(String, String)> = merged.questions.iter().map(|one| (one.id.clone(), one.text.clone())).collect();
        questions.sort();
        prop_assert_eq!(questions, after(&shares).into_iter().filter(|(_, text)| !text.is_empty()).collect::<Vec<_>>());
        prop_assert_eq!(raw.get("earlier"), None, "nothing had to give way");
    }

    #[test]
    fn two_people_who_work_on_different_cards_or_languages_of_one_deck_both_keep_theirs(nl in shares(), fr in shares()) {
        let fill = |body: &mut Deck, ids: &[String], language: &str, text: &str| {
            for id in ids {
                if !body.cards.iter().any(|card| card.id == *id) {
                    body.cards.push(Card { id: id.clone(), ..Card::default() });
                }
                let card = body.cards.iter_mut().find(|card| card.id == *id).unwrap();
                match card.texts.iter_mut().find(|one| one.id == language) {
                    Some(one) => text.clone_into(&mut one.text),
                    None => card.texts.push(CardText { id: language.to_owned(), text: text.to_owned() }),
                }
            }
        };
        let mut base = new(Deck { name: "Vragen".to_owned(), ..Deck::default() });
        fill(&mut base.body, &there_already(&nl), "nl", "eerst");
        fill(&mut base.body, &there_already(&fr), "fr", "eerst");
        let (merged, raw) = on_two_phones(
            &base,
            |body| { fill(body, &filled_in(&nl, 0), "nl", "van An"); fill(body, &filled_in(&fr, 0), "fr", "van An"); },
            |body| { fill(body, &filled_in(&nl, 1), "nl", "van Bert"); fill(body, &filled_in(&fr, 1), "fr", "van Bert"); },
        );
        for (language, shares) in [("nl", &nl), ("fr", &fr)] {
            for (id, text) in after(shares) {
                prop_assert_eq!(merged.card(&id).map_or("", |card| card.text(language)), text, "{} in {}", id, language);
            }
        }
        prop_assert_eq!(raw.get("earlier"), None, "nothing had to give way");
    }
}

#[test]
fn counters_that_two_people_add_to_one_question_are_both_there() {
    let base =
        new(OwnLens { name: "Balie".to_owned(), questions: vec![question("q1", "Wie?", &[("c1", "ouders")])], ..OwnLens::default() });
    let add =
        |id: &'static str| move |lens: &mut OwnLens| lens.questions[0].counters.push(Counter { id: id.to_owned(), label: id.to_owned() });
    let (merged, _) = on_two_phones(&base, add("c2"), add("c3"));
    assert_eq!(merged.questions[0].counters.iter().map(|c| c.id.as_str()).collect::<BTreeSet<_>>(), BTreeSet::from(["c1", "c2", "c3"]));
}

#[test]
fn what_two_people_write_at_the_very_same_point_is_not_lost() {
    let (merged, raw) = on_two_phones(
        &new(Contribution { kijkwijzer: Some(Id::new("form")), ..Contribution::default() }),
        |body| note(body, "p1", Mark::Seen, "twee stoelen"),
        |body| note(body, "p1", Mark::Attention, "drie banken"),
    );
    assert_eq!((merged.points.len(), merged.point("p1").text.as_str()), (1, "drie banken"));
    assert!(raw["earlier"].to_string().contains("twee stoelen"), "{raw}");
    // One marks, the other writes, and neither knew the point: the words stay, on top or among the earlier ones.
    for mine_first in [true, false] {
        let marks = |body: &mut Debrief| body.at_note("o1", |mark| mark.verdict = Verdict::Deviates);
        let writes = |body: &mut Debrief| body.at_note("o1", |mark| "hij kende niemand".clone_into(&mut mark.why));
        let base = new(Debrief { visit: Some(Id::new("v1")), ..Debrief::default() });
        let (_, raw) = if mine_first { on_two_phones(&base, marks, writes) } else { on_two_phones(&base, writes, marks) };
        assert!(raw.to_string().contains("hij kende niemand") && raw.to_string().contains("deviates"), "{raw}");
    }
}

#[test]
fn fields_of_a_conversation_and_a_check_in_that_two_people_fill_in_are_all_there() {
    let (talk, _) = on_two_phones(
        &new(Conversation::default()),
        |body| {
            answer::set(&mut body.fields, "waarom", "van An".to_owned());
            "citaat".clone_into(&mut body.quote);
        },
        |body| {
            answer::set(&mut body.fields, "themas", "van Bert".to_owned());
            body.questions.push(Answer { id: "openen-1".to_owned(), text: String::new() });
        },
    );
    assert_eq!((answer::of(&talk.fields, "waarom"), answer::of(&talk.fields, "themas")), ("van An", "van Bert"));
    assert_eq!((talk.quote.as_str(), talk.questions.len(), talk.title()), ("citaat", 1, "Gesprek"));
    let (check, _) = on_two_phones(
        &new(CheckIn::default()),
        |body| answer::set(&mut body.fields, "gezien", "van An".to_owned()),
        |body| answer::set(&mut body.fields, "gehoord", "van Bert".to_owned()),
    );
    assert_eq!((answer::of(&check.fields, "gezien"), answer::of(&check.fields, "gehoord")), ("van An", "van Bert"));
}

// ---- Taps over time ----

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_tap_falls_in_one_stretch_the_earliest_in_the_first_and_the_latest_in_the_last(
        taps in prop::collection::vec(prop_oneof![3 => 0..5_000_i64, 1 => any::<i64>()], 0..60), stretches in 1..40_usize
    ) {
        let counts = timeline(&taps, stretches);
        prop_assert_eq!(counts.iter().sum::<usize>(), taps.len());
        prop_assert_eq!(counts.len(), if taps.is_empty() { 0 } else { stretches });
        if let (Some(first), Some(last)) = (taps.iter().min(), taps.iter().max()) {
            prop_assert!(counts[0] > 0);
            prop_assert!(first == last || counts[stretches - 1] > 0);
            prop_assert!(first != last || counts[0] == taps.len());
        }
        let mut turned = taps;
        turned.reverse();
        prop_assert_eq!(timeline(&turned, stretches), counts, "the order they are kept in does not matter");
    }
}

#[test]
fn taps_fall_in_stretches_of_equal_length() {
    assert_eq!(timeline(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 10], 2), [5, 5]);
    assert_eq!(timeline(&[100, 100, 130, 200], 4), [2, 1, 0, 1]);
    assert_eq!(timeline(&[], 4), Vec::<usize>::new());
    assert_eq!(timeline(&[7, 7], 3), [2, 0, 0]);
}

// ---- Lenses ----

fn question(id: &str, text: &str, counters: &[(&str, &str)]) -> Question {
    let counters = counters.iter().map(|(id, label)| Counter { id: (*id).to_owned(), label: (*label).to_owned() }).collect();
    Question { id: id.to_owned(), text: text.to_owned(), hint: String::new(), counters, pick: None }
}

fn own_lens() -> OwnLens {
    OwnLens {
        name: " Balie ".to_owned(),
        focus: "wie wacht".to_owned(),
        questions: vec![
            question("q1", "Wie staat?", &[("c1", "ouders"), ("c2", " \n")]),
            question("q2", " ", &[("c3", "weg")]),
            Question { pick: Some(true), ..question("q3", "Hoe druk?", &[("c4", "rustig"), ("c5", "druk")]) },
        ],
        retired: false,
    }
}

#[test]
fn a_copy_of_a_lens_asks_the_same_under_ids_of_its_own() {
    for lens in content::lenses() {
        let mut number = 0;
        let copy = OwnLens::copy_of(lens, || {
            number += 1;
            format!("nieuw-{number}")
        });
        let ids: BTreeSet<&String> = copy.questions.iter().map(|question| &question.id).collect();
        assert_eq!(ids.len(), lens.questions.len());
        assert!(lens.questions.iter().all(|question| !ids.contains(&question.id)), "{}", lens.name);
        let asked = |questions: &[Question]| questions.iter().map(|q| Question { id: String::new(), ..q.clone() }).collect::<Vec<_>>();
        assert_eq!(asked(&copy.questions), asked(&lens.questions));
        assert_eq!((copy.name, &copy.focus, copy.retired), (format!("{} (kopie)", lens.name), &lens.focus, false));
    }
}

#[test]
fn a_visit_gets_a_lens_without_empty_questions_and_counters() {
    let lens = own_lens().to_lens(&Id::new("l1"));
    assert_eq!((lens.id.as_str(), lens.name.as_str(), lens.focus.as_str()), ("l1", "Balie", "wie wacht"));
    let expected = [
        question("q1", "Wie staat?", &[("c1", "ouders")]),
        Question { pick: Some(true), ..question("q3", "Hoe druk?", &[("c4", "rustig"), ("c5", "druk")]) },
    ];
    assert_eq!(lens.questions, expected);
    assert_eq!(OwnLens::default().to_lens(&Id::new("l1")).name, "Bril zonder naam");
}

#[test]
fn a_visit_stays_as_it_was_asked_when_the_own_lens_changes() {
    let mut own = new(own_lens());
    let mut visit = new(Visit::default());
    visit.body.lenses.push(own.body.to_lens(&own.id));
    let before = visit.encode();
    own.body.questions[0].text = "Wie zit?".to_owned();
    own.body.questions[0].counters.clear();
    own.body.move_question("q3", 0);
    own.body.questions.retain(|question| question.id != "q1");
    own.body.retired = true;
    assert_eq!(visit.encode(), before);
    let asked: Visit = decode(&before);
    assert_eq!(asked.lenses[0], own_lens().to_lens(&Id::new("doc")));
    assert_eq!(asked.lenses[0].question("q1").unwrap().1.counters.len(), 1);
}

#[test]
fn a_question_without_pick_is_written_as_before_there_was_one() {
    let plain = question("q1", "Wie?", &[("c1", "ouders")]);
    assert_eq!(json!(plain), json!({"id": "q1", "text": "Wie?", "hint": "", "counters": [{"id": "c1", "label": "ouders"}]}));
    let pick = Question { pick: Some(true), ..plain.clone() };
    assert_eq!(json!(pick)["pick"], json!(true));
    for one in [plain, pick] {
        assert_eq!(serde_json::from_value::<Question>(json!(one)).unwrap(), one);
    }
    assert_eq!(serde_json::from_value::<Question>(json!({"id": "q", "text": "?"})).unwrap(), question("q", "?", &[]));
}

#[test]
fn a_question_that_was_to_be_chosen_and_now_counts_counts_when_it_is_read_again() {
    let written = new(own_lens()).encode();
    let mut record = Record::<OwnLens>::decode(Id::new("doc"), written).unwrap();
    record.body.questions[2].pick = Some(false);
    let again: OwnLens = decode(&record.encode());
    assert_eq!(again.questions[2].answering(), Answering::Counting);
}

#[test]
fn a_question_is_open_counts_or_lets_choose() {
    assert_eq!(question("q", "?", &[]).answering(), Answering::Open);
    assert_eq!(question("q", "?", &[("c", "x")]).answering(), Answering::Counting);
    assert_eq!(Question { pick: Some(true), ..question("q", "?", &[("c", "x")]) }.answering(), Answering::Choosing);
    assert_eq!(Answering::ALL.map(|(one, _)| one), [Answering::Open, Answering::Counting, Answering::Choosing]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn moving_a_question_keeps_them_all_and_the_order_of_the_others(
        count in 0..9_usize, which in 0..10_usize, to in prop_oneof![0..12_usize, Just(usize::MAX)]
    ) {
        let questions: Vec<Question> = (0..count).map(|at| question(&format!("q{at}"), &format!("Vraag {at}?"), &[])).collect();
        let mut lens = OwnLens { questions: questions.clone(), ..OwnLens::default() };
        let id = format!("q{which}");
        lens.move_question(&id, to);
        if which < count {
            prop_assert_eq!(lens.questions.iter().position(|one| one.id == id), Some(to.min(count - 1)));
        }
        let others = |all: &[Question]| all.iter().filter(|one| one.id != id).cloned().collect::<Vec<_>>();
        prop_assert_eq!(others(&lens.questions), others(&questions));
        prop_assert_eq!(lens.questions.len(), count);
    }

    #[test]
    fn what_a_visit_gets_of_an_own_lens_is_all_that_has_words(
        texts in prop::collection::vec((select(&TEXTS[..]), prop::collection::vec(select(&TEXTS[..]), 0..4)), 0..8)
    ) {
        let questions = texts.iter().enumerate().map(|(at, (text, labels))| {
            let counter = |(n, label): (usize, &&str)| Counter { id: format!("c{at}-{n}"), label: (*label).to_owned() };
            Question { counters: labels.iter().enumerate().map(counter).collect(), ..question(&format!("q{at}"), text, &[]) }
        });
        let lens: Lens = OwnLens { questions: questions.collect(), ..OwnLens::default() }.to_lens(&Id::new("l"));
        let labels = |question: &'_ Question| question.counters.iter().map(|c| c.label.clone()).collect::<Vec<_>>();
        let got: Vec<(String, Vec<String>)> = lens.questions.iter().map(|q| (q.text.clone(), labels(q))).collect();
        let said = |text: &&str| !text.trim().is_empty();
        let kept = |labels: &[&str]| labels.iter().copied().filter(said).map(str::to_owned).collect();
        let asked = texts.iter().filter(|(text, _)| said(text));
        let expected: Vec<(String, Vec<String>)> = asked.map(|(text, labels)| ((*text).to_owned(), kept(labels))).collect();
        prop_assert_eq!(got, expected);
    }
}

// ---- Actions, talks, the vision ----

fn to_do(name: &str, due: &str, done: bool) -> ActionItem {
    ActionItem { name: name.to_owned(), due: due.to_owned(), done, ..ActionItem::default() }
}

#[test]
fn what_is_still_to_do_comes_first_the_earliest_day_first_and_what_has_no_day_after_that() {
    let mut all = [
        to_do("6", "", true),
        to_do("3", "", false),
        to_do("2", "2026-10-02", false),
        to_do("5", "2026-12-01", true),
        to_do("1", "2026-09-30", false),
        to_do("4", "2026-01-01", true),
    ];
    all.sort_by(|a, b| action::order(a).cmp(&action::order(b)));
    assert_eq!(all.iter().map(|one| one.name.as_str()).collect::<String>(), "123456");
}

#[test]
fn a_vision_is_one_text_of_the_parts_that_are_there() {
    let vision = |dream: &str, work: &str| Vision { dream: dream.to_owned(), work: work.to_owned() }.text();
    assert_eq!(vision(" een open deur ", "tijd\n"), "We dromen van een open deur\nWe werken aan tijd");
    assert_eq!((vision("een open deur", " ").as_str(), vision("", "tijd").as_str()), ("We dromen van een open deur", "We werken aan tijd"));
    assert_eq!(vision(" \n", ""), "");
}

#[test]
fn what_has_no_name_has_something_to_be_called_by() {
    assert_eq!(Kijkwijzer::default().title(), "Kijkwijzer zonder naam");
    assert_eq!(OwnLens { name: " ".to_owned(), ..OwnLens::default() }.title(), "Bril zonder naam");
    assert_eq!(Conversation { name: " Thuis ".to_owned(), ..Conversation::default() }.title(), "Thuis");
}

// ---- Searching ----

fn entry(body: &Value) -> Option<Entry> {
    Entry::read(Id::new("doc"), body)
}

fn thermos(text: &str) -> Entry {
    entry(&record("thermos-note", json!({ "text": text, "note_kind": "insight", "state": "warm" }))).unwrap()
}

fn has(entry: &Entry, wanted: &[String]) -> bool {
    entry.fit(wanted).is_some()
}

fn finds(text: &str, typed: &str) -> bool {
    has(&thermos(text), &wanted(typed))
}

#[test]
fn words_are_found_whatever_their_capitals_and_accents() {
    for (text, typed) in [
        ("café", "CAFE"),
        ("CAFÉ", "café"),
        ("cafe\u{301}", "CAFÉ"),
        ("Zoë en François", "zoe francois"),
        ("İstanbul ışık ŞEKER", "istanbul isik seker"),
        ("Isparta", "ısparta"),
        ("koffie met melk", "KOFF"),
        ("أهلا وسهلا", "وسهلا"),
    ] {
        assert!(finds(text, typed), "{typed} in {text}");
    }
    assert!(!finds("café", "thee"));
}

#[test]
fn every_letter_of_dutch_french_and_turkish_is_found_by_its_capital() {
    let pairs = "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZéÉèÈêÊëËàÀâÂîÎïÏôÔöÖûÛùÙüÜçÇğĞşŞıIiİœŒæÆÿŸ";
    let letters: Vec<char> = pairs.chars().collect();
    let apart: Vec<&[char]> = letters.chunks(2).filter(|pair| !finds(&format!("x{}x", pair[0]), &format!("x{}x", pair[1]))).collect();
    assert_eq!(apart, Vec::<&[char]>::new());
}

#[test]
fn all_words_must_be_there_in_whatever_order() {
    assert!(finds("drie stoelen en een bank", "bank  stoel"));
    assert!(!finds("drie stoelen en een bank", "bank tafel"));
    assert_eq!(wanted("  Één  BANK\n"), ["een", "bank"]);
    assert_eq!(wanted(" \t"), Vec::<String>::new());
}

#[test]
fn what_lies_in_the_bin_or_has_no_words_is_not_searched() {
    let body = |text: &str, trashed: Value| record("thermos-note", json!({"text": text, "trashed": trashed, "state": "warm"}));
    assert!(entry(&body("koffie", Value::Null)).is_some());
    assert!(entry(&json!({"kind": "thermos-note", "text": "koffie"})).is_some(), "never in the bin at all");
    assert_eq!(entry(&body("koffie", json!(5))), None);
    assert_eq!(entry(&body(" \n", Value::Null)), None);
    assert_eq!(entry(&json!({})), None);
}

#[test]
fn what_people_wrote_is_found_in_every_kind_and_codes_and_names_of_authors_are_not() {
    let mut form = new(form());
    form.body.points[0].text = "kinderwagens".to_owned();
    let part = part("Wilhelmina", 1, |p| {
        note(p, "ruimte-1", Mark::Attention, "pijlen");
        answer::set(&mut p.fields, "ruimte-verloop", "rustig".to_owned());
    });
    let deck = Deck {
        name: "Vragen".to_owned(),
        cards: vec![Card {
            id: "kaart-7".to_owned(),
            theme: "t1".to_owned(),
            texts: vec![CardText { id: "fr".to_owned(), text: "Qui ?".to_owned() }],
        }],
        ..Deck::default()
    };
    let mut debrief = Debrief { visit: Some(Id::new("v1")), ..Debrief::default() };
    debrief.at_note("o1", |mark| {
        mark.verdict = Verdict::Deviates;
        "hij kende niemand".clone_into(&mut mark.why);
    });
    let talk = Conversation { quote: "dat bleef hangen".to_owned(), guest: "tot gauw".to_owned(), ..Conversation::default() };
    let all: [(Value, &[&str], &[&str]); 7] = [
        (form.encode(), &["woensdag", "krook", "kinderwagens", "open deur"], &["before", "eigen-1", "2026", "fatma", "p1"]),
        (part.encode(), &["pijlen", "rustig"], &["attention", "ruimte-1", "wilhelmina", "form"]),
        (new(own_lens()).encode(), &["balie", "wie wacht", "hoe druk", "ouders"], &["q1", "c4"]),
        (new(deck).encode(), &["vragen", "qui"], &["kaart-7", "t1"]),
        (new(debrief).encode(), &["niemand"], &["deviates", "o1", "v1"]),
        (new(talk).encode(), &["hangen", "tot gauw"], &["conversation"]),
        (new(to_do("stoelen halen", "2026-03-01", false)).encode(), &["stoelen"], &["2026"]),
    ];
    for (body, there, not_there) in all {
        let entry = entry(&body).unwrap();
        for word in there {
            assert!(has(&entry, &wanted(word)), "{word} in {body}");
        }
        for word in not_there {
            assert!(!has(&entry, &wanted(word)), "{word} in {body}");
        }
        assert_eq!((entry.kind, entry.title.as_str()), (naming::kind_word(&body), naming::title(&body)));
        assert_eq!(entry.path, naming::path(&Id::new("doc"), &body));
        assert_ne!(entry.path, "/", "it has a page of its own: {body}");
    }
}

#[test]
fn an_excerpt_shows_where_it_was_cut() {
    let long = format!("{} stoelen {}", "woord ".repeat(60), "slot ".repeat(60));
    let excerpt = thermos(&long).excerpt(&wanted("stoelen"));
    assert!(excerpt.starts_with('…') && excerpt.ends_with('…') && excerpt.contains("stoelen"), "{excerpt}");
    assert!(excerpt.chars().count() <= 122, "{excerpt}");
    assert_eq!(thermos(" drie stoelen ").excerpt(&wanted("stoelen")), "drie stoelen");
    assert_eq!(thermos("drie stoelen").excerpt(&[]), "drie stoelen");
}

#[test]
fn an_excerpt_holds_the_word_also_where_accents_stand_behind_their_letters() {
    let text = format!("{} stoelen", "cafe\u{301} ".repeat(150));
    let excerpt = thermos(&text).excerpt(&wanted("stoelen"));
    assert!(excerpt.contains("stoelen"), "{excerpt}");
}

/// Any word, most of them as people write them.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![6 => "[a-zA-ZàâçéèêëîïôûùüÀÉÇğışİŞĞ0-9'’-]{1,20}", 2 => "[ا-ي]{1,12}", 1 => "[🙂ß€–.,!?]{1,4}", 1 => "\\PC{1,10}"]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_word_that_is_there_is_found_and_its_excerpt_holds_it(words in prop::collection::vec(word(), 1..120), which in any::<Index>()) {
        let text = words.join(" ");
        prop_assume!(!text.trim().is_empty());
        let entry = thermos(&text);
        let typed = wanted(&words[which.index(words.len())].to_ascii_uppercase());
        prop_assert!(has(&entry, &typed), "{:?} in {:?}", typed, text);
        let excerpt = entry.excerpt(&typed);
        if let Some(first) = typed.first() {
            prop_assert!(fold(&excerpt).contains(first.as_str()), "{:?} is not in {:?}", first, excerpt);
        }
        prop_assert!(letters(&excerpt).count() <= 122);
    }

    #[test]
    fn no_json_at_all_makes_a_panic_in_searching(
        raw in any_json(),
        bent in bent(record("kijkwijzer-part", json!({"points": [{"id": "p", "mark": "seen", "text": "é"}], "text": "koffie"}))),
        typed in any::<String>()
    ) {
        for body in [raw, bent] {
            if let Some(entry) = entry(&body) {
                let words = wanted(&typed);
                let _ = has(&entry, &words);
                let _ = entry.excerpt(&words);
                prop_assert!(has(&entry, &[]), "nothing asked is always there");
            }
        }
    }

    #[test]
    fn no_json_at_all_makes_a_panic_in_forms(raw in any_json(), point in any::<String>()) {
        let mut body = raw;
        if let Some(map) = body.as_object_mut() {
            map.insert("kijkwijzer".to_owned(), json!("form"));
        }
        if let Ok(mut part) = serde_json::from_value::<Contribution>(body) {
            part.at_point(&point, |at| at.text.push('x'));
            prop_assert!(!part.is_blank());
            let record = new(part);
            let blocks = gather(&form(), content::kijkwijzer(), &[record]);
            prop_assert!(blocks.iter().flat_map(|block| &block.points).any(|heard| !heard.said.is_empty()));
        }
    }
}
