//! One value compared in one way; `None` when the operator does not compare values of that type.

use super::decisions::one_or_more;
use super::hashes::md5_digits;
use super::number::instant;
use ipnet::IpNet;
use regex::Regex;
use semver::Version;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::HashMap;
use std::net::IpAddr;

pub(super) fn answer(operator: &str, leaf: &Value, value: &Value) -> Option<bool> {
    let wanted = &leaf[operator];
    match operator {
        "equals" | "in" | "containsAny" => equal(one_or_more(wanted), value),
        "startsWith" => affix(leaf, wanted, value, |text, part| text.starts_with(part)),
        "endsWith" => affix(leaf, wanted, value, |text, part| text.ends_with(part)),
        "contains" => affix(leaf, wanted, value, |text, part| text.contains(part)),
        "gt" if ["gt", "gte", "lt", "lte"].iter().any(|name| leaf[*name].is_string()) => {
            let units = |text: &Value| text.as_str().map(|text| text.encode_utf16().collect::<Vec<_>>());
            within(leaf, ["gt", "gte", "lt", "lte"], units(value)?, units)
        }
        "gt" => within(leaf, ["gt", "gte", "lt", "lte"], value.as_f64()?, Value::as_f64),
        "after" => within(leaf, ["after", "since", "before", "until"], instant(value)?, instant),
        "semver" => {
            let version = Version::parse(&written_out(value.as_str()?, leaf["loose"] == Value::Bool(true))).ok()?;
            Some(comparisons(wanted.as_str()?).all(|comparison| compares(comparison, &version)))
        }
        "cidr" => {
            let address: IpAddr = value.as_str()?.parse().ok()?;
            Some(one_or_more(wanted).iter().any(|block| holds(block.as_str().unwrap(), address)))
        }
        "matches" => Some(matches(wanted.as_str()?, value.as_str()?)),
        "md5" => {
            let found = md5_digits(value.as_str()?);
            Some(one_or_more(wanted).iter().any(|digits| digits == found.as_str()))
        }
        other => panic!("no operator `{other}`"),
    }
}

/// A version whose `v` is left out, and whose minor and patch are put in, if it may be written loosely.
fn written_out(version: &str, loosely: bool) -> String {
    if !loosely {
        return version.into();
    }
    let bare = version.strip_prefix(['v', 'V']).unwrap_or(version);
    let numbers = bare.split(['-', '+']).next().unwrap();
    let zeros = ".0".repeat(2_usize.saturating_sub(numbers.matches('.').count()));
    format!("{numbers}{zeros}{}", &bare[numbers.len()..])
}

/// Equality of type and value: what is of another plain type is not equal.
fn equal(wanted: &[Value], value: &Value) -> Option<bool> {
    match value {
        Value::String(_) | Value::Bool(_) => Some(wanted.contains(value)),
        Value::Number(number) => {
            Some(wanted.iter().any(|wanted| wanted.is_number() && wanted.as_f64() == number.as_f64()))
        }
        _ => None,
    }
}

fn affix(leaf: &Value, wanted: &Value, value: &Value, is: fn(&str, &str) -> bool) -> Option<bool> {
    let fold = |text: &str| match leaf["ignoreCase"] == Value::Bool(true) {
        true => text.to_ascii_lowercase(),
        false => text.to_owned(),
    };
    let text = fold(value.as_str()?);
    Some(one_or_more(wanted).iter().any(|part| is(&text, &fold(part.as_str().unwrap()))))
}

/// Above, from, below and up to.
fn within<T: PartialOrd>(
    leaf: &Value,
    [above, from, below, to]: [&str; 4],
    value: T,
    read: fn(&Value) -> Option<T>,
) -> Option<bool> {
    let bound =
        |name: &str, holds: fn(&T, &T) -> bool| leaf.get(name).is_none_or(|bound| holds(&value, &read(bound).unwrap()));
    let least = bound(above, |a, b| a > b) && bound(from, |a, b| a >= b);
    Some(least && bound(below, |a, b| a < b) && bound(to, |a, b| a <= b))
}

/// A range's comparisons. Spaces stand between them, and may follow an operator.
fn comparisons(range: &str) -> impl Iterator<Item = &str> {
    let start = |at: &usize| *at == 0 || !range[..*at].trim_end().ends_with(['<', '>', '=', '~', '^']);
    let words = range.split(' ').filter(|word| !word.is_empty());
    let starts: Vec<_> = words.map(|word| word.as_ptr() as usize - range.as_ptr() as usize).filter(start).collect();
    let ends: Vec<_> = starts.iter().copied().skip(1).chain([range.len()]).collect();
    starts.into_iter().zip(ends).map(|(from, to)| range[from..to].trim())
}

/// One comparison of a range, such as `>=2.1`.
fn compares(comparison: &str, version: &Version) -> bool {
    let written = comparison.trim_start_matches(['<', '>', '=', '~', '^']);
    let operator = &comparison[..comparison.len() - written.len()];
    let written = written.trim_start_matches([' ', 'v', 'V']);
    let numbers = written.split(['-', '+']).next().unwrap();
    let given = numbers.split('.').count();
    let full = format!("{numbers}{}{}", ".0".repeat(3 - given), &written[numbers.len()..]);
    let bound = Version::parse(&full).unwrap();
    let core = |version: &Version| [version.major, version.minor, version.patch];
    let begins_with = |parts: usize| core(version)[..parts] == core(&bound)[..parts];
    let order = version.cmp_precedence(&bound);
    let zeros = core(&bound).iter().take(given).take_while(|number| **number == 0).count();
    match operator {
        "<" => order.is_lt(),
        ">=" => order.is_ge(),
        "<=" if given < 3 => order.is_lt() || begins_with(given),
        "<=" => order.is_le(),
        ">" if given < 3 => core(version)[..given] > core(&bound)[..given],
        ">" => order.is_gt(),
        "" | "=" if given < 3 => order.is_ge() && begins_with(given),
        "" | "=" => order.is_eq(),
        "~" => order.is_ge() && begins_with(given.min(2)),
        "^" => order.is_ge() && begins_with(given.min(zeros + 1)),
        other => panic!("no comparison `{other}`"),
    }
}

/// An IPv4 address written as IPv6 lies in the blocks of both families. One written as IPv4 lies in IPv4 blocks, and in
/// IPv6 blocks within `::ffff:0:0/96`.
fn holds(block: &str, address: IpAddr) -> bool {
    let block = block.parse::<IpNet>().unwrap_or_else(|_| block.parse::<IpAddr>().unwrap().into());
    match (block, address) {
        (IpNet::V4(block), IpAddr::V6(address)) => address.to_ipv4_mapped().is_some_and(|v4| block.contains(&v4)),
        (IpNet::V6(block), IpAddr::V4(address)) => {
            block.prefix_len() >= 96 && block.contains(&address.to_ipv6_mapped())
        }
        (block, address) => block.contains(&address),
    }
}

/// Whether the text has a match in it. Classes and case are ASCII's, which the crate `regex` has to be told.
fn matches(pattern: &str, text: &str) -> bool {
    thread_local! {
        static PATTERNS: RefCell<HashMap<String, Regex>> = RefCell::default();
    }
    let ascii = || pattern.replace("\\d", "[0-9]").replace("\\b", r"(?-u:\b)").replace("(?i)", "(?i-u)");
    PATTERNS.with_borrow_mut(|patterns| {
        patterns.entry(pattern.into()).or_insert_with(|| Regex::new(&ascii()).unwrap()).is_match(text)
    })
}
