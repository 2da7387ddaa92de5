//! Other systems' files → our document. A reader turns what it can say into the model's words, and lists the rest.

mod seed;

use crate::document::{self, Node};
use crate::model;
use crate::tools::{Answer, Refusal, refused, text};
use alloc::{format, string::String, vec::Vec};
use serde_json::{Value, json};

/// What a reader made of a file.
#[derive(Debug)]
pub struct Reading<'t> {
    /// The document.
    pub document: Node<'t>,
    /// What the document does not say, or says in another way.
    pub left_out: Vec<LeftOut>,
}

/// Something of a file that could not be carried over as it was.
#[derive(Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Where in the file.
    pub path: String,
    /// Why, and what it means for users.
    pub reason: String,
}

/// `{"do": "read", "format": name, "text": text}` → `{document: text, leftOut: [{path, reason}], flags, experiments}`.
pub(crate) fn answer(request: &Value) -> Answer {
    let source = text(request, "text")?;
    let root = document::parse(source).map_err(|issue| refused(source, &[issue]))?;
    let reading = match text(request, "format")? {
        "seed" => seed::read(&root)?,
        other => return Err(format!("unknown format `{other}`: `seed` is the only one so far").into()),
    };
    let mut written = reading.document.print(0);
    written.push('\n');
    let count = valid(&written)?;
    let left_out = reading.left_out.iter().map(|left| json!({ "path": left.path, "reason": left.reason }));
    Ok(json!({
        "document": written,
        "leftOut": left_out.collect::<Vec<_>>(),
        "flags": count.0,
        "experiments": count.1,
    }))
}

/// How many flags and experiments the document has. A reader that writes what the model refuses has a defect, and
/// nobody may get such a document.
fn valid(written: &str) -> Result<(usize, usize), Refusal> {
    let root = document::parse(written).map_err(|issue| refused(written, &[issue]))?;
    let snapshot = model::read(&root).map_err(|found| refused(written, &found))?;
    if snapshot.issues.is_empty() {
        Ok((snapshot.flags.len(), snapshot.experiments.len()))
    } else {
        Err(refused(written, &snapshot.issues))
    }
}
