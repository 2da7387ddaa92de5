//! Contexts as `{"attributes", "assignments", "consent"}`; each member is optional.

use crate::context::Consent;
use crate::native::context::Assignment;
use crate::native::{Context, Object};
use alloc::collections::BTreeMap;
use alloc::string::String;
use core::fmt;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeStruct as _, Serializer};

const CONTEXT: &[&str] = &["attributes", "assignments", "consent"];
const ASSIGNMENT: &[&str] = &["variant", "version"];
const CONSENT: &[&str] = &["unknown", "granted", "denied"];

impl Serialize for Context {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Context", CONTEXT.len())?;
        fields.serialize_field("attributes", &self.attributes)?;
        fields.serialize_field("assignments", &self.assignments)?;
        fields.serialize_field("consent", &self.consent)?;
        fields.end()
    }
}

impl Serialize for Assignment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Assignment", ASSIGNMENT.len())?;
        fields.serialize_field("variant", &self.variant)?;
        fields.serialize_field("version", &self.version)?;
        fields.end()
    }
}

impl Serialize for Consent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Consent::Unknown => "unknown",
            Consent::Granted => "granted",
            Consent::Denied => "denied",
        })
    }
}

/// Unknown members are errors.
impl<'de> Deserialize<'de> for Context {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Context, D::Error> {
        deserializer.deserialize_struct("Context", CONTEXT, ContextVisitor)
    }
}

impl<'de> Deserialize<'de> for Assignment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Assignment, D::Error> {
        deserializer.deserialize_struct("Assignment", ASSIGNMENT, AssignmentVisitor)
    }
}

impl<'de> Deserialize<'de> for Consent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Consent, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "unknown" => Ok(Consent::Unknown),
            "granted" => Ok(Consent::Granted),
            "denied" => Ok(Consent::Denied),
            other => Err(D::Error::unknown_variant(other, CONSENT)),
        }
    }
}

struct ContextVisitor;

impl<'de> Visitor<'de> for ContextVisitor {
    type Value = Context;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a context: an object with `attributes`, `assignments` and `consent`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Context, A::Error> {
        let mut context = Context::anonymous();
        while let Some(name) = access.next_key::<String>()? {
            match name.as_str() {
                "attributes" => context.attributes = access.next_value::<Object>()?,
                "assignments" => context.assignments = access.next_value::<BTreeMap<String, Assignment>>()?,
                "consent" => context.consent = access.next_value()?,
                other => return Err(A::Error::unknown_field(other, CONTEXT)),
            }
        }
        Ok(context)
    }
}

struct AssignmentVisitor;

impl<'de> Visitor<'de> for AssignmentVisitor {
    type Value = Assignment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an assignment: an object with `variant` and `version`")
    }

    /// Other members are ignored: a stored exposure serves as an assignment.
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Assignment, A::Error> {
        let (mut variant, mut version) = (None, None);
        while let Some(name) = access.next_key::<String>()? {
            match name.as_str() {
                "variant" => variant = Some(access.next_value()?),
                "version" => version = Some(access.next_value()?),
                _ => drop(access.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Assignment {
            variant: variant.ok_or_else(|| A::Error::missing_field("variant"))?,
            version: version.ok_or_else(|| A::Error::missing_field("version"))?,
        })
    }
}
