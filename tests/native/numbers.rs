use burgee::{Number, Value};

/// JSON text, the double, the signed and the unsigned integer, and the text that is written.
type NumberCase = (&'static str, f64, Option<i64>, Option<u64>, &'static str);

const NUMBERS: [NumberCase; 20] = [
    ("0", 0.0, Some(0), Some(0), "0"),
    ("-0", 0.0, Some(0), Some(0), "0"),
    ("42", 42.0, Some(42), Some(42), "42"),
    ("-42", -42.0, Some(-42), None, "-42"),
    ("1.0", 1.0, Some(1), Some(1), "1"),
    ("1.50", 1.5, None, None, "1.5"),
    ("0.1", 0.1, None, None, "0.1"),
    ("1e3", 1000.0, Some(1000), Some(1000), "1000"),
    ("12.5e1", 125.0, Some(125), Some(125), "125"),
    ("9007199254740992", 9_007_199_254_740_992.0, Some(1 << 53), Some(1 << 53), "9007199254740992"),
    ("9007199254740993", 9_007_199_254_740_992.0, Some((1 << 53) + 1), Some((1 << 53) + 1), "9007199254740993"),
    ("9223372036854775807", 9_223_372_036_854_775_807.0, Some(i64::MAX), Some(i64::MAX as u64), "9223372036854775807"),
    ("-9223372036854775808", -9_223_372_036_854_775_808.0, Some(i64::MIN), None, "-9223372036854775808"),
    ("9223372036854775808", 9_223_372_036_854_775_808.0, None, Some(1 << 63), "9223372036854775808"),
    ("18446744073709551615", 18_446_744_073_709_551_615.0, None, Some(u64::MAX), "18446744073709551615"),
    ("18446744073709551616", 18_446_744_073_709_551_616.0, None, None, "18446744073709551616"),
    ("0.1000000000000000055511151231257827", 0.1, None, None, "0.1000000000000000055511151231257827"),
    ("1e400", f64::INFINITY, None, None, "1e400"),
    ("-1e400", f64::NEG_INFINITY, None, None, "-1e400"),
    ("1e-400", 0.0, None, None, "1e-400"),
];

#[test]
fn numbers_keep_what_a_double_cannot_hold() {
    for (text, nearest, signed, unsigned, written) in NUMBERS {
        let number = Number::parse(text).unwrap();
        assert_eq!(number.as_f64(), nearest, "{text}");
        assert_eq!(number.as_i64(), signed, "{text}");
        assert_eq!(number.as_u64(), unsigned, "{text}");
        assert_eq!(number.to_string(), written, "{text}");
        assert_eq!(text.parse::<Value>().unwrap(), Value::Number(number), "{text}");
    }
}

#[test]
fn other_texts_are_not_numbers() {
    for text in ["", "-", "+1", "01", "-01", ".5", "5.", "1e", "1e+", "1.e5", "0x10", "NaN", "Infinity", " 1", "1.2.3"]
    {
        assert_eq!(Number::parse(text), None, "{text}");
        assert_eq!(Number::parse(&format!("{text}e400")), None, "{text}");
    }
}

#[test]
fn rust_integers_are_exact() {
    assert_eq!(Value::from(i64::MIN).as_i64(), Some(i64::MIN));
    assert_eq!(Value::from(i64::MAX).as_i64(), Some(i64::MAX));
    assert_eq!(Value::from(u64::MAX).as_u64(), Some(u64::MAX));
    assert_eq!(Value::from(u64::MAX).to_string(), "18446744073709551615");
    assert_eq!(Value::from(usize::MAX).as_u64(), Some(usize::MAX as u64));
    assert_eq!(Value::from(-1_i8).as_f64(), Some(-1.0));
    assert_eq!(Value::from(1_u8), Value::from(1.0));
    assert_eq!(Value::from(1_i64 << 53), Value::from((1_u64 << 53) as f64));
    assert_ne!(Value::from((1_i64 << 53) + 1), Value::from((1_u64 << 53) as f64));
}

#[test]
fn doubles_that_are_not_finite_are_written_as_null() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let value = Value::from(number);
        assert_eq!((value.to_string().as_str(), value.as_i64()), ("null", None));
    }
}
