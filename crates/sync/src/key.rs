//! A JSON value as the key of a map, so that members of long lists are found without going through the list.

use std::hash::{Hash, Hasher};

use serde_json::Value;

/// A value that is looked up by what it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Key<'a>(pub &'a Value);

// JSON has no number that differs from itself.
impl Eq for Key<'_> {}

impl Hash for Key<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self.0).hash(state);
        match self.0 {
            Value::Null => {}
            Value::Bool(is) => is.hash(state),
            // Zero and minus zero are equal.
            Value::Number(number) => match number.as_f64() {
                Some(0.0) | None => {}
                Some(number) => number.to_bits().hash(state),
            },
            Value::String(text) => text.hash(state),
            Value::Array(items) => {
                items.len().hash(state);
                for item in items {
                    Key(item).hash(state);
                }
            }
            Value::Object(map) => {
                let mut keys: Vec<&String> = map.keys().collect();
                keys.sort_unstable();
                for key in keys {
                    key.hash(state);
                    Key(&map[key]).hash(state);
                }
            }
        }
    }
}
