//! `IndexedDB` and its twin in memory agree after every step of any row of edits, in everything that can be asked.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blikveld::storage::IndexedStore;
use sync::store::Store;
use sync::store::memory::MemoryStore;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "suite/idb.rs"]
#[allow(dead_code, reason = "web_trouble.rs uses the rest of it")]
mod idb;
#[path = "suite/random.rs"]
mod random;

use random::{Draw, Seen, answers};

wasm_bindgen_test_configure!(run_in_browser);

const STEPS: usize = 30;

async fn run_side_by_side(seeds: std::ops::Range<u64>) {
    let mut written = 0;
    for seed in seeds {
        let indexed = IndexedStore::open(&idb::fresh_name()).await.unwrap();
        let memory = MemoryStore::default();
        let mut draw = Draw::new(seed);
        let mut seen = Seen::default();
        for step in 0..STEPS {
            let batch = seen.batch(&mut draw);
            let committed = memory.commit(batch.clone()).await.unwrap();
            assert_eq!(indexed.commit(batch.clone()).await.unwrap(), committed, "seed {seed}, step {step}: {batch:?}");
            seen.learn(&committed);
            written += committed.docs.len();
            // The same questions to both: drawn from the same place.
            let ask = draw.below(1_000_000) as u64;
            let (wanted, got) = (answers(&memory, &mut Draw::new(ask)).await, answers(&indexed, &mut Draw::new(ask)).await);
            for (wanted, got) in wanted.iter().zip(&got) {
                assert_eq!(got, wanted, "seed {seed}, step {step}, after {batch:?}");
            }
            assert_eq!(got.len(), wanted.len());
        }
    }
    assert!(written > 10 * STEPS, "only {written} documents were written");
}

#[wasm_bindgen_test]
async fn the_first_twenty_rows_of_edits_agree_at_every_step() {
    run_side_by_side(0..20).await;
}

#[wasm_bindgen_test]
async fn the_next_twenty_rows_of_edits_agree_at_every_step() {
    run_side_by_side(20..40).await;
}
