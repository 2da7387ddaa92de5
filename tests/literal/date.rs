use crate::support::{check_cases, expect_equal};
use burgee::literal::date::parse;

#[test]
fn parses_dates_and_timestamps_as_these_instants() {
    let table = [
        ("1970-01-01", 0),
        ("1970-01-01T00:00:00Z", 0),
        ("2026-11-01", 1_793_491_200_000),
        ("2026-11-01T00:00:00Z", 1_793_491_200_000),
        ("2026-11-01t00:00:00z", 1_793_491_200_000),
        ("2026-11-01T08:30:00.250+01:00", 1_793_518_200_250),
        ("1969-12-31T23:59:59.999Z", -1),
        ("1969-12-31T23:59:59.9999Z", -1),
        ("1970-01-01T00:00:00.1Z", 100),
        ("1970-01-01T00:00:00.12Z", 120),
        ("1970-01-01T00:00:00.001999999999999999999999Z", 1),
        ("1970-01-01T00:00:00-00:00", 0),
        ("1970-01-01T00:00:00+23:59", -86_340_000),
        ("1970-01-01T00:00:00-23:59", 86_340_000),
        ("2000-02-29", 951_782_400_000),
        ("2024-02-29", 1_709_164_800_000),
        ("0001-01-01", -62_135_596_800_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ("0001-01-01T00:00:00+23:59", -62_135_683_140_000),
        ("1985-04-12T23:20:50.52Z", 482_196_050_520),
        ("1996-12-19T16:39:57-08:00", 851_042_397_000),
        ("1990-12-31T23:59:60Z", 662_688_000_000),
        ("1990-12-31T15:59:60-08:00", 662_688_000_000),
        ("1990-12-31T23:59:60.5Z", 662_688_000_500),
        ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130),
    ];
    for (text, expected) in table {
        assert_eq!(parse(text), Some(expected), "{text}");
    }
    assert_eq!(table.len(), 25);
}

#[test]
fn refuses_text_that_is_not_a_date_or_timestamp() {
    let texts = [
        "",
        "2026",
        "2026-11",
        "2026-11-1",
        "2026-1-01",
        "26-11-01",
        "02026-11-01",
        "+2026-11-01",
        "-001-11-01",
        "0000-01-01",
        "2026-00-01",
        "2026-13-01",
        "2026-11-00",
        "2026-11-31",
        "2025-02-29",
        "1900-02-29",
        "2100-02-29",
        "2026-04-31",
        "2026-11-01T",
        "2026-11-01Z",
        "2026-11-01T00:00Z",
        "2026-11-01T00:00:00",
        "2026-11-01 00:00:00Z",
        "2026-11-01T24:00:00Z",
        "2026-11-01T23:60:00Z",
        "2026-11-01T23:59:61Z",
        "2026-11-01T12:59:60Z",
        "2026-11-01T23:59:60+01:00",
        "2026-11-01T00:00:00.Z",
        "2026-11-01T00:00:00,5Z",
        "2026-11-01T00:00:00+01",
        "2026-11-01T00:00:00+0100",
        "2026-11-01T00:00:00+24:00",
        "2026-11-01T00:00:00+01:60",
        "2026-11-01T00:00:00 Z",
        "2026-11-01T00:00:00ZZ",
        " 2026-11-01",
        "2026-11-01 ",
        "2026/11/01",
        "20261101",
        "2026-W44-7",
        "2026-305",
        "2026-11-01T00:00:00Z[UTC]",
        "1793491200",
        "２０２６-11-01",
        "2026-11-01T0a:00:00Z",
    ];
    for text in texts {
        assert_eq!(parse(text), None, "{text}");
    }
    assert_eq!(texts.len(), 46);
}

#[test]
fn each_day_of_two_calendar_cycles_is_24_hours_after_the_day_before() {
    let mut expected = parse("1590-01-01").unwrap();
    let mut days = 0;
    for year in 1590..=2410 {
        for month in 1..=12 {
            for day in 1..=31 {
                if let Some(instant) = parse(format!("{year:04}-{month:02}-{day:02}")) {
                    assert_eq!(instant, expected, "{year}-{month}-{day}");
                    expected += 86_400_000;
                    days += 1;
                }
            }
        }
    }
    assert_eq!(days, 299_864);
}

/// jiff accepts more forms than RFC 3339, and reads every second 60 as 59. In everything else the two agree.
#[test]
fn any_generated_timestamp_is_the_instant_that_jiff_reads() {
    let fields = (
        1_i32..=9999,
        0_u32..=13,
        0_u32..=32,
        0_u32..=24,
        0_u32..=60,
        0_u32..=59,
        "(\\.[0-9]{1,9})?",
        "Z|[+-](0[0-9]|1[0-9]|2[0-5]):[0-6][0-9]",
    );
    check_cases(10_000, fields, |(year, month, day, hour, minute, second, fraction, offset)| {
        let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}");
        let hours = offset.get(1..3).map_or(0, |hours| hours.parse().unwrap());
        let theirs = text
            .parse::<jiff::Timestamp>()
            .ok()
            .filter(|_| hours < 24)
            .map(|instant| instant.as_nanosecond().div_euclid(1_000_000) as i64);
        expect_equal(&text, parse(&text), theirs)
    });
}

#[test]
fn any_text_that_parses_is_the_instant_that_jiff_reads() {
    let parsed = std::cell::Cell::new(0);
    check_cases(8_000, "[-+:.TZtz0-9]{0,30}|[0-9]{4}-[01][0-9]-[0-3][0-9]\\PC{0,16}", |text| {
        let Some(ours) = parse(&text) else {
            return Ok(());
        };
        parsed.set(parsed.get() + 1);
        let timestamp = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.clone() };
        let theirs = timestamp.parse::<jiff::Timestamp>().unwrap().as_nanosecond().div_euclid(1_000_000) as i64;
        expect_equal(&text, ours, theirs)
    });
    assert!(parsed.get() > 50, "only {} texts are instants", parsed.get());
}
