//! A user's attributes by dotted path.

use super::decisions::Deciding;
use super::texts::text;
use serde_json::Value;

impl Deciding<'_> {
    /// The attribute at a path; `null` is not there. The member of that whole name comes before the path through nested
    /// objects, and the domain of an e-mail address before nothing.
    pub(super) fn attribute(&self, path: &str) -> Option<Value> {
        let attributes = &self.user.attributes;
        let whole = attributes.get(path);
        let nested = || path.split('.').try_fold(attributes, |node, name| node.as_object()?.get(name));
        let given = whole.filter(|value| !value.is_null()).or_else(nested).filter(|value| !value.is_null()).cloned();
        given.or_else(|| if path == "emailDomain" { domain(&self.attribute("email")?) } else { None })
    }

    /// The unit that `by` (a path, or paths to fall back on, `targetingKey` when absent or empty) gives, and which of
    /// them gave it: text that is not empty, or a whole number whose double no other whole number shares. Another hash
    /// (`by_text`) takes what is there for text.
    pub(super) fn unit(&self, by: &Value, by_text: bool) -> Option<(String, String)> {
        let default = [Value::from("targetingKey")];
        let paths = match by {
            Value::Null => &default,
            Value::Array(paths) if paths.is_empty() => &default,
            Value::Array(paths) => paths.as_slice(),
            path => std::slice::from_ref(path),
        };
        let mut found = paths.iter().filter_map(Value::as_str).filter_map(|path| {
            let value = self.attribute(path)?;
            let unit = if by_text { text(&value).filter(|text| !text.is_empty()) } else { known_by(&value) }?;
            Some((path.to_owned(), unit))
        });
        let first = found.next();
        if first.is_none() {
            self.note("no unit");
        }
        first
    }
}

fn domain(email: &Value) -> Option<Value> {
    let (_, domain) = email.as_str()?.rsplit_once('@')?;
    Some(domain.to_ascii_lowercase().into())
}

fn known_by(value: &Value) -> Option<String> {
    if let Some(text) = value.as_str() {
        return (!text.is_empty()).then(|| text.to_owned());
    }
    let number = value.as_f64()?;
    let whole = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    whole.then(|| format!("{}", number as i64))
}
