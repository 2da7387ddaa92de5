//! Translates regular expressions of JavaScript to patterns.

use burgee::literal::pattern::Pattern;

/// The reason why a pattern cannot be used as it is: it has a construct that patterns do not have, or one with another
/// meaning in JavaScript.
///
/// Some differences remain: here `.` matches `\r`, U+2028 and U+2029, `\s` is ASCII, and a character outside the Basic
/// Multilingual Plane is one character, not two.
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
            return Err("this pattern has another meaning in JavaScript");
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
