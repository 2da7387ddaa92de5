use crate::support::{check_cases, expect_equal};
use burgee::literal::decimal::{parse, scaled};
use proptest::prelude::*;

/// The number that `core` reads from a JSON number; `None` for an infinity.
fn reference(text: &str) -> Option<u64> {
    text.parse::<f64>().ok().filter(|value| value.is_finite()).map(f64::to_bits)
}

fn bits(text: &str) -> Option<u64> {
    parse(text).map(f64::to_bits)
}

const LIMITS: [&str; 46] = [
    "0",
    "-0",
    "0.0",
    "-0.0e5",
    "0e400",
    "1",
    "-1",
    "0.1",
    "0.3",
    "1e22",
    "1e23",
    "-1e-22",
    "9007199254740992",
    "9007199254740993",
    "9007199254740994",
    "9007199254740993.00000000000000000000000001",
    "9007199254740992999999999999999",
    "1.7976931348623157e308",
    "1.7976931348623158e308",
    "179769313486231570e291",
    "1.7976931348623158079372897140530341507993e308",
    "2.2250738585072014e-308",
    "2.2250738585072011e-308",
    "2.2250738585072012e-308",
    "4.9406564584124654e-324",
    "5e-324",
    "3e-324",
    "2.4703282292062328e-324",
    "2.4703282292062327e-324",
    "2.47032822920623272e-324",
    "1e-324",
    "1e-330",
    "1e-331",
    "1e-400",
    "1e-99999999999999999999",
    "0.000000000000000000000000000000000000001e39",
    "6.02214076e23",
    "8.98846567431158e307",
    "1.0000000000000002",
    "1.00000000000000011102230246251565404236316680908203125",
    "1.00000000000000011102230246251565404236316680908203124",
    "1.00000000000000011102230246251565404236316680908203126",
    "100000000000000000000000e-23",
    "7.2057594037927933e16",
    "0.500000000000000166533453693773481063544750213623046875",
    "3.5184372088831999999999999999999e13",
];

#[test]
fn rounds_numbers_at_the_limits_of_a_double_as_core_does() {
    let zeros = "0".repeat(400);
    let long = "1234567890".repeat(90);
    for number in LIMITS {
        assert_eq!(bits(number), reference(number), "{number}");
    }
    for number in [
        format!("0.{zeros}1e401"),
        format!("1{zeros}e-400"),
        format!("{long}e-800"),
        format!("0.{zeros}{long}"),
        format!("{long}.{long}e-1200"),
        format!("1{zeros}"),
        format!("-1{zeros}.5e-400"),
    ] {
        assert_eq!(bits(&number), reference(&number), "{number}");
    }
}

#[test]
fn refuses_a_number_that_rounds_to_infinity() {
    for number in
        ["1e309", "-1e309", "1.7976931348623159e308", "1.797693134862315808e308", "1e99999999999999999999", "17e307.0"]
    {
        assert_eq!(parse(number), None, "{number}");
    }
}

#[test]
fn refuses_text_that_is_not_a_json_number() {
    let texts = [
        "",
        "-",
        "+1",
        ".5",
        "-.5",
        "5.",
        "5.e3",
        "00",
        "01",
        "-01",
        "1e",
        "1e+",
        "1e-",
        "1e5.0",
        "1 ",
        " 1",
        "0x10",
        "1_000",
        "NaN",
        "inf",
        "-Infinity",
        "1e5e5",
        "1.2.3",
        "--1",
        "1-",
        "١",
        "1\u{0}",
        "1,5",
    ];
    for text in texts {
        assert_eq!(parse(text), None, "{text}");
        assert_eq!(scaled(text, 3), None, "{text}");
    }
}

/// The midpoint between two neighbouring doubles has up to 767 digits. Checks the tie, and a number on each side of it.
#[test]
fn rounds_the_exact_midpoint_of_two_doubles_to_even() {
    let mut compared = 0;
    for low in [
        0_u64,
        1,
        2,
        0x000f_ffff_ffff_ffff,
        0x0010_0000_0000_0000,
        0x0010_0000_0000_0001,
        0x3ff0_0000_0000_0000,
        0x7fef_ffff_ffff_fffe,
    ] {
        let midpoint = midpoint(low);
        let below = format!("{}{}", midpoint.trim_end_matches('5'), "4999999");
        for number in [midpoint.clone(), format!("{midpoint}0000001"), below] {
            assert_eq!(bits(&number), reference(&number), "{number}");
            compared += 1;
        }
        let even = low + (low & 1);
        assert_eq!(bits(&midpoint), Some(even), "{midpoint}");
    }
    assert_eq!(compared, 24);
}

/// The exact decimal text of the midpoint after the number with the bits `low`, with a fraction that ends in 5.
fn midpoint(low: u64) -> String {
    let (fraction, exponent) = (low & ((1 << 52) - 1), (low >> 52) as i32);
    let mantissa = if exponent == 0 { fraction } else { fraction | 1 << 52 };
    // (2 × mantissa + 1) × 2^scale, in decimal digits.
    let scale = exponent.max(1) - 1075 - 1;
    let mut digits: Vec<u8> = (2 * mantissa + 1).to_string().bytes().rev().map(|byte| byte - b'0').collect();
    for _ in 0..scale.unsigned_abs() {
        let factor = if scale > 0 { 2 } else { 5 };
        let mut carry = 0;
        for digit in &mut digits {
            carry += *digit * factor;
            *digit = carry % 10;
            carry /= 10;
        }
        digits.extend((carry > 0).then_some(carry));
    }
    let text: String = digits.iter().rev().map(|digit| char::from(b'0' + digit)).collect();
    match scale {
        1.. => format!("{text}.0"),
        _ => format!("{text}e{scale}"),
    }
}

#[test]
fn reads_any_double_from_its_shortest_and_its_longest_text() {
    check_cases(10_000, any::<u64>(), |pattern| {
        let value = f64::from_bits(pattern);
        if !value.is_finite() {
            return Ok(());
        }
        for text in [format!("{value:e}"), format!("{value:.25e}"), format!("{value}")] {
            expect_equal(&text, bits(&text), reference(&text))?;
        }
        expect_equal("shortest", bits(&format!("{value:e}")), Some(pattern))
    });
}

#[test]
fn rounds_any_json_number_as_core_does() {
    let numbers = "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?";
    check_cases(10_000, numbers, |text| expect_equal(&text, bits(&text), reference(&text)));
    let near_ties = "-?(9007199254740993|[1-9][0-9]{15,18}[05])0{0,30}(\\.0{0,700}[01])?(e-?[0-9]{1,2})?";
    check_cases(4_000, near_ties, |text| expect_equal(&text, bits(&text), reference(&text)));
    let tiny = "[0-9]\\.[0-9]{0,30}e-3[0-4][0-9]".prop_filter("digits after the point", |text| !text.contains(".e"));
    check_cases(4_000, tiny, |text| expect_equal(&text, bits(&text), reference(&text)));
    check_cases(100, "[1-9][0-9]{700,900}(e-?[0-9]{1,4})?", |text| expect_equal(&text, bits(&text), reference(&text)));
}

#[test]
fn parses_any_text_as_core_does_or_refuses_it() {
    check_cases(8_000, "[-+.eE0-9 ]{0,12}|\\PC{0,8}", |text| {
        let json = text.bytes().next_back().is_some_and(|byte| byte.is_ascii_digit())
            && !text.contains('+')
            && text.trim_start_matches('-').bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        let theirs = if json { reference(&text) } else { None };
        match bits(&text) {
            Some(ours) => expect_equal(&text, Some(ours), reference(&text)),
            None if text.contains(['+', 'e', 'E'])
                || text.trim_start_matches('-').starts_with('0')
                || text.contains("--") =>
            {
                Ok(())
            }
            None => expect_equal(&text, None, theirs),
        }
    });
}

/// An intended difference: `core` stops reading an exponent at 65,536, so this number is zero there.
#[test]
fn an_exponent_after_a_million_zeros_is_exact() {
    let text = format!("0.{}1e1000001", "0".repeat(1_000_000));
    assert_eq!(parse(&text), Some(1.0));
    assert_eq!(scaled(&text, 2), Some(100));
}

#[test]
fn scales_percentages_to_exact_integers() {
    let table = [
        ("33.333", 6, Some(33_333_000)),
        ("3.3333e1", 6, Some(33_333_000)),
        ("100", 3, Some(100_000)),
        ("0", 3, Some(0)),
        ("0.001", 3, Some(1)),
        ("0.0010000", 3, Some(1)),
        ("0.0015", 3, None),
        ("0.0005", 3, None),
        ("1e-3", 3, Some(1)),
        ("1e-4", 3, None),
        ("1E2", 0, Some(100)),
        ("1e+2", 0, Some(100)),
        ("12.5e1", 0, Some(125)),
        ("12.5", 0, None),
        ("12.0", 0, Some(12)),
        ("-1", 3, None),
        ("-0", 3, None),
        ("0e99999999999999999999", 3, Some(0)),
        ("0e-99999999999999999999", 3, Some(0)),
        ("1e99999999999999999999", 3, None),
        ("1e-99999999999999999999", 3, None),
        ("18446744073709551615", 0, Some(u64::MAX)),
        ("18446744073709551616", 0, None),
        ("1844674407370955161.6", 1, None),
        ("18446744073709551615000e-3", 0, Some(u64::MAX)),
        ("1e19", 0, Some(10_000_000_000_000_000_000)),
        ("1e20", 0, None),
        ("0.0000000000000000000000000000001e31", 0, Some(1)),
        ("100000000000000000000000000e-26", 0, Some(1)),
    ];
    for (text, decimals, expected) in table {
        assert_eq!(scaled(text, decimals), expected, "{text} with {decimals} decimals");
    }
    assert_eq!(table.len(), 29);
}

#[test]
fn scaling_only_moves_the_decimal_point() {
    check_cases(10_000, (any::<u32>(), 0_u32..9, 0_u32..9), |(value, places, decimals)| {
        let divisor = 10_u64.pow(places);
        let text = format!(
            "{}.{:0width$}",
            u64::from(value) / divisor,
            u64::from(value) % divisor,
            width = places.max(1) as usize
        );
        let exponential = format!("{value}e-{places}");
        let wanted = u64::from(value) * 10_u64.pow(decimals);
        let expected = (wanted % divisor == 0).then_some(wanted / divisor);
        expect_equal(&text, scaled(&text, decimals), expected)?;
        expect_equal(&exponential, scaled(&exponential, decimals), expected)
    });
}
