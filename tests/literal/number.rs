use crate::support::{check_cases, expect_equal};
use burgee::literal::number::{read, written};
use proptest::prelude::{Strategy, any, prop_oneof};

/// The expected texts are the results of `String(number)` in Node.
#[test]
fn writes_numbers_as_javascript_does() {
    let table = [
        (0x0000000000000000, "0"),
        (0x8000000000000000, "0"),
        (0x3ff0000000000000, "1"),
        (0xbff0000000000000, "-1"),
        (0x4024000000000000, "10"),
        (0x4059000000000000, "100"),
        (0x3ff8000000000000, "1.5"),
        (0x3fb999999999999a, "0.1"),
        (0x3fc999999999999a, "0.2"),
        (0x3fd3333333333334, "0.30000000000000004"),
        (0x40fe240c9fbe76c9, "123456.789"),
        (0x4415af1d78b58c40, "100000000000000000000"),
        (0x441ac53a7e04bcda, "123456789012345680000"),
        (0x444b1ae4d6e2ef50, "1e+21"),
        (0x4454542ba12a337c, "1.5e+21"),
        (0xc44b1ae4d6e2ef50, "-1e+21"),
        (0x4480f0cf064dd592, "1e+22"),
        (0x54b249ad2594c37d, "1e+100"),
        (0x7fefffffffffffff, "1.7976931348623157e+308"),
        (0x0000000000000001, "5e-324"),
        (0x0010000000000000, "2.2250738585072014e-308"),
        (0x3ee4f8b588e368f1, "0.00001"),
        (0x3eb0c6f7a0b5ed8d, "0.000001"),
        (0x3eb4b3fd5942cd96, "0.000001234"),
        (0x3e7ad7f29abcaf48, "1e-7"),
        (0x3e808ffde1023e12, "1.234e-7"),
        (0xbe7ad7f29abcaf48, "-1e-7"),
        (0x433fffffffffffff, "9007199254740991"),
        (0x4340000000000000, "9007199254740992"),
        (0x4340000000000001, "9007199254740994"),
        (0x4011666666666666, "4.35"),
        (0x3fe0000000000000, "0.5"),
        (0x4059100000000000, "100.25"),
        (0x444b1ae4d6e2ef4f, "999999999999999900000"),
        (0x430c6bf526340000, "1000000000000000"),
        (0x4345ee2a2eb5a5c4, "12345678901234568"),
        (0x3fd5555555555555, "0.3333333333333333"),
        (0x3fe5555555555555, "0.6666666666666666"),
        (0x0000000000000002, "1e-323"),
        (0x01ca4080820a9080, "4.9e-300"),
    ];
    for (bits, expected) in table {
        assert_eq!(written(f64::from_bits(bits)), expected, "{bits:x}");
    }
    assert_eq!(table.len(), 40);
}

const NUMBERS: [(&str, u64); 52] = [
    ("", 0x0000000000000000),
    (" ", 0x0000000000000000),
    ("\u{9}\u{a}\u{b}\u{c}\u{d}", 0x0000000000000000),
    ("\u{a0}\u{feff}\u{2028}\u{2029}\u{3000}", 0x0000000000000000),
    ("0", 0x0000000000000000),
    ("-0", 0x8000000000000000),
    ("+0", 0x0000000000000000),
    ("00", 0x0000000000000000),
    ("007", 0x401c000000000000),
    ("-007", 0xc01c000000000000),
    ("1", 0x3ff0000000000000),
    ("+1", 0x3ff0000000000000),
    ("-1", 0xbff0000000000000),
    (" 12 ", 0x4028000000000000),
    (".5", 0x3fe0000000000000),
    ("-.5", 0xbfe0000000000000),
    ("5.", 0x4014000000000000),
    ("+5.", 0x4014000000000000),
    ("1.50", 0x3ff8000000000000),
    ("00.5", 0x3fe0000000000000),
    ("1e3", 0x408f400000000000),
    ("1E3", 0x408f400000000000),
    ("1e+3", 0x408f400000000000),
    ("1e-3", 0x3f50624dd2f1a9fc),
    (".5e1", 0x4014000000000000),
    ("5.e1", 0x4049000000000000),
    ("1e-400", 0x0000000000000000),
    ("-1e-400", 0x8000000000000000),
    ("9007199254740993", 0x4340000000000000),
    ("0.1", 0x3fb999999999999a),
    ("1e308", 0x7fe1ccf385ebc8a0),
    ("1.7976931348623158e308", 0x7fefffffffffffff),
    ("4.9e-324", 0x0000000000000001),
    ("2e-324", 0x0000000000000000),
    ("0x0", 0x0000000000000000),
    ("0x1F", 0x403f000000000000),
    ("0XfF", 0x406fe00000000000),
    ("0b101", 0x4014000000000000),
    ("0B1", 0x3ff0000000000000),
    ("0o17", 0x402e000000000000),
    ("0O7", 0x401c000000000000),
    ("0x1fffffffffffff", 0x433fffffffffffff),
    ("0x20000000000001", 0x4340000000000000),
    ("0x20000000000003", 0x4340000000000002),
    ("0x7ffffffffffffc00000000", 0x455fffffffffffff),
    ("0x80000000000004000000000000000000000000", 0x4960000000000000),
    ("0x800000000000040000000000000000000000000000000000000000001", 0x4e20000000000001),
    ("0b100000000000000000000000000000000000000000000000000001", 0x4340000000000000),
    ("0o400000000000000001", 0x4340000000000000),
    ("0o400000000000000003", 0x4340000000000002),
    ("123456789012345678901234567890", 0x45f8ee90ff6c373e),
    ("1e21", 0x444b1ae4d6e2ef50),
];

/// The expected bits are those of the result of `Number(text)` in Node.
#[test]
fn reads_texts_as_javascript_does() {
    let long = format!("0x{}", "f".repeat(200));
    let cases = NUMBERS.into_iter().chain([(long.as_str(), 0x71f0000000000000)]);
    for (text, bits) in cases.clone() {
        assert_eq!(read(text).map(f64::to_bits), Some(bits), "{text:?}");
    }
    assert_eq!(cases.count(), 53);
}

const NOT_NUMBERS: [&str; 56] = [
    ".",
    "+",
    "-",
    "+-1",
    "-+1",
    "--1",
    "++1",
    "-.",
    "+.e1",
    "e1",
    ".e1",
    "1e",
    "1e+",
    "1e1.5",
    "1e1e1",
    "1 2",
    "1_000",
    "1,5",
    "1n",
    "12px",
    "0x",
    "0b",
    "0o",
    "0xg",
    "0b2",
    "0o8",
    "-0x1",
    "+0x1",
    "0x1.8",
    "0x-1",
    "0x+1",
    "0x 1",
    "00x1",
    "x1",
    "Infinity",
    "-Infinity",
    "+Infinity",
    "infinity",
    "inf",
    "nan",
    "NaN",
    "true",
    "null",
    "1e309",
    "-1e309",
    "1.7976931348623159e308",
    "\u{85} 1",
    "\u{180e}1",
    "\u{200b}1",
    "1\u{200b}",
    "\u{660}",
    "\u{ff11}",
    "1\u{0}",
    "1..2",
    "1.2.3",
    "\u{bd}",
];

/// In Node, `Number(text)` is `NaN` or infinite for each of them.
#[test]
fn refuses_text_that_is_not_a_finite_number() {
    let infinite = format!("0x1{}", "0".repeat(256));
    let cases = NOT_NUMBERS.into_iter().chain([infinite.as_str()]);
    for text in cases.clone() {
        assert_eq!(read(text), None, "{text:?}");
    }
    assert_eq!(cases.count(), 57);
}

fn finite() -> impl Strategy<Value = f64> {
    any::<u64>().prop_map(f64::from_bits).prop_filter("finite", |number| number.is_finite())
}

#[test]
fn reads_back_any_number_that_it_writes() {
    check_cases(10_000, finite(), |number| {
        let text = written(number);
        // The text of -0 has no sign.
        let number = if number == 0.0 { 0.0 } else { number };
        expect_equal(&text, read(&text).map(f64::to_bits), Some(number.to_bits()))?;
        expect_equal(&text, text.parse::<f64>().ok().map(f64::to_bits), Some(number.to_bits()))
    });
}

/// Rust writes the same digits but never an exponent. JavaScript writes one only for very large and very small numbers.
#[test]
fn writes_numbers_of_usual_size_as_rust_does() {
    let usual = (-1e21..1e21, 0..12_i32).prop_map(|(number, shift)| number / 10_f64.powi(shift));
    check_cases(10_000, usual.prop_filter("not too small", |number: &f64| number.abs() >= 1e-6), |number| {
        expect_equal(&format!("{number:e}"), written(number), format!("{number}"))
    });
}

#[test]
fn reads_decimals_as_rust_does() {
    let decimals = "[ \\t]{0,2}[+-]?([0-9]{1,25}\\.?[0-9]{0,25}|\\.[0-9]{1,20})([eE][+-]?[0-9]{1,3})?[ \\n]{0,2}";
    check_cases(10_000, decimals, |text| {
        let theirs = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        expect_equal(&text, read(&text).map(f64::to_bits), theirs.map(f64::to_bits))
    });
}

#[test]
fn rounds_integers_in_other_bases_as_rust_does() {
    check_cases(
        10_000,
        any::<u128>().prop_flat_map(|number| (0..128_u32).prop_map(move |gone| number >> gone)),
        |number| {
            let expected = Some((number as f64).to_bits());
            for text in
                [format!("0x{number:x}"), format!("0X{number:X}"), format!("0o{number:o}"), format!("0b{number:b}")]
            {
                expect_equal(&text, read(&text).map(f64::to_bits), expected)?;
            }
            Ok(())
        },
    );
}

#[test]
fn reads_any_text_of_digits_and_points_as_rust_does() {
    check_cases(10_000, prop_oneof![any::<String>(), "-?[.0-9]{1,6}"], |text| {
        let ours = read(&text);
        // Without letters, signs `+` and white space, Rust and JavaScript accept the same numbers.
        let plain = !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-'));
        if plain { expect_equal(&text, ours, text.parse::<f64>().ok()) } else { Ok(()) }
    });
}
