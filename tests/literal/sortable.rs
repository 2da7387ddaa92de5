use crate::support::{check_cases, expect_equal};
use burgee::literal::sortable::sortable;
use proptest::prelude::any;
use semver::Version;

/// The expected texts are the results of `paddedVersionString` in GrowthBook's SDK.
#[test]
fn pads_versions_as_growthbook_does() {
    let table = [
        ("", "    0"),
        ("0", "    0"),
        ("1", "    1"),
        ("1.2", "    1-    2"),
        ("1.2.3", "    1-    2-    3-~"),
        ("v1.2.3", "    1-    2-    3-~"),
        ("V1.2.3", "V1-    2-    3-~"),
        ("vv1.2.3", "v1-    2-    3-~"),
        ("1.2.3+build", "    1-    2-    3-~"),
        ("1.2.3-beta", "    1-    2-    3-beta"),
        ("1.2.3-beta.1+exp.sha-5", "    1-    2-    3-beta-    1"),
        ("1.2.3.4", "    1-    2-    3-    4"),
        ("1-2-3", "    1-    2-    3-~"),
        ("1..3", "    1--    3-~"),
        ("a.b.c", "a-b-c-~"),
        ("10.20.30", "   10-   20-   30-~"),
        ("12345.123456.1", "12345-123456-    1-~"),
        ("1.2.3-", "    1-    2-    3-"),
        ("-", "-"),
        (".", "-"),
        ("v", ""),
        ("+", ""),
        ("v+x", ""),
        ("1.02.3", "    1-   02-    3-~"),
        ("1.2 .3", "    1-2 -    3-~"),
        ("1.2.\u{ff13}", "    1-    2-\u{ff13}-~"),
        ("\u{e9}.1.2", "\u{e9}-    1-    2-~"),
        ("2.0.0-rc.1", "    2-    0-    0-rc-    1"),
        ("1.2.3+a+b", "    1-    2-    3-~"),
    ];
    for (version, expected) in table {
        assert_eq!(sortable(version), expected, "{version:?}");
    }
    assert_eq!(table.len(), 29);
}

#[test]
fn releases_sort_in_the_order_of_their_numbers() {
    let number = || 0..100_000_u64;
    let versions = ([number(), number(), number()], [number(), number(), number()], 0..3_usize);
    check_cases(10_000, versions, |(one, mut other, shared)| {
        other[..shared].copy_from_slice(&one[..shared]);
        let [one, other] = [one, other].map(|[major, minor, patch]| Version::new(major, minor, patch));
        let order = sortable(&one.to_string()).cmp(&sortable(&other.to_string()));
        expect_equal(&format!("{one} and {other}"), order, one.cmp(&other))
    });
}

#[test]
fn a_pre_release_sorts_before_its_release() {
    check_cases(2_000, "[0-9]{1,5}\\.[0-9]{1,5}\\.[0-9]{1,5}-[a-z]{1,5}(\\.[0-9]{1,4})?", |version| {
        let (release, _) = version.split_once('-').unwrap_or((&version, ""));
        expect_equal(&version, sortable(&version) < sortable(release), true)
    });
}

#[test]
fn the_sortable_form_of_any_text_has_no_point_and_no_plus_sign() {
    check_cases(5_000, any::<String>(), |text| {
        let sorted = sortable(&text);
        expect_equal(&text, sorted.contains(['.', '+']), false)
    });
}
