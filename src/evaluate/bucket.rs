//! The position of a context's unit, as a program's bucket asks for it.

use crate::context::{PackedContext, Value};
use crate::hash::{Scheme, native};
use crate::literal::digits::{self, Buffer};
use crate::program::{Cursor, bits};

/// Reads a bucket: the position of the context's unit, and the index of the attribute that gave it; `None` when no
/// attribute gave a unit.
pub(crate) fn position(at: &mut Cursor<'_>, context: &PackedContext) -> Option<(u32, u16)> {
    let head = at.byte();
    let slots = at.words(u32::from(head & !bits::HASH));
    if head & bits::HASH != 0 {
        let scheme = Scheme::read(at);
        return first_unit(slots, context, &mut |unit| scheme.position(unit));
    }
    let state = at.long();
    // The common case: one attribute with a text.
    if let [slot] = slots
        && let Value::Text { bytes, .. } = context.value(u32::from_le_bytes(*slot))
    {
        return (!bytes.is_empty()).then(|| (native::position_from(state, bytes), 0));
    }
    first_unit(slots, context, &mut |unit| native::position_from(state, unit))
}

#[inline(never)]
fn first_unit(slots: &[[u8; 4]], context: &PackedContext, hash: &mut dyn FnMut(&[u8]) -> u32) -> Option<(u32, u16)> {
    let mut digits = Buffer::default();
    for (nth, slot) in (0..).zip(slots) {
        if let Some(unit) = unit(&context.value(u32::from_le_bytes(*slot)), &mut digits) {
            return Some((hash(unit), nth));
        }
    }
    None
}

/// The bytes of a value that are hashed as a unit: text that is not empty, or a whole number's decimal digits.
fn unit<'b>(value: &Value<'b>, digits: &'b mut Buffer) -> Option<&'b [u8]> {
    match *value {
        Value::Text { bytes, .. } if !bytes.is_empty() => Some(bytes),
        Value::Number(number) => whole_number(number).map(|number| digits::signed(number, digits)),
        _ => None,
    }
}

/// A whole number that a double represents exactly and uniquely.
fn whole_number(number: f64) -> Option<i64> {
    let truncated = number as i64;
    (truncated as f64 == number && truncated.unsigned_abs() < 1 << 53).then_some(truncated)
}
