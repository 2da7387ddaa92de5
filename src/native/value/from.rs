//! Rust values → JSON values.

use super::{Number, Object, Value};
use alloc::{borrow::Cow, string::String, vec::Vec};

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::String(value.into())
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Value {
        Value::String(value.clone())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::String(value)
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(value: Cow<'_, str>) -> Value {
        Value::String(value.into_owned())
    }
}

impl From<Number> for Value {
    fn from(value: Number) -> Value {
        Value::Number(value)
    }
}

impl From<Object> for Value {
    fn from(value: Object) -> Value {
        Value::Object(value)
    }
}

/// `None` is `null`, which counts as a missing attribute.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Value {
        items.into_iter().collect()
    }
}

impl<T: Clone + Into<Value>> From<&[T]> for Value {
    fn from(items: &[T]) -> Value {
        items.iter().cloned().collect()
    }
}

impl<T: Into<Value>, const LENGTH: usize> From<[T; LENGTH]> for Value {
    fn from(items: [T; LENGTH]) -> Value {
        items.into_iter().collect()
    }
}

/// Collects a list.
impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Value {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

impl From<f32> for Value {
    fn from(value: f32) -> Value {
        Value::Number(f64::from(value).into())
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Value {
        Value::Number(value.into())
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {
        $(impl From<$integer> for Value {
            fn from(value: $integer) -> Value {
                Value::Number(i128::from(value).into())
            }
        })*
    };
}
from_integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

impl From<usize> for Value {
    fn from(value: usize) -> Value {
        Value::from(value as u64)
    }
}

impl From<isize> for Value {
    fn from(value: isize) -> Value {
        Value::from(value as i64)
    }
}
