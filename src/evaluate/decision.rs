//! Decisions and their reasons.

use crate::program::{CALLERS_DEFAULT, VariantIndex};
use core::fmt;

/// Why a variant was served: OpenFeature's reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The flag has no rules.
    Static = 0,
    /// No rule applied.
    Default = 1,
    /// A rule or an override applied.
    TargetingMatch = 2,
    /// The unit's position in a rollout or a split decided.
    Split = 3,
    /// The flag is off, or a prerequisite does not hold.
    Disabled = 4,
    /// There is no such flag, or it is broken.
    Error = 5,
}

impl Reason {
    /// The name in OpenFeature.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Reason::Static => "STATIC",
            Reason::Default => "DEFAULT",
            Reason::TargetingMatch => "TARGETING_MATCH",
            Reason::Split => "SPLIT",
            Reason::Disabled => "DISABLED",
            Reason::Error => "ERROR",
        }
    }
}

/// A decision in 32 bits, as it crosses the WebAssembly boundary: 0–9 the variant + 1 (0: the caller's default), 10–12 the
/// reason, 13–26 the rule + 1 (0: none), 27–31 the index of the attribute that gave the exposed unit + 1 (0: no exposure).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Decision(u32);

impl Decision {
    /// The caller's default, for a flag that is missing or broken.
    pub const ERROR: Decision = Decision::of(CALLERS_DEFAULT, Reason::Error);

    /// The number after the caller's default is zero in ten bits.
    pub(crate) const fn of(variant: VariantIndex, reason: Reason) -> Decision {
        Decision((variant as u32 + 1) & 1023 | (reason as u32) << 10)
    }

    pub(crate) fn by_rule(self, index: u16) -> Decision {
        Decision(self.0 | ((u32::from(index) + 1) & 16383) << 13)
    }

    pub(crate) fn with_exposure(self, nth: u16) -> Decision {
        Decision(self.0 | (u32::from(nth) + 1) << 27)
    }

    /// The bits.
    #[must_use]
    pub fn bits(self) -> u32 {
        self.0
    }

    /// The variant served; `None` for the caller's default.
    #[must_use]
    pub fn variant(self) -> Option<VariantIndex> {
        self.number(0, 10)
    }

    /// Why it was served.
    #[must_use]
    pub fn reason(self) -> Reason {
        match self.0 >> 10 & 7 {
            0 => Reason::Static,
            1 => Reason::Default,
            2 => Reason::TargetingMatch,
            3 => Reason::Split,
            4 => Reason::Disabled,
            _ => Reason::Error,
        }
    }

    /// The rule that decided.
    #[must_use]
    pub fn rule(self) -> Option<u16> {
        self.number(13, 14)
    }

    /// Set if a running experiment assigned the variant: the index, among the rule's attributes, of the one that was hashed.
    #[must_use]
    pub fn exposed_by(self) -> Option<u16> {
        self.number(27, 5)
    }

    /// The number in `bits` bits from `place` on; zero means none.
    fn number(self, place: u32, bits: u32) -> Option<u16> {
        (self.0 >> place & ((1 << bits) - 1)).checked_sub(1).map(|number| number as u16)
    }
}

impl fmt::Debug for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (variant, reason, rule) = (self.variant(), self.reason(), self.rule());
        write!(f, "{reason:?}: variant {variant:?} by rule {rule:?}, exposed by {:?}", self.exposed_by())
    }
}
