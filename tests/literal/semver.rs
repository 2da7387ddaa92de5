use crate::support::{check_cases, expect_equal};
use burgee::literal::semver::{Policy, Range, Version};
use proptest::prelude::*;
use std::cmp::Ordering;

fn contains(range: &str, version: &str) -> Option<bool> {
    Some(Range::parse(range)?.contains(&Version::parse(version)?))
}

#[test]
fn orders_versions_as_the_specification_does() {
    let order = [
        "0.0.0-0",
        "0.0.0",
        "0.0.1",
        "0.9.99999999999999999999",
        "0.10.0",
        "1.0.0--",
        "1.0.0",
        "1.0.1-0",
        "1.0.1-1",
        "1.0.1-2",
        "1.0.1-10",
        "1.0.1-99999999999999999999",
        "1.0.1-100000000000000000000",
        "1.0.1-100000000000000000000.0",
        "1.0.1--1",
        "1.0.1-0a",
        "1.0.1-A",
        "1.0.1-alpha",
        "1.0.1-alpha.1",
        "1.0.1-alpha.beta",
        "1.0.1-beta",
        "1.0.1-beta.2",
        "1.0.1-beta.11",
        "1.0.1-beta-1",
        "1.0.1-rc.1",
        "1.0.1",
        "2.0.0",
        "2.1.0",
        "2.1.1",
        "99999999999999999999.0.0",
        "100000000000000000000.0.0",
    ];
    let mut pairs = 0;
    for (i, first) in order.iter().enumerate() {
        for (j, second) in order.iter().enumerate() {
            let found = Version::parse(first).unwrap().cmp(&Version::parse(second).unwrap());
            assert_eq!(found, i.cmp(&j), "{first} {second}");
            pairs += 1;
        }
    }
    assert_eq!(pairs, 31 * 31);
    assert_eq!(Version::parse("1.0.0+1"), Version::parse("1.0.0+2.a-b"));
    assert_eq!(Version::parse("1.0.0-a+1"), Version::parse("1.0.0-a"));
}

#[test]
fn refuses_a_strict_version_with_missing_or_extra_parts() {
    let refused = [
        "",
        "1",
        "1.2",
        "1.2.3.4",
        "v1.2.3",
        "V1.2.3",
        "=1.2.3",
        "01.2.3",
        "1.02.3",
        "1.2.03",
        "1.2.x",
        "1.2.*",
        "1.2.-3",
        "1..3",
        ".1.2.3",
        "1.2.3.",
        "1.2.3-",
        "1.2.3-a..b",
        "1.2.3-a.",
        "1.2.3-01",
        "1.2.3-a_b",
        "1.2.3-é",
        "1.2.3+",
        "1.2.3+a..b",
        "1.2.3+a+b",
        "1.2.3 ",
        " 1.2.3",
        "a.b.c",
        "1.2.3-\u{0}",
        "-1.2.3",
        "+1.2.3",
        "1,2,3",
        "١.2.3",
    ];
    for text in refused {
        assert_eq!(Version::parse(text), None, "{text}");
    }
    assert_eq!(refused.len(), 33);
    for text in [
        "0.0.0",
        "1.2.3",
        "1.2.3-0",
        "1.2.3-0a",
        "1.2.3--",
        "1.2.3-a.b.c",
        "1.2.3+001",
        "1.2.3-a-b+c-d.0",
        "1.2.3+-",
        "1.2.3-0-0",
    ] {
        assert!(Version::parse(text).is_some(), "{text}");
    }
}

#[test]
fn lenient_versions_may_omit_parts_and_start_with_v() {
    let table = [
        ("v1.2.3", Some("1.2.3")),
        ("V1.2.3-a", Some("1.2.3-a")),
        ("1.2", Some("1.2.0")),
        ("1", Some("1.0.0")),
        ("v1", Some("1.0.0")),
        ("1.2-beta", Some("1.2.0-beta")),
        ("1+build", Some("1.0.0")),
        ("1.2.3", Some("1.2.3")),
        ("vv1", None),
        ("v", None),
        ("", None),
        ("1.", None),
        ("01.2", None),
        ("1.2.3.4", None),
        ("-beta", None),
        ("v 1", None),
        (" v1.2.3\n", Some("1.2.3")),
        (" 1.2", None),
        ("x", None),
    ];
    for (text, expected) in table {
        let expected = expected.map(|text| Version::parse(text).unwrap());
        assert_eq!(Version::parse_as(text, Policy::Lenient), expected, "{text}");
    }
    assert_eq!(table.len(), 19);
}

#[test]
fn a_range_contains_exactly_these_versions() {
    let table = [
        (">=2.1.0", "2.1.0 2.1.1 3.0.0 2.2.0-a 2.1.0+b", "2.0.9 2.1.0-beta 1.99.99"),
        (">2.1.0", "2.1.1 2.1.1-a 3.0.0", "2.1.0 2.1.0+b 2.1.0-a"),
        ("<2.1.0", "2.1.0-beta 2.0.9 0.0.0", "2.1.0 2.1.1-a"),
        ("<=2.1.0", "2.1.0 2.1.0-beta 2.0.9", "2.1.1 2.1.1-a"),
        ("=1.2.3", "1.2.3 1.2.3+b", "1.2.3-a 1.2.4"),
        ("1.2.3", "1.2.3", "1.2.4 1.3.0"),
        ("=1.2.3-rc.1", "1.2.3-rc.1", "1.2.3 1.2.3-rc.2"),
        ("<3", "2.99.99 3.0.0-a", "3.0.0 3.0.1"),
        (">=3", "3.0.0 4.0.0", "2.9.9 3.0.0-a"),
        ("=1.2", "1.2.0 1.2.9", "1.3.0 1.2.0-a 1.1.9"),
        ("1", "1.0.0 1.9.9 1.1.0-a", "2.0.0 2.0.0-a 1.0.0-a"),
        ("<=1.2", "1.2.9 1.2.0 1.2.0-a 1.1.0", "1.3.0 1.3.0-a"),
        (">1.2", "1.3.0 1.3.0-a 2.0.0", "1.2.9 1.2.0"),
        ("^1.2", "1.2.0 1.9.0 1.3.0-a", "1.1.9 2.0.0 2.0.0-beta 1.2.0-a"),
        ("^1.2.3", "1.2.3 1.99.0", "1.2.2 2.0.0"),
        ("^0.2.3", "0.2.3 0.2.9", "0.2.2 0.3.0 0.3.0-a 1.0.0"),
        ("^0.0.3", "0.0.3", "0.0.4 0.0.2 0.1.0 0.0.3-a"),
        ("^0.0", "0.0.0 0.0.9", "0.1.0"),
        ("^0", "0.0.0 0.9.9", "1.0.0"),
        ("^1", "1.0.0 1.9.9", "0.9.9 2.0.0"),
        ("^1.2.3-beta.2", "1.2.3-beta.2 1.2.3-beta.10 1.2.3 1.3.0", "1.2.3-beta.1 1.2.3-alpha 2.0.0"),
        ("~1.4.2", "1.4.2 1.4.9 1.4.3-a", "1.4.1 1.5.0 1.5.0-a 1.4.2-a"),
        ("~1.4", "1.4.0 1.4.9", "1.3.9 1.5.0"),
        ("~1", "1.0.0 1.9.0", "2.0.0 0.9.9"),
        (">=1.2.0 <2.0.0", "1.2.0 1.9.9 2.0.0-a", "1.1.9 2.0.0"),
        ("  >=  v1.2   < V2 ", "1.2.0", "2.0.0 1.1.0"),
        (">1.0.0 <1.0.0", "", "1.0.0 0.9.0 1.1.0"),
        (">=99999999999999999999.0.0", "100000000000000000000.0.0", "99999999999999999998.9.9"),
    ];
    let mut pairs = 0;
    for (range, inside, outside) in table {
        for (versions, expected) in [(inside, true), (outside, false)] {
            for version in versions.split_whitespace() {
                assert_eq!(contains(range, version), Some(expected), "{version} in {range}");
                pairs += 1;
            }
        }
    }
    assert_eq!(pairs, 131);
}

#[test]
fn refuses_text_that_is_not_a_range() {
    let texts = [
        "",
        " ",
        ">",
        ">=",
        "<>1",
        "==1",
        "=>1",
        "~>1",
        "^^1",
        "!=1",
        "1.x",
        "1.*",
        "*",
        "x",
        "1.0.0 || 2.0.0",
        "1.0.0 - 2.0.0",
        ">=1,<2",
        ">=1, <2",
        "1.2.3.4",
        ">=01.2",
        ">=1.2.3-",
        "latest",
        ">=1\t<2",
        ">=1 and <2",
        "(>=1)",
        "v",
        ">= ",
    ];
    for text in texts {
        assert_eq!(Range::parse(text), None, "{text}");
    }
    assert_eq!(texts.len(), 27);
}

const VERSION: &str = "(0|[1-9][0-9]{0,2})\\.(0|[1-9]|1[0-9])\\.(0|[1-9])(-(0|[1-9][0-9]?|[a-b0-9-]{1,3}[a-c-])(\\.(0|[1-9][0-9]?|[a-c-]{1,2})){0,2})?(\\+[a-z0-9-]{1,3})?";

#[test]
fn orders_any_two_versions_as_the_crate_semver_does() {
    check_cases(10_000, (VERSION, VERSION, any::<bool>()), |(first, second, related)| {
        let second = if related { format!("{}-{second}", first.split(['-', '+']).next().unwrap()) } else { second };
        let input = format!("{first} {second}");
        let theirs =
            ::semver::Version::parse(&first).unwrap().cmp_precedence(&::semver::Version::parse(&second).unwrap());
        let ours = Version::parse(&first).unwrap().cmp(&Version::parse(&second).unwrap());
        expect_equal(&input, ours, theirs)?;
        expect_equal(&input, Version::parse(&first) == Version::parse(&second), theirs == Ordering::Equal)
    });
}

#[test]
fn parses_any_text_as_a_version_exactly_when_the_crate_semver_does() {
    check_cases(10_000, "[0-9]{0,2}\\.[0-9]{1,2}\\.[0-9v]{1,2}[-+.a-b0-1]{0,8}|[0-9.+-]{0,8}|\\PC{0,8}", |text| {
        expect_equal(&text, Version::parse(&text).is_some(), ::semver::Version::parse(&text).is_ok())
    });
}

/// In the crate `semver`, a range that names no pre-release contains none, and a version without an operator means `^`.
/// So this test compares releases only, with the operators that both have.
#[test]
fn any_range_contains_the_releases_that_it_contains_in_the_crate_semver() {
    let operand = "(0|[1-9])(\\.(0|[1-9])(\\.(0|[1-9])(-[a-b]{1,2})?)?)?";
    let ranges = prop::collection::vec(("(<|<=|>|>=|=|~|\\^)", operand), 1..3);
    check_cases(10_000, (ranges, "[0-9]\\.[0-9]\\.[0-9]"), |(ranges, version)| {
        let ranges: Vec<String> = ranges.into_iter().map(|(operator, operand)| operator + &operand).collect();
        let theirs = ::semver::VersionReq::parse(&ranges.join(","))
            .unwrap()
            .matches(&::semver::Version::parse(&version).unwrap());
        let ours = ranges.join(" ");
        expect_equal(&format!("{version} in {ours}"), contains(&ours, &version), Some(theirs))
    });
}

#[test]
fn spaces_around_any_text_do_not_change_the_range() {
    let parsed = std::cell::Cell::new(0);
    check_cases(
        8_000,
        ("[<>=~^v0-9. a-]{0,16}|[<>=~^]{1,2} {0,2}[0-9](\\.[0-9]){0,3}|\\PC{0,10}", VERSION),
        |(range, version)| {
            let found = contains(&range, &version);
            parsed.set(parsed.get() + u32::from(found.is_some()));
            expect_equal(&range, contains(&format!("  {range} "), &version), found)
        },
    );
    assert!(parsed.get() > 500, "only {} ranges", parsed.get());
}
