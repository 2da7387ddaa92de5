//! What is known of one user.

use super::value::{Object, Value, ValueRef};
use crate::context::pack::{email_domain, find, pack_from};
use crate::context::{Consent, PackedContext};
use crate::literal::number;
use crate::model::{EMAIL_DOMAIN, Model, TARGETING_KEY};
use alloc::collections::BTreeMap;
use alloc::string::String;

/// What is known of one user: attributes, consent, and earlier assignments to sticky experiments.
///
/// ```
/// use burgee::{Consent, Context, Object};
///
/// let user = Context::new("user-17")
///     .with("plan", "pro")
///     .with("age", 42)
///     .with("tags", ["a", "b"])
///     .with("app", Object::from([("version", "2.1.0")]))
///     .with_consent(Consent::Granted)
///     .with_assignment("pricing-2026-11", "variant_a", 1);
///
/// assert_eq!(user.get("app.version").and_then(|value| value.as_str()), Some("2.1.0"));
/// ```
///
/// A context belongs to no snapshot. [`crate::Evaluator::prepare`] packs what a snapshot reads of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    pub(super) attributes: Object,
    pub(super) consent: Consent,
    pub(super) assignments: BTreeMap<String, Assignment>,
}

/// An earlier assignment to a sticky experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assignment {
    pub(super) variant: String,
    pub(super) version: u32,
}

impl Context {
    /// A user with this id, which is the attribute `targetingKey`. The same id always gets the same decisions.
    #[must_use]
    pub fn new(targeting_key: impl Into<String>) -> Context {
        Context::anonymous().with(TARGETING_KEY, targeting_key.into())
    }

    /// A user without an id: rollouts and splits by `targetingKey` do not apply.
    #[must_use]
    pub fn anonymous() -> Context {
        Context::default()
    }

    /// Sets an attribute. `null` counts as missing. A name with dots is the full name, and wins over a path.
    ///
    /// Numbers are compared as doubles: give ids beyond 2^53 as strings.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Context {
        self.attributes.insert(name, value);
        self
    }

    /// Sets whether the user agreed to experiments that require consent. The default is [`Consent::Unknown`].
    #[must_use]
    pub fn with_consent(mut self, consent: Consent) -> Context {
        self.consent = consent;
        self
    }

    /// Adds an earlier assignment to a sticky experiment: the variant and the version of the exposure that reported
    /// it. The user keeps the variant as long as the experiment has that version.
    #[must_use]
    pub fn with_assignment(
        mut self,
        experiment: impl Into<String>,
        variant: impl Into<String>,
        version: u32,
    ) -> Context {
        self.assignments.insert(experiment.into(), Assignment { variant: variant.into(), version });
        self
    }

    /// The attributes.
    #[must_use]
    pub fn attributes(&self) -> &Object {
        &self.attributes
    }

    /// Whether the user agreed to experiments that require consent.
    #[must_use]
    pub fn consent(&self) -> Consent {
        self.consent
    }

    /// The attribute at a path, as conditions read it: a full name wins over a path, and `null` counts as missing.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Value> {
        find(ValueRef::Object(&self.attributes), path)?.value()
    }

    /// The id to report with an exposure: the attribute [`crate::Exposure::by`] as text, if it is not empty.
    ///
    /// ```
    /// use burgee::{Context, Object};
    ///
    /// let user = Context::new("user-17").with("account", Object::from([("id", 7)]));
    /// assert_eq!(user.unit("account.id").as_deref(), Some("7"));
    /// assert_eq!(user.unit("device"), None);
    /// ```
    #[must_use]
    pub fn unit(&self, by: &str) -> Option<String> {
        match self.get(by) {
            Some(Value::String(text)) => Some(text.clone()).filter(|text| !text.is_empty()),
            Some(Value::Number(unit)) => Some(number::written(unit.as_f64())),
            Some(value) => Some(alloc::format!("{value}")),
            None if by == EMAIL_DOMAIN => email_domain(ValueRef::Object(&self.attributes)),
            None => None,
        }
    }

    /// Packs what a model reads.
    pub(super) fn pack(&self, model: &Model, now: i64) -> PackedContext {
        let assigned = |experiment: &str| {
            let assignment = self.assignments.get(experiment)?;
            Some((assignment.variant.as_str(), assignment.version))
        };
        pack_from(model, ValueRef::Object(&self.attributes), assigned, now, self.consent)
    }
}

/// A context with these attributes.
impl From<Object> for Context {
    fn from(attributes: Object) -> Context {
        Context { attributes, ..Context::default() }
    }
}
