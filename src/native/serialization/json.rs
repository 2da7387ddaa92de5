//! Values from and to `serde_json`.

use crate::native::{Number, Value};
use serde_json::{Number as JsonNumber, Value as Json};

impl From<Json> for Value {
    fn from(json: Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(value),
            Json::Number(number) => Value::Number(number.into()),
            Json::String(text) => Value::String(text),
            Json::Array(items) => items.into_iter().collect(),
            Json::Object(members) => Value::Object(members.into_iter().collect()),
        }
    }
}

impl From<JsonNumber> for Number {
    fn from(number: JsonNumber) -> Number {
        match (number.as_i64(), number.as_u64()) {
            (Some(integer), _) => i128::from(integer).into(),
            (None, Some(integer)) => i128::from(integer).into(),
            (None, None) => number.as_f64().unwrap_or(f64::NAN).into(),
        }
    }
}

/// Numbers become an integer if they are one of 64 bits, else the nearest double, or `null` if that is not finite.
impl From<Value> for Json {
    fn from(value: Value) -> Json {
        match value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(value),
            Value::Number(number) => json_number(&number).map_or(Json::Null, Json::Number),
            Value::String(text) => Json::String(text),
            Value::List(items) => items.into_iter().map(Json::from).collect(),
            Value::Object(members) => members.into_iter().map(|(name, value)| (name, Json::from(value))).collect(),
        }
    }
}

fn json_number(number: &Number) -> Option<JsonNumber> {
    match (number.as_i64(), number.as_u64()) {
        (Some(integer), _) => Some(integer.into()),
        (None, Some(integer)) => Some(integer.into()),
        (None, None) => JsonNumber::from_f64(number.as_f64()),
    }
}
