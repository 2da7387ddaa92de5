//! Translates `fractional`, a share of users per variant, to a split.

use super::condition::Aspect;
use super::constant::Constant;
use super::cuts::Cut;
use super::targeting::Lowering;
use super::term::{Attribute, Lowered, Operand, Part, Stop, Term, unsaid};
use crate::json::Json;
use crate::readers::write::{Members, constant, object, put};
use burgee::document::Kind;
use burgee::literal::decimal;
use burgee::model::TARGETING_KEY;

/// What is hashed.
struct Unit<'t> {
    before: String,
    /// `None` for a text that is the same for everyone.
    attribute: Option<Attribute<'t>>,
    after: String,
    reads: Usage,
}

/// The values of the attribute that are hashed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Usage {
    /// Truthy values, as for the targeting key.
    Truthy,
    /// Texts.
    Texts,
    /// All values as text, also a missing one.
    All,
}

/// The result of a bucket.
enum Served<'t> {
    Variant(Json<'t>),
    Logic(Term<'t>),
}

struct Buckets<'t> {
    served: Vec<Served<'t>>,
    weights: Vec<u64>,
}

impl<'t> Lowering<'_, 't> {
    pub(super) fn fractional(&mut self, of: Term<'t>) -> Lowered<()> {
        let fails = self.failures_of_buckets(of)?;
        self.fail(fails);
        let items = of.items()?;
        let read = match self.unit(&items)? {
            Some((unit, buckets)) => self.buckets(buckets)?.map(|buckets| (unit, buckets)),
            None => None,
        };
        let cut = read.and_then(|(unit, buckets)| {
            let cut = self.reader.options.cut(&buckets.weights)?;
            Some((unit, buckets, cut))
        });
        // An invalid `fractional` has the value `null`.
        let Some((unit, buckets, cut)) = cut else {
            self.serve_default();
            return Ok(());
        };
        let Some(attribute) = unit.attribute else {
            return self.land(&unit.before, &buckets, &cut);
        };
        for (asked, text) in exceptions(&unit, attribute, of)? {
            self.within(asked, &mut |lowering| lowering.land(&text, &buckets, &cut))?;
        }
        let texts = match unit.reads {
            Usage::Texts => Attribute { default: Constant::Null, ..attribute }.is_text(),
            _ => constant(true),
        };
        self.within(texts, &mut |lowering| lowering.spread(&unit, attribute, &buckets, &cut))?;
        self.serve_default();
        Ok(())
    }

    /// The hashed text and the buckets.
    fn unit<'i>(&mut self, items: &'i [Term<'t>]) -> Lowered<Option<(Unit<'t>, &'i [Term<'t>])>> {
        let Some((first, rest)) = items.split_first() else {
            return Ok(None);
        };
        let mut unit = Unit { before: String::new(), attribute: None, after: String::new(), reads: Usage::Texts };
        match self.part(*first)? {
            Part::Value(node) if node.kind() == Kind::Array => {
                unit.before.push_str(self.key);
                unit.attribute = Some(Attribute { path: TARGETING_KEY, default: Constant::Null });
                unit.reads = Usage::Truthy;
                return Ok(Some((unit, items)));
            }
            Part::Value(node) => match node.text() {
                Some(text) => unit.before.push_str(text),
                None => return Ok(None),
            },
            Part::Call("var", _) => match self.settled(*first)? {
                Operand::Attribute(attribute) => unit.attribute = Some(attribute),
                Operand::Constant(Constant::Text(text)) => unit.before.push_str(text),
                _ => return Ok(None),
            },
            Part::Call("cat", of) => {
                unit.reads = Usage::All;
                self.join(of, &mut unit)?;
            }
            Part::Call(_, of) => return Err(unsaid(of)),
        }
        Ok(Some((unit, rest)))
    }

    /// Concatenated texts with at most one attribute.
    fn join(&mut self, of: Term<'t>, unit: &mut Unit<'t>) -> Lowered<()> {
        for term in of.arguments() {
            match self.part(term)? {
                Part::Call("cat", of) => self.join(of, unit)?,
                Part::Value(_) | Part::Call("var", _) => match self.settled(term)? {
                    Operand::Attribute(attribute) if unit.attribute.is_none() && of.node.kind() == Kind::Array => {
                        unit.attribute = Some(attribute);
                    }
                    Operand::Attribute(_) => {
                        return Err(Stop::at(term.node, "a snapshot cannot hash users by two attributes"));
                    }
                    Operand::Constant(value) if !matches!(value, Constant::Null) => {
                        let text = value.text().ok_or_else(|| unsaid(term))?;
                        if unit.attribute.is_none() { &mut unit.before } else { &mut unit.after }.push_str(&text);
                    }
                    _ => return Err(unsaid(term)),
                },
                Part::Call(_, of) => return Err(unsaid(of)),
            }
        }
        Ok(())
    }

    /// `None` if flagd rejects them.
    fn buckets(&mut self, terms: &[Term<'t>]) -> Lowered<Option<Buckets<'t>>> {
        let mut buckets = Buckets { served: Vec::new(), weights: Vec::new() };
        let mut wrong = false;
        for term in terms {
            let entry = match self.part(*term)? {
                Part::Value(node) if node.kind() == Kind::Array => term.part(node).items()?,
                Part::Value(_) => Vec::new(),
                Part::Call(_, of) => return Err(unsaid(of)),
            };
            let weight = match entry.get(1) {
                Some(weight) => self.weight(*weight)?,
                None => Some(1),
            };
            let served = match entry.first() {
                Some(variant) => self.served(*variant)?,
                None => None,
            };
            match served.zip(weight).filter(|_| entry.len() <= 2) {
                Some((served, weight)) => {
                    buckets.served.push(served);
                    buckets.weights.push(weight);
                }
                None => wrong = true,
            }
        }
        Ok(Some(buckets).filter(|_| !wrong))
    }

    fn served(&mut self, term: Term<'t>) -> Lowered<Option<Served<'t>>> {
        Ok(match self.part(term)? {
            Part::Value(node) => self.named(Constant::of(node)).map(Served::Variant),
            Part::Call(..) => Some(Served::Logic(term)),
        })
    }

    /// A non-negative integer.
    fn weight(&mut self, term: Term<'t>) -> Lowered<Option<u64>> {
        match self.part(term)? {
            Part::Value(node) => {
                let number = node.number().and_then(decimal::parse);
                Ok(number.filter(|number| (*number as i64) as f64 == *number).map(|number| number as u64))
            }
            Part::Call(_, of) => Err(Stop::at(of.node, "a snapshot cannot compute a weight")),
        }
    }

    /// The bucket of a constant text, for all users of this branch.
    fn land(&mut self, text: &str, buckets: &Buckets<'t>, cut: &Cut) -> Lowered<()> {
        let position = self.reader.options.position(text);
        match cut.at(position).and_then(|at| buckets.served.get(at)) {
            Some(Served::Variant(variant)) => self.serve(variant.clone()),
            Some(Served::Logic(term)) => return self.value(*term),
            None => self.serve_default(),
        }
        Ok(())
    }

    /// Rules for all units: first the buckets with logic, then a split for the others.
    fn spread(&mut self, unit: &Unit<'t>, by: Attribute<'t>, buckets: &Buckets<'t>, cut: &Cut) -> Lowered<()> {
        let hash = self.reader.options.hash(&unit.before, &unit.after);
        let mut hashed: Members<'t> = Vec::new();
        if by.path != TARGETING_KEY {
            put(&mut hashed, "by", Json::text(by.path));
        }
        put(&mut hashed, "hash", hash);
        let mut split = Vec::new();
        for (served, ranges) in buckets.served.iter().zip(&cut.ranges) {
            let ranges = ranges.iter().filter(|[start, end]| start < end);
            let ranges: Vec<_> = ranges.map(|range| positions(*range)).collect();
            match served {
                Served::Variant(variant) => {
                    let range = |positions| object([("serve", variant.clone()), ("positions", positions)]);
                    split.extend(ranges.into_iter().map(range));
                }
                Served::Logic(_) if ranges.is_empty() => {}
                Served::Logic(term) => {
                    let mut bucket = hashed.clone();
                    put(&mut bucket, "positions", Json::Array(ranges));
                    let inside = object([("bucket", Json::object(bucket))]);
                    self.within(inside, &mut |lowering| lowering.value(*term))?;
                }
            }
        }
        if !split.is_empty() {
            let split = percentages(buckets, cut).unwrap_or(Json::Array(split));
            hashed.insert(0, ("split".into(), split));
            self.rule("", hashed);
        }
        Ok(())
    }
}

/// Values of the attribute that flagd hashes and Burgee does not: a condition for them, and the hashed text.
fn exceptions<'t>(unit: &Unit<'t>, attribute: Attribute<'t>, of: Term<'t>) -> Lowered<Vec<(Json<'t>, String)>> {
    let text = |value: &str| [&unit.before, value, &unit.after].concat();
    let missing = match (unit.reads, attribute.default) {
        (Usage::Truthy, _) => return Ok(Vec::new()),
        // Compiled logic hashes `"" + null`.
        (Usage::All, Constant::Null) if of.interpreted => Some("".into()),
        (Usage::Texts, Constant::Text(default)) => Some(default.into()),
        (Usage::Texts, _) => None,
        (Usage::All, default) => Some(default.text().ok_or_else(|| unsaid(of))?),
    };
    let none = Constant::Null;
    let attribute = Attribute { default: none, ..attribute };
    let mut exceptions = vec![(attribute.test(Aspect::Itself, "equals", Json::text(""), false), text(""))];
    exceptions.extend(missing.map(|missing| (attribute.is_missing(), text(&missing))));
    Ok(exceptions)
}

fn positions<'t>([start, end]: [u64; 2]) -> Json<'t> {
    Json::Array([start, end].map(|end| Constant::Number(end as f64).tree()).into())
}

/// The percentage of each variant, if a split needs nothing else.
fn percentages<'t>(buckets: &Buckets<'t>, cut: &Cut) -> Option<Json<'t>> {
    let mut split: Members<'t> = Vec::new();
    for (served, share) in buckets.served.iter().zip(cut.shares.as_ref()?) {
        match served {
            Served::Variant(Json::String(name)) if split.iter().all(|(other, _)| other != name) => {
                split.push((name.clone(), Json::number(decimal::print(*share, 6))));
            }
            _ => return None,
        }
    }
    Some(Json::object(split))
}
