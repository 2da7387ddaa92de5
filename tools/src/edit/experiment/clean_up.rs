//! After an experiment: its rules go, and everyone keeps getting what they get.

use super::{ORDER, rules_that_run};
use crate::edit::Done;
use crate::edit::draft::{Draft, steps};
use crate::edit::flag as flags;
use crate::edit::request::Request;
use crate::edit::rules::{self, rules_of};
use crate::edit::words::listed;
use crate::json::Tree;
use crate::requests::Refusal;
use crate::requests::parts::text_of;
use burgee::document::Node;

/// What only a rule of an experiment needs.
const OF_SPLITS: [&str; 4] = ["experiment", "by", "salt", "split"];

/// The winner becomes the fallthrough and the rule goes; a rule that is not for everyone, or not the last, serves the
/// winner instead. The experiment is archived.
pub(crate) fn clean_up(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (id, node) = request.experiment()?;
    let winner = match text_of(node, "status") {
        Some("concluded") => text_of(node, "winner"),
        Some("archived") => None,
        status => return Err(format!("`{id}` is {}: conclude it first", status.unwrap_or("no experiment")).into()),
    };
    let found = rules_that_run(request, id);
    for (key, flag, index) in found.iter().rev() {
        tidy(draft, key, *flag, *index, winner)?;
    }
    draft.put(steps!["experiments", id], "status", &Tree::text("archived"), ORDER)?;
    let mut keys: Vec<&str> = found.iter().map(|(key, ..)| *key).collect();
    keys.dedup();
    let names = listed(keys.iter().copied());
    let what = match winner {
        Some(winner) => {
            format!("{names} serve{} the winner `{winner}` without it", if keys.len() == 1 { "s" } else { "" })
        }
        None => "its rules are gone".into(),
    };
    let flags = keys.iter().map(|key| (*key).into()).collect();
    Ok(Done { flags, ..Done::to_experiment(id, format!("experiment `{id}` is archived: {what}")) })
}

fn tidy(draft: &mut Draft, key: &str, flag: Node<'_>, index: usize, winner: Option<&str>) -> Result<(), Refusal> {
    let rules = rules_of(flag);
    let Some((winner, rule)) = winner.zip(rules.get(index)) else {
        return draft.remove_item(steps!["flags", key, "rules"], index);
    };
    let plain = ["if", "start", "end"].iter().all(|name| rule.get(name).is_none());
    if plain && index + 1 == rules.len() {
        draft.put(steps!["flags", key], "fallthrough", &Tree::text(winner), flags::ORDER)?;
        return draft.remove_item(steps!["flags", key, "rules"], index);
    }
    draft.put(steps!["flags", key, "rules", index], "serve", &Tree::text(winner), rules::ORDER)?;
    for name in OF_SPLITS {
        draft.remove_if_there(steps!["flags", key, "rules", index, name])?;
    }
    Ok(())
}
