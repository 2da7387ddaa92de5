//! How probable counts are that should be as expected.

/// The probability that counts of independent units are at least as far from their expectations as these.
pub(crate) fn p_value(observed: &[u64], expected: &[f64], freedom: usize) -> f64 {
    let statistic: f64 = observed.iter().zip(expected).map(|(o, e)| (*o as f64 - e).powi(2) / e).sum();
    beyond(statistic, freedom as f64)
}

/// The share of a chi-square distribution beyond a statistic, by Wilson and Hilferty's approximation (1931).
fn beyond(statistic: f64, freedom: f64) -> f64 {
    let part = 2.0 / (9.0 * freedom);
    let z = ((statistic / freedom).cbrt() - (1.0 - part)) / part.sqrt();
    upper_tail(z)
}

/// The same where each count is expected to be the same.
pub(crate) fn uniform(observed: &[u64]) -> f64 {
    let total: u64 = observed.iter().sum();
    let expected = vec![total as f64 / observed.len() as f64; observed.len()];
    p_value(observed, &expected, observed.len() - 1)
}

/// The same for a table whose rows should not depend on its columns.
pub(crate) fn independent(table: &[Vec<u64>]) -> f64 {
    let rows: Vec<u64> = table.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<u64> = (0..table[0].len()).map(|column| table.iter().map(|row| row[column]).sum()).collect();
    let total: u64 = rows.iter().sum();
    let expected: Vec<f64> =
        rows.iter().flat_map(|row| columns.iter().map(move |c| *row as f64 * *c as f64 / total as f64)).collect();
    p_value(&table.concat(), &expected, (rows.len() - 1) * (columns.len() - 1))
}

/// The share of a normal distribution above `z`: Abramowitz and Stegun, 26.2.17, to 7.5e-8.
fn upper_tail(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let coefficients = [1.330_274_429, -1.821_255_978, 1.781_477_937, -0.356_563_782, 0.319_381_530, 0.0];
    let polynomial = coefficients.iter().fold(0.0, |sum, coefficient| sum * t + coefficient);
    let tail = polynomial * (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if z < 0.0 { 1.0 - tail } else { tail }
}

/// Critical values of published tables, so that a mistake in this file can't make every test pass: degrees of freedom,
/// statistic, p (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4).
#[test]
fn tables_of_chi_square_are_met() {
    let table = [
        (2.0, 5.991, 0.05),
        (10.0, 18.307, 0.05),
        (10.0, 29.588, 0.001),
        (20.0, 31.410, 0.05),
        (50.0, 86.661, 0.001),
        (100.0, 118.498, 0.10),
        (100.0, 149.449, 0.001),
    ];
    for (freedom, statistic, p) in table {
        let found = beyond(statistic, freedom);
        assert!((found / p - 1.0).abs() < 0.08, "{freedom} {statistic}: {found}, should be {p}");
    }
}

#[test]
fn what_is_not_even_is_found() {
    assert!(uniform(&[1_000, 1_000, 1_000, 1_000]) > 0.999);
    assert!(uniform(&[1_000, 1_000, 1_000, 1_400]) < 1e-9);
    assert!(independent(&[vec![500, 500], vec![500, 500]]) > 0.5);
    assert!(independent(&[vec![600, 400], vec![400, 600]]) < 1e-9);
}
