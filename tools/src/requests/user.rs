//! The user whom a request is about, packed for a model.

use super::Refusal;
use burgee::context::{Consent, PackedContext};
use burgee::context::{ContextInput, pack};
use burgee::model::Model;

/// Packs what is known of the user.
///
/// A module that stands alone has no conversions of attributes: JavaScript has them for nothing, and they would be a
/// tenth of the module. So it asks for what it needs, and is asked again with it.
pub(crate) fn context(
    model: &Model,
    given: &ContextInput<'_>,
    now: i64,
    consent: Consent,
) -> Result<PackedContext, Refusal> {
    Ok(pack(model, given, now, consent))
}
