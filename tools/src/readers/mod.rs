//! Other systems' files → our document. A reader turns what it can say into our words, and lists the rest.

mod eppo;
mod flagd;
mod growthbook;
mod regexp;
mod seed;
mod unleash;
mod write;

use crate::json::Tree;
use crate::requests::{Answer, Refusal, parsed, refused, text};
use burgee::compile::{Compiled, compile};
use serde_json::{Value, json};

/// What a reader made of a file.
#[derive(Debug)]
pub struct Reading<'t> {
    /// The document.
    pub document: Tree<'t>,
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

/// `{"do": "read", "format": name, "text": text, "options": {…}}` →
/// `{document: text, leftOut: [{path, reason}], flags, experiments}`.
pub(crate) fn answer(request: &Value) -> Answer {
    let source = text(request, "text")?;
    let document = parsed(source)?;
    let options = request.get("options").unwrap_or(&Value::Null);
    let reading = match text(request, "format")? {
        "eppo" => eppo::read(&document, options)?,
        "flagd" => flagd::read(&document, options)?,
        "growthbook" => growthbook::read(&document, options)?,
        "seed" => seed::read(&document)?,
        "unleash" => unleash::read(&document, options)?,
        other => {
            let known = "expected `eppo`, `flagd`, `growthbook`, `seed` or `unleash`";
            return Err(format!("unknown format `{other}`: {known}").into());
        }
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

/// How many flags and experiments the document has. A reader that writes what the compiler refuses has a defect, and
/// nobody may get such a document.
fn valid(written: &str) -> Result<(usize, usize), Refusal> {
    let document = parsed(written)?;
    let Compiled { model, issues } = compile(&document).map_err(|found| refused(written, &found))?;
    if issues.is_empty() { Ok((model.flag_count(), model.experiments.len())) } else { Err(refused(written, &issues)) }
}
