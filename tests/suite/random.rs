//! Rows of edits drawn from a seed, the same on every machine, for running two databases side by side.

use domain::Id;
use serde_json::{Value, json};
use sync::store::{Base, Batch, Blob, Committed, DocWrite, Query, Store};

const IDS: [&str; 5] = ["a", "b", "c", "é/🙂", "B"];
const KINDS: [&str; 5] = ["place", "observation", "thermos-note", "kind-of-2031", ""];
const PARENTS: [&str; 3] = ["", "v1", "v2"];
const WORDS: [&str; 8] = ["stoel", "bank", "🙂", "أهلا", "e\u{301}\n", "\"", "  ", "twee woorden"];

/// `SplitMix64` (Steele, Lea and Flood, 2014): small, and good enough to choose with.
pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn body(&mut self, from: Option<&Value>) -> Value {
        let mut body = match from {
            Some(old) if old.is_object() && self.below(5) > 0 => old.clone(),
            _ => json!({"kind": self.one(&KINDS), "text": ""}),
        };
        for _ in 0..=self.below(2) {
            match self.below(9) {
                0 => body["text"] = json!(self.one(&WORDS)),
                1 => body["text"] = json!(format!("{} {}", body["text"].as_str().unwrap_or(""), self.one(&WORDS))),
                2 => body["visit"] = json!(self.one(&PARENTS)),
                3 => body["origin"] = json!({"label": self.one(&WORDS), "visit": self.one(&PARENTS)}),
                4 => body["taps"] = json!([self.below(4), 4 + self.below(4)]),
                5 => body["observers"] = json!([{"id": self.below(3), "name": self.one(&WORDS)}, {"id": 3, "name": ""}]),
                // Coordinates as they are measured: a tenth of a millimetre, not a bit more.
                6 => body["lat"] = serde_json::from_str(&format!("51.{:09}", self.below(1_000_000_000))).unwrap(),
                7 => body["kind"] = json!(self.one(&KINDS)),
                _ => body["new"] = json!([self.one(&WORDS), null, {"k": self.below(9)}]),
            }
        }
        body["updated"] = json!(self.below(30));
        body
    }
}

/// What the person before this database has seen, old versions too.
#[derive(Default)]
pub struct Seen(Vec<(usize, Base)>);

impl Seen {
    /// The next batch: one to three documents, now and then a blob or a local value.
    pub fn batch(&self, draw: &mut Draw) -> Batch {
        let mut batch = Batch::default();
        for _ in 0..[0, 1, 1, 1, 1, 2, 3][draw.below(7)] {
            let id = draw.below(IDS.len());
            let known: Vec<&Base> = self.0.iter().filter(|(of, _)| *of == id).map(|(_, base)| base).collect();
            let base = match draw.below(10) {
                0 => None,
                1..=3 if !known.is_empty() => Some(known[draw.below(known.len())]),
                _ => known.last().copied(),
            };
            let deletes = draw.below(6) == 0;
            batch.docs.push(DocWrite {
                id: Id::new(IDS[id]),
                body: (!deletes).then(|| draw.body(base.map(|b| &b.body))),
                base: base.cloned(),
            });
        }
        if draw.below(6) == 0 {
            let bytes = vec![u8::try_from(draw.below(3)).unwrap(); draw.below(4)];
            batch.blobs.push(Blob::new(["image/jpeg", "image/webp"][draw.below(2)], bytes));
        }
        if draw.below(6) == 0 {
            let value = (draw.below(3) > 0).then(|| json!({"draft": draw.one(&WORDS)}));
            batch.locals.push((format!("key{}", draw.below(2)), value));
        }
        batch
    }

    pub fn learn(&mut self, committed: &Committed) {
        for saved in &committed.docs {
            let id = IDS.iter().position(|id| *id == saved.id.as_str()).unwrap();
            let base = Base { rev: saved.rev.clone(), body: saved.body.clone() };
            self.0.push((id, base));
        }
    }
}

/// Everything that can be asked of a database, and what it answers.
pub async fn answers(store: &impl Store, draw: &mut Draw) -> Vec<String> {
    let mut all = Vec::new();
    let mut queries: Vec<Query> = KINDS.iter().map(|kind| Query::Kind((*kind).to_owned())).collect();
    let last = store.list(&since(0, u32::MAX)).await.unwrap().last().map_or(0, |doc| doc.seq);
    let middle = u64::try_from(draw.below(usize::try_from(last).unwrap() + 1)).unwrap();
    queries.extend([since(0, u32::MAX), since(middle, 2), since(last, 1), since(0, 0)]);
    let parent = Id::new(*draw.one(&PARENTS));
    queries.extend(KINDS.map(|kind| Query::Children { parent, kind: kind.to_owned() }));
    for query in queries {
        all.push(format!("{query:?}: {:?}", store.list(&query).await.unwrap()));
    }
    for kind in KINDS {
        all.push(format!("{kind}: {}", store.count(kind).await.unwrap()));
    }
    for id in IDS {
        all.push(format!("{id}: {:?}", store.get(&Id::new(id)).await.unwrap()));
    }
    for key in ["key0", "key1"] {
        all.push(format!("{key}: {:?}", store.local(key).await.unwrap()));
    }
    for (length, byte) in [(0, 0), (1, 0), (2, 1), (3, 2)] {
        let digest = Blob::new("", vec![byte; length]).digest;
        all.push(format!("{digest}: {:?}", store.blob(&digest).await.unwrap()));
    }
    all
}

fn since(seq: u64, limit: u32) -> Query {
    Query::Since { seq, limit }
}
