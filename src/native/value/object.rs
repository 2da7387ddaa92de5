//! Objects: members in the order in which they were added, found by name.

use super::{Value, write_string};
use alloc::collections::BTreeMap;
use alloc::{string::String, vec::Vec};
use core::fmt;

/// A JSON object. Members keep the order in which they were added; names are unique.
///
/// ```
/// use burgee::Object;
///
/// let mut app = Object::new();
/// app.insert("version", "2.1.0");
/// app.insert("build", 77);
/// assert_eq!(app.to_string(), r#"{"version":"2.1.0","build":77}"#);
///
/// let app = Object::from([("version", "2.1.0"), ("channel", "beta")]);
/// assert_eq!(app.get("channel").and_then(|value| value.as_str()), Some("beta"));
/// ```
#[derive(Clone, Default)]
pub struct Object {
    members: Vec<(String, Value)>,
    /// Indices of members in the order of their names.
    sorted: Vec<usize>,
}

impl Object {
    /// An object without members.
    #[must_use]
    pub fn new() -> Object {
        Object::default()
    }

    /// Sets a member and returns its earlier value. A new member is appended; an existing one keeps its place.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        match self.search(&name) {
            Ok(place) => {
                let index = self.sorted.get(place).copied();
                let (_, member) = index.and_then(|index| self.members.get_mut(index))?;
                Some(core::mem::replace(member, value))
            }
            Err(place) => {
                self.sorted.insert(place, self.members.len());
                self.members.push((name, value));
                None
            }
        }
    }

    /// The member called `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let place = self.search(name).ok()?;
        self.members.get(*self.sorted.get(place)?).map(|(_, value)| value)
    }

    /// The number of members.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Names and values, in the order in which they were added.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.members.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The place of a name in `sorted`, or where it belongs.
    fn search(&self, name: &str) -> Result<usize, usize> {
        self.sorted.binary_search_by(|index| self.members.get(*index).map_or("", |(name, _)| name).cmp(name))
    }
}

/// Members with equal names and values are equal, in any order.
impl PartialEq for Object {
    fn eq(&self, other: &Object) -> bool {
        self.len() == other.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Writes JSON text without spaces.
impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (index, (name, value)) in self.iter().enumerate() {
            f.write_str(if index > 0 { "," } else { "" })?;
            write_string(f, name)?;
            write!(f, ":{value}")?;
        }
        f.write_str("}")
    }
}

/// Of several members with one name, the last counts.
impl<N: Into<String>, V: Into<Value>> Extend<(N, V)> for Object {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Object {
        // A tree, because inserting one after the other into `sorted` takes quadratic time for large objects.
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut unique: Vec<(String, Value)> = Vec::new();
        for (name, value) in members {
            let (name, value) = (name.into(), value.into());
            match places.get(&name).and_then(|index| unique.get_mut(*index)) {
                Some((_, earlier)) => *earlier = value,
                None => {
                    places.insert(name.clone(), unique.len());
                    unique.push((name, value));
                }
            }
        }
        Object { members: unique, sorted: places.into_values().collect() }
    }
}

impl<N: Into<String>, V: Into<Value>, const LENGTH: usize> From<[(N, V); LENGTH]> for Object {
    fn from(members: [(N, V); LENGTH]) -> Object {
        members.into_iter().collect()
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = alloc::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}
