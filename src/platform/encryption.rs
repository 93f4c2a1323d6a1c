//! Encryption of bytes with a passphrase, by `WebCrypto`: nothing of it is compiled in. Must not know what the bytes are.

use js_sys::{Array, JsString, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use super::dom::window;

/// How bytes are encrypted and decrypted: PBKDF2 with SHA-256, and AES-256-GCM.
#[derive(Debug, Clone, Copy)]
pub struct Cipher<'a> {
    /// As a person typed it: two ways of writing one letter are one passphrase.
    pub passphrase: &'a str,
    /// Authenticated with the bytes, but not encrypted (additional data).
    pub header: &'a [u8],
    /// Salt of the key derivation.
    pub salt: &'a [u8],
    /// Initialisation vector; never twice with one key.
    pub iv: &'a [u8],
    /// Rounds of the key derivation.
    pub rounds: u32,
}

impl Cipher<'_> {
    /// The bytes encrypted, with the tag behind them; nothing where the browser has no `WebCrypto` or too little memory.
    pub async fn encrypt(&self, plain: &Uint8Array) -> Option<Uint8Array> {
        self.turn(plain, true).await
    }

    /// The bytes as they were before; nothing when the passphrase is another one, or one bit of it all was changed.
    pub async fn decrypt(&self, encrypted: &Uint8Array) -> Option<Uint8Array> {
        self.turn(encrypted, false).await
    }

    async fn turn(&self, bytes: &Uint8Array, encrypt: bool) -> Option<Uint8Array> {
        let subtle = window()?.crypto().ok()?.subtle();
        let word = String::from(JsString::from(self.passphrase).normalize("NFC"));
        let word = Uint8Array::from(word.as_bytes());
        let usages = |usage: &str| Array::of1(&usage.into());
        let base = subtle.import_key_with_str("raw", &word, "PBKDF2", false, &usages("deriveKey"));
        let base: CryptoKey = answer(base).await?.unchecked_into();
        let how = object(&[
            ("name", "PBKDF2".into()),
            ("hash", "SHA-256".into()),
            ("salt", Uint8Array::from(self.salt).into()),
            ("iterations", self.rounds.into()),
        ]);
        let aes = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
        let usage = usages(if encrypt { "encrypt" } else { "decrypt" });
        let key: CryptoKey = answer(subtle.derive_key_with_object_and_object(&how, &base, &aes, false, &usage)).await?.unchecked_into();
        let how = object(&[
            ("name", "AES-GCM".into()),
            ("iv", Uint8Array::from(self.iv).into()),
            ("additionalData", Uint8Array::from(self.header).into()),
        ]);
        let done = if encrypt {
            subtle.encrypt_with_object_and_js_u8_array(&how, &key, bytes)
        } else {
            subtle.decrypt_with_object_and_js_u8_array(&how, &key, bytes)
        };
        Some(Uint8Array::new(&answer(done).await?))
    }
}

/// Fills bytes with what nobody can guess; whether the browser could.
#[must_use]
pub fn draw(bytes: &mut [u8]) -> bool {
    window().and_then(|window| window.crypto().ok()?.get_random_values_with_u8_array(bytes).ok()).is_some()
}

async fn answer(promise: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(promise.ok()?).await.ok()
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
