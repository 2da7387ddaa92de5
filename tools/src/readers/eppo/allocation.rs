//! Translates allocations to rules.

use super::split::{self, Part};
use super::{Fault, Flag, Reader, UNEXPECTED};
use crate::json::Json;
use crate::nodes::is;
use crate::readers::write::{Members, all, any, constant, known, object};
use burgee::document::{Kind, Node};
use burgee::literal::date;
use std::borrow::Cow;

/// The time in which an allocation applies.
enum Window<'t> {
    /// `start` and `end` of a rule.
    Open(Members<'t>),
    Never,
    /// Not known.
    Unknown,
}

impl<'t> Reader<'t> {
    pub(super) fn allocation(
        &mut self,
        flag: &Flag<'t>,
        node: Node<'t>,
        rules: &mut Vec<Json<'t>>,
    ) -> Result<(), Fault<'t>> {
        let name = node.get("key").and_then(|key| self.text(key)).unwrap_or_default();
        let mut audience = self.audience(node)?;
        let window = match self.window(node)? {
            Window::Open(window) => window,
            Window::Never => return Ok(()),
            Window::Unknown => {
                audience.unsure = any([audience.unsure, audience.inside]);
                audience.inside = constant(false);
                Members::new()
            }
        };
        let rule = |condition: Json<'t>, serve: Members<'t>| {
            let named = (!name.is_empty()).then(|| ("name".into(), Json::String(name.clone())));
            let condition = (known(&condition) != Some(true)).then(|| ("if".into(), condition));
            Json::object(named.into_iter().chain(condition).chain(window.iter().cloned()).chain(serve))
        };
        if known(&audience.unsure) != Some(false) {
            rules.push(rule(audience.unsure, Vec::from([("serve".into(), Json::Null)])));
        }
        if known(&audience.inside) == Some(false) {
            return Ok(());
        }
        let parts = self.parts(flag, node)?;
        let logged = is(node.get("doLog"), true) && !parts.is_empty();
        let mut experiment = None;
        for Part { buckets, serve } in parts {
            let mut fields = Members::new();
            if logged && serve.compares() {
                let id: Cow<'t, str> = format!("{}-{name}", flag.key).into();
                fields.push(("experiment".into(), Json::String(id.clone())));
                experiment = Some(id);
            }
            serve.write(&mut fields);
            let condition = all([audience.inside.clone()].into_iter().chain(buckets));
            rules.push(rule(condition, fields));
        }
        match experiment {
            Some(id) => self.experiment(id, name),
            None => self.unreported += usize::from(logged),
        }
        Ok(())
    }

    /// Two allocations may have the same id: their assignments belong to one experiment.
    fn experiment(&mut self, id: Cow<'t, str>, name: Cow<'t, str>) {
        if !self.experiments.iter().any(|(known, _)| *known == id) {
            let running = [("name", Json::String(name)), ("status", Json::text("running"))];
            self.experiments.push((id, object(running)));
        }
    }

    /// From `startAt` to `endAt`, inclusive: `endAt` is the last millisecond.
    fn window(&mut self, node: Node<'t>) -> Result<Window<'t>, Fault<'t>> {
        let (mut window, mut from, mut unknown) = (Members::new(), i64::MIN, false);
        if let Some(start) = given(node, "startAt") {
            match self.instant(start) {
                Some((ms, text)) => {
                    from = ms;
                    window.push(("start".into(), text));
                }
                None => unknown |= self.unreadable(start)?,
            }
        }
        if let Some(end) = given(node, "endAt") {
            match self.instant(end) {
                Some((ms, _)) if from > ms => {
                    self.leave(end, "it ends before it starts: the allocation applies to no user");
                    return Ok(Window::Never);
                }
                Some((ms, _)) => window.push(("end".into(), Json::text(behind(ms)))),
                None => unknown |= self.unreadable(end)?,
            }
        }
        Ok(if unknown { Window::Unknown } else { Window::Open(window) })
    }

    fn instant(&self, node: Node<'t>) -> Option<(i64, Json<'t>)> {
        let text = self.text(node)?;
        Some((date::parse(&*text)?, Json::String(text)))
    }

    /// Whether a date cannot be understood. Eppo's engines ignore such dates, except in obfuscated files, where the
    /// flag fails.
    fn unreadable(&mut self, node: Node<'t>) -> Result<bool, Fault<'t>> {
        if self.hashed {
            return Err((node, "no RFC 3339 date"));
        }
        let ignored = node.text().is_some_and(|text| !text.bytes().any(|byte| byte.is_ascii_digit()));
        let reason = if ignored {
            "the allocation applies without it"
        } else {
            "users of this allocation get the caller's default"
        };
        self.leave(node, format!("not an RFC 3339 date: {reason}"));
        Ok(!ignored)
    }

    fn parts(&mut self, flag: &Flag<'t>, node: Node<'t>) -> Result<Vec<Part<'t>>, Fault<'t>> {
        let Some(list) = node.get("splits").filter(|list| list.kind() == Kind::Array) else {
            return Err((node.get("splits").unwrap_or(node), UNEXPECTED));
        };
        let mut splits = Vec::new();
        for item in list.items() {
            if let Some(logging) = item.get("extraLogging").filter(|logging| logging.members().next().is_some()) {
                self.leave(logging, "additional logging of an assignment is not imported");
            }
            splits.push(self.split(flag, item)?);
        }
        Ok(split::parts(splits))
    }
}

/// A member that is present and not `null`.
fn given<'t>(node: Node<'t>, name: &str) -> Option<Node<'t>> {
    node.get(name).filter(|node| node.kind() != Kind::Null && node.text() != Some(""))
}

/// The millisecond after an instant.
fn behind(last: i64) -> String {
    let end = last.saturating_add(1);
    let mut text = date::format(end);
    let ms = end.rem_euclid(1000);
    if ms > 0 {
        text.pop();
        text.push_str(&format!(".{ms:03}Z"));
    }
    text
}
