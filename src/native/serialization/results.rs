//! Evaluations and issues, to be logged or sent.

use crate::document::{Issue, Severity};
use crate::evaluate::decision::Reason;
use crate::native::{Evaluation, Exposure, RuleMatch};
use serde::ser::{Serialize, SerializeStruct as _, Serializer};

/// `{"value", "variant", "reason", "rule", "exposure"}`; what is absent is `null`.
impl Serialize for Evaluation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Evaluation", 5)?;
        fields.serialize_field("value", &self.value)?;
        fields.serialize_field("variant", &self.variant)?;
        fields.serialize_field("reason", &self.reason)?;
        fields.serialize_field("rule", &self.rule)?;
        fields.serialize_field("exposure", &self.exposure)?;
        fields.end()
    }
}

/// `{"index", "name"}`
impl Serialize for RuleMatch<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("RuleMatch", 2)?;
        fields.serialize_field("index", &self.index)?;
        fields.serialize_field("name", &self.name)?;
        fields.end()
    }
}

/// `{"experiment", "version", "sticky", "by"}`
impl Serialize for Exposure<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Exposure", 4)?;
        fields.serialize_field("experiment", &self.experiment)?;
        fields.serialize_field("version", &self.version)?;
        fields.serialize_field("sticky", &self.sticky)?;
        fields.serialize_field("by", &self.by)?;
        fields.end()
    }
}

/// OpenFeature's name, such as `TARGETING_MATCH`.
impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// `{"severity", "code", "path", "at", "message"}`
impl Serialize for Issue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Issue", 5)?;
        fields.serialize_field("severity", &self.severity)?;
        fields.serialize_field("code", self.code)?;
        fields.serialize_field("path", &self.path)?;
        fields.serialize_field("at", &self.at)?;
        fields.serialize_field("message", &self.message)?;
        fields.end()
    }
}

/// `error` or `warning`.
impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}
