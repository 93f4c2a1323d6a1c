//! `IndexedDB` by hand, in the browser's own words: for making databases as they once were, and for breaking them.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What every script below may use.
const WORDS: &str = r#"
    const answer = request => new Promise((ok, no) => {
        request.onsuccess = () => ok(request.result);
        request.onerror = () => no(request.error);
        request.onblocked = () => no(new Error("blocked"));
    });
    const open = (version, upgrade) => {
        const request = indexedDB.open(name, version);
        request.onupgradeneeded = () => upgrade(request.result);
        return answer(request);
    };
    const done = tx => new Promise((ok, no) => { tx.oncomplete = () => ok(); tx.onabort = () => no(tx.error); });
    const shapeOfVersion1 = db => {
        const docs = db.createObjectStore("docs");
        docs.createIndex("by_kind", "kind");
        docs.createIndex("by_parent", "parent");
        docs.createIndex("by_seq", "seq", { unique: true });
        db.createObjectStore("blobs");
        db.createObjectStore("locals");
    };
    const rowsOf = async (db, store) => {
        const [keys, rows] = await Promise.all([answer(db.transaction(store).objectStore(store).getAllKeys()),
            answer(db.transaction(store).objectStore(store).getAll())]);
        return JSON.stringify(keys.map((key, i) => [key, rows[i]]));
    };
"#;

/// A name that no other test uses.
pub fn fresh_name() -> String {
    format!("test-{}", js_sys::Math::random())
}

/// Runs a script that knows `name`, and waits for what it promises.
pub async fn run(name: &str, script: &str) -> Result<JsValue, JsValue> {
    let body = format!("{WORDS}\nreturn (async () => {{ {script} }})();");
    let script = Function::new_with_args("name", &body);
    let promise: Promise = script.call1(&JsValue::NULL, &JsValue::from_str(name))?.unchecked_into();
    JsFuture::from(promise).await
}

/// All rows of a store, as one JSON text.
pub async fn rows(name: &str, store: &str) -> String {
    let script = format!("const db = await open(); const all = await rowsOf(db, {store:?}); db.close(); return all;");
    run(name, &script).await.unwrap().as_string().unwrap()
}

/// Replaces `holder.prototype[method]` by a function that says `script` instead for the first `times` calls. Dropping it puts
/// the method back.
pub struct Patched(Array);

impl Patched {
    pub fn new(holder: &str, method: &str, times: u32, script: &str) -> Self {
        let body = format!(
            "const prototype = {holder}.prototype, sound = prototype.{method}, count = {{ left: {times}, said: 0 }};
             prototype.{method} = function (...args) {{
                 if (count.left === 0) return sound.apply(this, args);
                 count.left -= 1;
                 count.said += 1;
                 {script}
             }};
             return [() => {{ prototype.{method} = sound; }}, () => count.said];"
        );
        let made = Function::new_no_args(&body).call0(&JsValue::NULL).unwrap();
        Self(made.unchecked_into())
    }

    /// How often the script was said.
    pub fn said(&self) -> f64 {
        let ask: Function = self.0.get(1).unchecked_into();
        ask.call0(&JsValue::NULL).unwrap().as_f64().unwrap()
    }
}

impl Drop for Patched {
    fn drop(&mut self) {
        let undo: Function = self.0.get(0).unchecked_into();
        undo.call0(&JsValue::NULL).unwrap();
    }
}
