//! A small visit and records that belong to it.

use domain::{Author, BlobRef, Counter, Id, Lane, Lens, Observation, Observer, Photo, Question, Record, Tally, Visit};

fn author(name: &str) -> Author {
    Author { id: Id::new(format!("author-{name}")), name: name.to_owned() }
}

/// Id, text and counters (id, label) of a question.
type Asked<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

fn lens(id: &str, name: &str, questions: &[Asked]) -> Lens {
    Lens {
        id: id.to_owned(),
        name: name.to_owned(),
        icon: String::new(),
        focus: String::new(),
        source: String::new(),
        questions: questions
            .iter()
            .map(|(id, text, counters)| Question {
                id: (*id).to_owned(),
                text: (*text).to_owned(),
                hint: String::new(),
                counters: counters.iter().map(|(id, label)| Counter { id: (*id).to_owned(), label: (*label).to_owned() }).collect(),
                pick: None,
            })
            .collect(),
    }
}

/// Two lenses, three questions, two counters at the first.
pub fn sample_visit() -> Visit {
    Visit {
        place_name: "De Krook".to_owned(),
        date: "2026-03-01".to_owned(),
        observers: ["An", "Bert"].map(|name| Observer { id: Id::new(name), name: name.to_owned() }).to_vec(),
        lenses: vec![
            lens("l1", "Zitten", &[("q1", "Wie zit?", &[("c1", "stoelen"), ("c2", "gesprekken")]), ("q2", "Wie staat?", &[])]),
            lens("l2", "Gesprekken", &[("q1", "Wie praat?", &[])]),
        ],
        ..Visit::default()
    }
}

/// A note by nobody in particular.
pub fn note(lens: &str, question: &str, lane: Lane, text: &str, at: i64) -> Record<Observation> {
    let body = Observation {
        visit: Id::new("v"),
        lens: lens.to_owned(),
        question: question.to_owned(),
        lane,
        text: text.to_owned(),
        deviates: false,
        deviation: String::new(),
        lane_asked: false,
    };
    Record::new(Id::new(format!("note-{at}")), author(""), at, body)
}

/// What one person counted.
pub fn tally(lens: &str, question: &str, counter: &str, taps: &[i64], name: &str) -> Record<Tally> {
    let body = Tally {
        visit: Id::new("v"),
        lens: lens.to_owned(),
        question: question.to_owned(),
        counter: counter.to_owned(),
        taps: taps.to_vec(),
    };
    Record::new(Id::new(format!("tally-{name}-{counter}")), author(name), 0, body)
}

/// A photo of the desk.
pub fn photo(lens: &str, question: &str, at: i64) -> Record<Photo> {
    let file = BlobRef { digest: "sha256-00".to_owned(), content_type: "image/jpeg".to_owned(), length: 3 };
    let body = Photo {
        visit: Id::new("v"),
        lens: lens.to_owned(),
        question: question.to_owned(),
        caption: "de balie".to_owned(),
        width: 4,
        height: 3,
        file: file.clone(),
        thumb: file,
    };
    Record::new(Id::new(format!("photo-{at}")), author("An"), at, body)
}
