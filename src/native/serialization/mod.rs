//! The feature `serde`: types of the API as serde's data model, and values from and to `serde_json`.
//!
//! ```
//! use burgee::{Context, Value};
//! use serde_json::json;
//!
//! let value = Value::from(json!({"plan": "pro", "tags": ["a", "b"]}));
//! assert_eq!(serde_json::Value::from(value), json!({"plan": "pro", "tags": ["a", "b"]}));
//!
//! let context: Context = serde_json::from_str(r#"{"attributes": {"targetingKey": "user-17"}, "consent": "granted"}"#)?;
//! assert_eq!(context, Context::new("user-17").with_consent(burgee::Consent::Granted));
//! # Ok::<(), serde_json::Error>(())
//! ```

mod context;
mod json;
mod results;
mod value;
