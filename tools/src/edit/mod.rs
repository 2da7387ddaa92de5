//! What an admin does to a snapshot: pure operations on its text.
//!
//! An operation changes the document in a few places and leaves the rest as its author wrote it: order, layout,
//! unknown fields. What comes out is valid, or nothing does. Time and the actor's name are arguments.

mod ask;
mod diff;
mod draft;
mod experiment;
mod finish;
mod flag;
mod layout;
mod look;
mod phrase;
mod rename;
mod request;
mod reweight;
mod rollout;
mod rules;
mod style;
mod switch;
mod target;
mod undo;
mod words;

use crate::requests::{Answer, Refusal, parsed, refused};
use burgee::compile::{Compiled, compile};
use burgee::document::{Kind, Node};
use draft::Draft;
use request::Request;
use serde_json::Value;

/// What an operation did.
#[derive(Debug, Default)]
struct Done {
    /// In a sentence, without a full stop.
    summary: String,
    /// The flags and experiments that it is about.
    flags: Vec<String>,
    experiments: Vec<String>,
    /// More to answer.
    more: Vec<(&'static str, Value)>,
}

impl Done {
    fn to_flag(key: &str, summary: String) -> Done {
        Done { summary, flags: vec![key.into()], ..Done::default() }
    }

    fn to_experiment(id: &str, summary: String) -> Done {
        Done { summary, experiments: vec![id.into()], ..Done::default() }
    }
}

/// How an operation is carried out.
#[derive(Clone, Copy)]
enum Act {
    Look(fn(&Request<'_>) -> Answer),
    Change(fn(&Request<'_>, &mut Draft) -> Result<Done, Refusal>),
    /// Gives the text of before back as it was: nothing is stamped, and nothing has to be sound.
    Restore(fn(&Request<'_>, &mut Draft) -> Result<Done, Refusal>),
}

/// The operations by name, and what each may be told besides its kind.
const OPERATIONS: &[(&str, &str, Act)] = &[
    ("list_flags", "", Act::Look(look::list_flags)),
    ("get_flag", "flag", Act::Look(look::get_flag)),
    ("list_experiments", "", Act::Look(look::list_experiments)),
    ("is_enabled", "flag attributes consent", Act::Look(ask::is_enabled)),
    ("get_variant", "flag attributes consent", Act::Look(ask::get_variant)),
    ("create_flag", flag::CREATE_FIELDS, Act::Change(flag::create)),
    ("update_flag", "flag set", Act::Change(flag::update)),
    ("delete_flag", "flag", Act::Change(flag::delete)),
    ("rename_flag", "flag to", Act::Change(rename::flag)),
    ("rename_variant", "flag from to", Act::Change(rename::variant)),
    ("enable", "flag", Act::Change(switch::enable)),
    ("enable_for_all", "flag variant", Act::Change(switch::enable_for_all)),
    ("disable_for_all", "flag", Act::Change(switch::disable_for_all)),
    ("rollout_percentage", "flag variant percent", Act::Change(rollout::percentage)),
    ("enable_for_users", "flag variant users", Act::Change(target::enable_users)),
    ("enable_for_tiers", "flag variant tiers attribute", Act::Change(target::enable_tiers)),
    ("enable_for_domains", "flag variant domains", Act::Change(target::enable_domains)),
    ("disable_for_users", "flag variant users", Act::Change(target::disable_users)),
    ("disable_for_tiers", "flag variant tiers attribute", Act::Change(target::disable_tiers)),
    ("disable_for_domains", "flag variant domains", Act::Change(target::disable_domains)),
    ("create_ab_test", experiment::CREATE_FIELDS, Act::Change(experiment::create)),
    ("delete_experiment", "experiment", Act::Change(experiment::delete)),
    ("start_experiment", "experiment end restart", Act::Change(experiment::start)),
    ("conclude_experiment", "experiment winner", Act::Change(experiment::conclude)),
    ("archive_experiment", "experiment", Act::Change(experiment::archive)),
    ("clean_up_experiment", "experiment", Act::Change(experiment::clean_up)),
    ("reweight", "flag experiment weights", Act::Change(reweight::reweight)),
    ("undo", "patches", Act::Restore(undo::undo)),
];

/// `{"do": "edit", "snapshot": text, "operation": {"kind", …}, "now"?: ms, "actor"?: name}` → `{text, diff, summary,
/// changed, undo, …}`, or what a look at the snapshot gives. The order of names in the request matters, so that it is
/// read from its text.
pub(crate) fn answer(request: &str) -> Answer {
    let asked = parsed(request)?;
    let asked = asked.root();
    let field = |name| asked.get(name).ok_or_else(|| Refusal::from(format!("`{name}` is missing")));
    let text = field("snapshot")?.text().ok_or("`snapshot` must be a string")?;
    let operation = field("operation")?;
    let document = parsed(text)?;
    let Compiled { model, issues } = compile(&document).map_err(|found| refused(text, &found))?;
    let now = asked.get("now").map(instant_of).transpose()?.flatten();
    let actor = asked.get("actor").and_then(Node::text);
    let root = document.root();
    let request = Request { text, root, model: &model, issues: &issues, operation, now, actor };
    carry_out(&request)
}

fn carry_out(request: &Request<'_>) -> Answer {
    let kind = request.text("kind")?;
    let known = OPERATIONS.iter().find(|(name, ..)| *name == kind);
    let (_, fields, act) = known.ok_or_else(|| Refusal::from(format!("unknown operation `{kind}`")))?;
    let allowed = |name: &str| name == "kind" || fields.split(' ').any(|known| known == name);
    if let Some(member) = request.operation.members().find(|member| !allowed(member.name)) {
        return Err(format!("`{kind}` takes no `{}`", member.name).into());
    }
    let mut draft = Draft::new(request.text, request.root);
    match act {
        Act::Look(look) => look(request),
        Act::Change(change) => {
            let done = change(request, &mut draft)?;
            if draft.text != request.text {
                finish::stamp(request, &mut draft, &done)?;
            }
            finish::proven(request, &draft, done)
        }
        Act::Restore(restore) => {
            let done = restore(request, &mut draft)?;
            finish::answer(request, &draft, done)
        }
    }
}

/// Milliseconds since 1970, or nothing for `null`.
fn instant_of(node: Node<'_>) -> Result<Option<i64>, Refusal> {
    if node.kind() == Kind::Null {
        return Ok(None);
    }
    let whole = node.number().and_then(|text| text.parse().ok());
    whole.map(Some).ok_or_else(|| "`now` must be a whole number of ms since 1970".into())
}
