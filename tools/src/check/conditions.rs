//! Conditions and lists that are probably a mistake.

use super::Check;
use super::lints::{
    CONVERTED, EMAIL_DOMAIN, EMPTY_INTERVAL, EMPTY_LIST, EXCLUDED_TOO, FORCED_TWICE, NO_EFFECT, NO_MD5, TWICE,
};
use super::parts::{distinct, instant};
use crate::nodes::{is, list, members, text_of};
use crate::snapshot::one_or_many;
use burgee::document::{Kind, Node};
use burgee::literal::{decimal, sortable::sortable};

/// The operators that compare text.
pub(super) const TEXT: [&str; 5] = ["equals", "in", "startsWith", "endsWith", "contains"];

/// The results of `"as": "type"`.
const TYPES: [&str; 5] = ["boolean", "number", "string", "array", "object"];

impl<'c> Check<'c> {
    pub(super) fn conditions(&mut self) {
        for condition in self.each_condition() {
            self.lists(condition);
            self.intervals(condition);
            self.email_domain(condition);
            self.converted(condition);
            let cased = TEXT.iter().skip(2).any(|name| condition.get(name).is_some());
            for (name, needed) in [("ignoreCase", cased), ("loose", condition.get("semver").is_some())] {
                if let Some(field) = condition.get(name).filter(|_| !needed) {
                    self.warn(field, &NO_EFFECT, &[name]);
                }
            }
        }
        for segment in self.parts("segments") {
            self.units(segment);
        }
        for holdout in self.parts("holdouts") {
            self.twice(holdout.get("experiments"));
        }
        for flag in self.flags() {
            self.forced(flag.node.get("overrides"));
        }
    }

    fn lists(&mut self, condition: Node<'c>) {
        let positions = condition.get("bucket").and_then(|bucket| bucket.get("positions"));
        let named = ["in", "startsWith", "endsWith", "contains", "cidr", "md5", "any"].map(|name| condition.get(name));
        for node in named.into_iter().chain([positions]).flatten() {
            if node.kind() == Kind::Array && node.items().next().is_none() {
                self.warn(node, &EMPTY_LIST, &[]);
            }
            self.twice(Some(node));
        }
    }

    fn twice(&mut self, node: Option<Node<'c>>) {
        let items = list(node);
        let mut order: Vec<_> = (0..).zip(&items).filter_map(|(index, item)| Some((scalar(*item)?, index))).collect();
        order.sort_unstable();
        let pairs = order.iter().zip(order.iter().skip(1));
        for (_, ((item_text, _), index)) in pairs.filter(|((one, _), (next, _))| one == next) {
            items.get::<usize>(*index).into_iter().for_each(|item| self.warn(*item, &TWICE, &[item_text]));
        }
    }

    fn intervals(&mut self, condition: Node<'c>) {
        let number = |node: Node<'_>| node.number().and_then(decimal::parse);
        let date = |node: Node<'_>| instant(node).map(|ms| ms as f64);
        let version = text_of(condition, "as") == Some("version");
        let text = |node: Node<'_>| {
            let text = node.text()?;
            let sorted = if version { sortable(text) } else { text.into() };
            Some(sorted.encode_utf16().collect::<Vec<_>>())
        };
        let (values, dates) = ([["gt", "gte"], ["lt", "lte"]], [["after", "since"], ["before", "until"]]);
        let now = condition.get("now").is_some_and(|now| is_empty(now, dates, date));
        let empty = is_empty(condition, values, number) || is_empty(condition, values, text);
        if empty || now || is_empty(condition, dates, date) {
            self.warn(condition, &EMPTY_INTERVAL, &[]);
        }
    }

    /// Values that no converted attribute has, and digests that no text has.
    fn converted(&mut self, condition: Node<'c>) {
        for item in one_or_many(condition.get("md5")) {
            let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
            if let Some(text) = item.text().filter(|text| text.len() != 32 || !text.bytes().all(digit)) {
                self.warn(item, &NO_MD5, &[text]);
            }
        }
        let Some(conversion) = text_of(condition, "as") else { return };
        for item in TEXT.iter().take(2).flat_map(|name| one_or_many(condition.get(name))) {
            let text = item.text();
            let never = match conversion {
                "number" | "size" => item.number().is_none(),
                "lowercase" => text.is_some_and(|text| text.chars().any(char::is_uppercase)),
                "type" => !text.is_some_and(|text| TYPES.contains(&text)),
                _ => text.is_none(),
            };
            if never {
                self.warn(item, &CONVERTED, &[text.unwrap_or(item.source())]);
            }
        }
    }

    fn email_domain(&mut self, condition: Node<'c>) {
        if text_of(condition, "attribute") != Some("emailDomain") {
            return;
        }
        let ignored = is(condition.get("ignoreCase"), true);
        for name in TEXT {
            let upper =
                |text: &str| text.chars().any(char::is_uppercase) && !(ignored && name != "equals" && name != "in");
            for item in one_or_many(condition.get(name)) {
                if let Some(text) = item.text().filter(|text| text.contains('@') || upper(text)) {
                    self.warn(item, &EMAIL_DOMAIN, &[text]);
                }
            }
        }
    }

    /// The lists of a segment.
    fn units(&mut self, segment: Node<'c>) {
        self.twice(segment.get("included"));
        self.twice(segment.get("excluded"));
        let included = distinct(list(segment.get("included")).into_iter().filter_map(Node::text));
        for item in list(segment.get("excluded")) {
            if let Some(unit) = item.text().filter(|unit| included.binary_search(unit).is_ok()) {
                self.warn(item, &EXCLUDED_TOO, &[unit]);
            }
        }
    }

    fn forced(&mut self, overrides: Option<Node<'c>>) {
        let variants = members(overrides).into_iter();
        let all: Vec<(&'c str, Node<'c>)> =
            variants.flat_map(|member| member.node.items().map(move |item| (member.name, item))).collect();
        let mut order: Vec<_> =
            (0..).zip(&all).filter_map(|(index, (_, item))| Some((scalar(*item)?, index))).collect();
        order.sort_unstable();
        let mut first: Option<(&str, &str)> = None;
        for ((unit, _), index) in order {
            let Some((variant, item)) = all.get::<usize>(index) else { continue };
            match first.filter(|(earlier, _)| *earlier == unit) {
                Some((_, kept)) if kept == *variant => self.warn(*item, &TWICE, &[unit]),
                Some((_, kept)) => self.warn(*item, &FORCED_TWICE, &[unit, kept]),
                None => first = Some((unit, variant)),
            }
        }
    }
}

/// The text of a scalar, and a number for its type.
fn scalar(node: Node<'_>) -> Option<(&str, u64)> {
    match node.kind() {
        Kind::False | Kind::True => Some((node.source(), 0)),
        Kind::Number => Some((node.source(), 1)),
        _ => node.text().map(|text| (text, 2)),
    }
}

/// Whether an interval has two bounds and no value between them.
fn is_empty<T: PartialOrd>(
    condition: Node<'_>,
    [low, high]: [[&str; 2]; 2],
    read: impl Fn(Node<'_>) -> Option<T>,
) -> bool {
    let bound = |[open, closed]: [&str; 2]| {
        let node = condition.get(open).or(condition.get(closed))?;
        Some((read(node)?, condition.get(open).is_some()))
    };
    match (bound(low), bound(high)) {
        (Some((low, low_open)), Some((high, high_open))) => low > high || low == high && (low_open || high_open),
        _ => false,
    }
}
