//! Personal data in a snapshot that everyone can download.

use super::Check;
use super::conditions::TEXT;
use super::lints::{EMAILS, LONG_LIST};
use crate::nodes::{members, text_of};
use crate::snapshot::one_or_many;
use burgee::document::Node;

/// The most single units in a list without a warning.
const MAX_UNITS: usize = 100;

impl<'c> Check<'c> {
    pub(super) fn privacy(&mut self) {
        let mut lists: Vec<(Node<'c>, bool)> = Vec::new();
        for condition in self.each_condition() {
            let units = text_of(condition, "attribute").is_some_and(names_units);
            lists.extend(TEXT.iter().filter_map(|name| condition.get(name)).map(|list| (list, units)));
        }
        for segment in self.parts("segments") {
            lists.extend(["included", "excluded"].iter().filter_map(|name| segment.get(name)).map(|list| (list, true)));
        }
        for flag in self.parts("flags") {
            lists.extend(members(flag.get("overrides")).into_iter().map(|member| (member.node, true)));
        }
        for (list, units) in lists {
            self.personal(list, units);
        }
    }

    fn personal(&mut self, list: Node<'c>, units: bool) {
        let items = one_or_many(Some(list));
        let emails: Vec<_> = items.iter().filter(|item| item.text().is_some_and(is_email)).collect();
        if let Some(first) = emails.first() {
            let count = emails.len();
            let addresses = if count == 1 { "an e-mail address".into() } else { format!("{count} e-mail addresses") };
            self.warn(**first, &EMAILS, &[&addresses]);
        } else if units && items.len() > MAX_UNITS {
            self.warn(list, &LONG_LIST, &[&items.len().to_string()]);
        }
    }
}

/// Whether each value of an attribute identifies one user or thing.
fn names_units(attribute: &str) -> bool {
    let last = attribute.rsplit('.').next().unwrap_or_default();
    let ends = |end: &str| last.ends_with(end);
    last == "id" || ends("Id") || ends("ID") || ends("_id") || ends("Key") || last == "email" || last == "key"
}

/// A name, one `@`, and a domain with a dot.
fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let dotted = domain.split('.').count() > 1 && domain.split('.').all(|part| !part.is_empty());
    !name.is_empty() && dotted && !text.contains(char::is_whitespace) && !domain.contains('@')
}
