//! Typed reads: a value of one type, or the caller's default. They cannot fail.

use super::value::{Number, Value};
use super::{Evaluator, PreparedContext};
use crate::model::FlagType;

/// Reads by type. Each returns the default if there is no such flag, if it is broken, if it serves the caller's
/// default, or if it has another type. Reads report no exposure: use [`Evaluator::decide`] for experiments.
///
/// ```
/// use burgee::{Context, Evaluator, Object, Timestamp, Value};
///
/// let evaluator = Evaluator::new(r#"{"format": "burgee/1", "flags": {
///     "banner": {"variants": {"on": true}, "fallthrough": "on"},
///     "theme": {"variants": {"dark": "dark"}, "fallthrough": "dark"},
///     "limit": {"variants": {"low": 20}, "fallthrough": "low"},
///     "layout": {"variants": {"wide": {"columns": 3}}, "fallthrough": "wide"}}}"#)?;
/// let user = evaluator.prepare(&Context::new("user-17"), Timestamp::from_millis(0));
///
/// assert!(evaluator.boolean("banner", &user, false));
/// assert_eq!(evaluator.string("theme", &user, "light"), "dark");
/// assert_eq!(evaluator.number("limit", &user, 10.0), 20.0);
/// assert_eq!(evaluator.integer("limit", &user, 10), 20);
/// assert_eq!(evaluator.object("layout", &user, &Value::Null).get("columns"), Some(&Value::from(3)));
///
/// assert_eq!(evaluator.string("no_such_flag", &user, "light"), "light");
/// assert!(!evaluator.boolean("theme", &user, false));
/// # Ok::<(), burgee::Error>(())
/// ```
impl Evaluator {
    /// The value of a boolean flag.
    #[must_use]
    pub fn boolean(&self, key: &str, context: &PreparedContext, default: bool) -> bool {
        self.read(key, context, FlagType::Boolean).and_then(Value::as_bool).unwrap_or(default)
    }

    /// The value of a string flag.
    #[must_use]
    pub fn string<'a>(&'a self, key: &str, context: &PreparedContext, default: &'a str) -> &'a str {
        self.read(key, context, FlagType::String).and_then(Value::as_str).unwrap_or(default)
    }

    /// The value of a number flag, as the nearest double. A number beyond the range of doubles gives the default.
    #[must_use]
    pub fn number(&self, key: &str, context: &PreparedContext, default: f64) -> f64 {
        let value = self.read(key, context, FlagType::Number).and_then(Value::as_f64);
        value.filter(|number| number.is_finite()).unwrap_or(default)
    }

    /// The value of a number flag, if it is an integer from -2^63 to 2^63 - 1.
    #[must_use]
    pub fn integer(&self, key: &str, context: &PreparedContext, default: i64) -> i64 {
        self.read(key, context, FlagType::Number).and_then(Value::as_number).and_then(Number::as_i64).unwrap_or(default)
    }

    /// The value of an object flag: objects, lists and `null`, and any value if the flag has `"type": "object"`.
    #[must_use]
    pub fn object<'a>(&'a self, key: &str, context: &PreparedContext, default: &'a Value) -> &'a Value {
        self.read(key, context, FlagType::Object).unwrap_or(default)
    }

    fn read(&self, key: &str, context: &PreparedContext, flag_type: FlagType) -> Option<&Value> {
        let flag = self
            .flag(key)
            .filter(|flag| self.model().flag(flag.index).is_some_and(|flag| flag.flag_type == flag_type))?;
        self.decide_flag(flag, context).value
    }
}
