//! How records become JSON and come back: each type names its fields once, and small functions that all types share do the
//! rest. Derived code would do the same, at four times the weight (`docs/decisions/0017-shapes-by-hand.md`).

use serde_json::{Map, Value};

/// Something that can stand in a JSON document.
pub trait Shape: Default {
    /// Reads it; nothing when it has another shape.
    fn read(value: &Value) -> Option<Self>;
    /// Writes it.
    fn write(&self) -> Value;
    /// What stands for it where the field is missing; nothing where that is an error.
    fn missing() -> Option<Self> {
        None
    }
}

/// An object that is being read, field by field. All are read whatever the others are, and looked at in the end: giving up halfway would
/// be written out for every field.
pub struct Fields<'a> {
    map: &'a Map<String, Value>,
    fit: bool,
}

impl<'a> Fields<'a> {
    /// Of this value, if it is an object.
    pub fn of(value: &'a Value) -> Option<Self> {
        Some(Self { map: value.as_object()?, fit: true })
    }

    /// Reads a field; one that is missing is an error, unless the type says what stands for it.
    #[inline(never)]
    pub fn need<T: Shape>(&mut self, field: &str) -> T {
        let read = self.map.get(field).map_or_else(T::missing, T::read);
        self.fit &= read.is_some();
        read.unwrap_or_default()
    }

    /// Reads a field that an earlier version did not have.
    #[inline(never)]
    pub fn may<T: Shape>(&mut self, field: &str) -> T {
        let Some(value) = self.map.get(field) else { return T::default() };
        let read = T::read(value);
        self.fit &= read.is_some();
        read.unwrap_or_default()
    }

    /// What came of it; nothing when a field had another shape.
    pub fn made<T>(self, whole: T) -> Option<T> {
        self.fit.then_some(whole)
    }
}

/// Adds a field to an object.
#[inline(never)]
pub fn put<T: Shape>(map: &mut Map<String, Value>, field: &str, value: &T) {
    map.insert(field.to_owned(), value.write());
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
                let mut fields = crate::domain::shape::Fields::of(value)?;
                let whole = Self {
                    $($need: fields.need(stringify!($need)),)*
                    $($may: fields.may(stringify!($may)),)*
                };
                fields.made(whole)
            }
            fn write(&self) -> serde_json::Value {
                let mut map = serde_json::Map::new();
                $(crate::domain::shape::put(&mut map, stringify!($need), &self.$need);)*
                $(crate::domain::shape::put(&mut map, stringify!($may), &self.$may);)*
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
