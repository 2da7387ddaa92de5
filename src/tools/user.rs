//! The user whom a request is about, packed for a program.

use super::Refusal;
use crate::context::{Consent, Context};
use crate::pack::{Given, pack};
use crate::program::Program;

/// Packs what is known of the user.
///
/// A module that stands alone has no conversions of attributes: JavaScript has them for nothing, and they would be a
/// tenth of the module. So it asks for what it needs, and is asked again with it.
pub(crate) fn context(program: &Program, given: &Given<'_>, now: i64, consent: Consent) -> Result<Context, Refusal> {
    #[cfg(not(feature = "conversions"))]
    if given.converted.is_none() {
        let convert = crate::pack::conversions(program);
        if !convert.is_empty() {
            return Err(Refusal { convert, ..Refusal::default() });
        }
    }
    Ok(pack(program, given, now, consent))
}
