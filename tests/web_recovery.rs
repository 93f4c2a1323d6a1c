//! What the recovery file asks of a browser: sealing under a passphrase. A wrong passphrase and a changed bit give nothing.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blikveld::platform::encryption::{self, Cipher};
use blikveld::state::recovery::progress;
use domain::formats::recovery::sealed;
use js_sys::Uint8Array;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// "Vier ouders staan." under "café aan de Leie", as OpenSSL seals it.
const SEALED: &str = "424c494b56454c4431000186a0000102030405060708090a0b0c0d0e0f6465666768696a6b6c6d6e6fc1e2c776e6c473894caf6778f1f906586777f047d6a4b944b2439a00a7e60e1b3c7f";
const WORD: &str = "caf\u{e9} aan de Leie";

fn file() -> Vec<u8> {
    SEALED.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

async fn unsealed(file: &[u8], passphrase: &str) -> Option<Vec<u8>> {
    let sealed = sealed::read(file).unwrap();
    let cipher = Cipher { passphrase, header: sealed.header, salt: sealed.salt, iv: sealed.iv, rounds: sealed.rounds };
    Some(cipher.decrypt(&Uint8Array::from(sealed.ciphertext)).await?.to_vec())
}

#[wasm_bindgen_test]
async fn a_file_that_another_program_sealed_by_the_same_rules_opens() {
    assert_eq!(unsealed(&file(), WORD).await.unwrap(), b"Vier ouders staan.");
}

#[wasm_bindgen_test]
async fn two_ways_of_writing_one_letter_are_one_passphrase() {
    assert!(unsealed(&file(), "cafe\u{301} aan de Leie").await.is_some());
}

#[wasm_bindgen_test]
async fn another_passphrase_opens_nothing() {
    for word in ["", "cafe aan de Leie", "Café aan de Leie", "caf\u{e9} aan de Leie "] {
        assert_eq!(unsealed(&file(), word).await, None, "{word:?}");
    }
}

#[wasm_bindgen_test]
async fn one_changed_bit_in_any_part_opens_nothing() {
    // In the rounds, the salt, the vector, the sealed bytes and the tag.
    for at in [12, 13, 28, 29, 40, 41, 58, 74] {
        let mut file = file();
        file[at] ^= 1;
        assert_eq!(unsealed(&file, WORD).await, None, "byte {at}");
    }
    let mut short = file();
    short.pop();
    assert_eq!(unsealed(&short, WORD).await, None);
}

#[wasm_bindgen_test]
async fn what_is_sealed_here_opens_here_and_is_never_the_same_twice() {
    let mut files = Vec::new();
    for _ in 0..2 {
        let (mut salt, mut iv) = ([0; 16], [0; 12]);
        assert!(encryption::draw(&mut salt) && encryption::draw(&mut iv));
        let header = sealed::header(&salt, &iv);
        let cipher = Cipher { passphrase: WORD, header: &header, salt: &salt, iv: &iv, rounds: sealed::ROUNDS };
        let closed = cipher.encrypt(&Uint8Array::from(&b"Vier ouders staan."[..])).await.unwrap().to_vec();
        assert_eq!(closed.len(), 18 + 16);
        files.push([header, closed].concat());
    }
    assert_ne!(files[0][13..], files[1][13..]);
    for file in files {
        assert_eq!(unsealed(&file, WORD).await.unwrap(), b"Vier ouders staan.");
        assert_eq!(unsealed(&file, "iets anders").await, None);
    }
}

#[wasm_bindgen_test]
fn counts_are_said_with_a_space_between_thousands() {
    assert_eq!(progress(120, 2340), "120 van 2\u{a0}340");
    assert_eq!(progress(0, 1), "0 van 1");
    assert_eq!(progress(999_999, 1_000_000), "999\u{a0}999 van 1\u{a0}000\u{a0}000");
}
