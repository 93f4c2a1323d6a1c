//! How records become JSON and come back: each type names its fields once, and small functions that all types share do the
//! rest. Derived code would do the same, at four times the weight (`docs/decisions/0017-shapes-by-hand.md`).

use serde_json::{Map, Value};

/// Something that can stand in a JSON document.
pub trait Shape: Sized {
    /// Reads it; nothing when it has another shape.
    fn read(value: &Value) -> Option<Self>;
    /// Writes it.
    fn write(&self) -> Value;
    /// What stands for it where the field is missing; nothing where that is an error.
    fn missing() -> Option<Self> {
        None
    }
}

/// Reads a field; one that is missing is an error, unless the type says what stands for it.
pub fn need<T: Shape>(value: &Value, field: &str) -> Option<T> {
    value.get(field).map_or_else(T::missing, T::read)
}

/// Reads a field that an earlier version did not have.
pub fn may<T: Shape + Default>(value: &Value, field: &str) -> Option<T> {
    value.get(field).map_or_else(|| Some(T::default()), T::read)
}

/// Adds a field to an object.
pub fn put(map: &mut Map<String, Value>, field: &str, value: Value) {
    map.insert(field.to_owned(), value);
}

impl Shape for String {
    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
    fn write(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Shape for bool {
    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }
    fn write(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Shape for u32 {
    fn read(value: &Value) -> Option<Self> {
        value.as_u64().and_then(|number| Self::try_from(number).ok())
    }
    fn write(&self) -> Value {
        Value::from(*self)
    }
}

impl Shape for i64 {
    fn read(value: &Value) -> Option<Self> {
        value.as_i64()
    }
    fn write(&self) -> Value {
        Value::from(*self)
    }
}

impl Shape for f64 {
    fn read(value: &Value) -> Option<Self> {
        value.as_f64()
    }
    fn write(&self) -> Value {
        Value::from(*self)
    }
}

impl<T: Shape> Shape for Option<T> {
    fn read(value: &Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value).map(Some) }
    }
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::write)
    }
    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn read(value: &Value) -> Option<Self> {
        let items = value.as_array()?;
        let mut list = Self::with_capacity(items.len());
        for item in items {
            list.push(T::read(item)?);
        }
        Some(list)
    }
    fn write(&self) -> Value {
        Value::Array(self.iter().map(T::write).collect())
    }
}

/// Says which fields a type has: those that must be there, then those that may be missing.
macro_rules! shape {
    ($name:ident { $($need:ident),* } $($may:ident),*) => {
        impl crate::domain::shape::Shape for $name {
            fn read(value: &serde_json::Value) -> Option<Self> {
                value.as_object()?;
                Some(Self {
                    $($need: crate::domain::shape::need(value, stringify!($need))?,)*
                    $($may: crate::domain::shape::may(value, stringify!($may))?,)*
                })
            }
            fn write(&self) -> serde_json::Value {
                let mut map = serde_json::Map::new();
                $(crate::domain::shape::put(&mut map, stringify!($need), self.$need.write());)*
                $(crate::domain::shape::put(&mut map, stringify!($may), self.$may.write());)*
                serde_json::Value::Object(map)
            }
        }
    };
}

/// Says which word stands for which value of a type that has only a few.
macro_rules! words {
    ($name:ident { $($value:ident = $word:literal),* }) => {
        impl crate::domain::shape::Shape for $name {
            fn read(value: &serde_json::Value) -> Option<Self> {
                match value.as_str()? {
                    $($word => Some(Self::$value),)*
                    _ => None,
                }
            }
            fn write(&self) -> serde_json::Value {
                serde_json::Value::from(match self { $(Self::$value => $word,)* })
            }
        }
    };
}

pub(crate) use {shape, words};
