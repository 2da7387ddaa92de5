//! Regular expressions of JavaScript → our patterns.

use burgee::literal::pattern::Pattern;

/// Why a pattern can't be taken over as it is: ours do not have what it uses, or JavaScript reads it in another way.
///
/// Some characters stay apart: `.` takes `\r`, U+2028 and U+2029 here, `\s` is ASCII, and a character outside the Basic
/// Multilingual Plane is one, not two.
pub(super) fn javascript(pattern: &str) -> Result<(), &'static str> {
    Pattern::parse(pattern).map_err(|error| error.message)?;
    let mut rest = pattern.as_bytes();
    let mut in_set = false;
    while let [first, after @ ..] = rest {
        let other = match rest {
            [b'\\', b'A' | b'z' | b'a', ..] | [b'\\', b'x' | b'u', b'{', ..] => true,
            [b'\\', b'b' | b'B', next, ..] | [b'^' | b'$', next, ..] => !in_set && is_repetition(*next),
            [b'[', b':', ..] => in_set,
            [b'[', b']', ..] | [b'[', b'^', b']', ..] => !in_set,
            [b'(', b'?', kind, ..] => !in_set && matches!(kind, b'P' | b'i' | b's' | b'm' | b'-'),
            _ => false,
        };
        if other {
            return Err("JavaScript reads this pattern in another way");
        }
        in_set = match first {
            b'[' => true,
            b']' => false,
            _ => in_set,
        };
        rest = if *first == b'\\' { after.get(1..).unwrap_or_default() } else { after };
    }
    Ok(())
}

fn is_repetition(byte: u8) -> bool {
    matches!(byte, b'*' | b'+' | b'?' | b'{')
}
