//! Personal data in a snapshot that everyone can download.

use super::Check;
use super::conditions::TEXT;
use super::lints::{EMAILS, LONG_LIST};
use crate::requests::parts::{items, members, text_of};
use burgee::document::Node;

/// The most single units that a list may name.
const LONGEST_LIST: usize = 100;

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
        let items = items(Some(list));
        let emails: Vec<_> = items.iter().filter(|item| item.text().is_some_and(is_email)).collect();
        if let Some(first) = emails.first() {
            let count = emails.len();
            let said = if count == 1 { "an e-mail address".into() } else { format!("{count} e-mail addresses") };
            self.warn(**first, &EMAILS, &[&said]);
        } else if units && items.len() > LONGEST_LIST {
            self.warn(list, &LONG_LIST, &[&items.len().to_string()]);
        }
    }
}

/// Whether an attribute's values stand for single people or things.
fn names_units(attribute: &str) -> bool {
    let last = attribute.rsplit('.').next().unwrap_or_default();
    let ends = |end: &str| last.ends_with(end);
    last == "id" || ends("Id") || ends("ID") || ends("_id") || ends("Key") || last == "email" || last == "key"
}

/// Something before the only `@`, and a domain with a dot behind it.
fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let dotted = domain.split('.').count() > 1 && domain.split('.').all(|part| !part.is_empty());
    !name.is_empty() && dotted && !text.contains(char::is_whitespace) && !domain.contains('@')
}
