//! Burgee, evaluated by a flag's handle and by its key.

use crate::peer::Peer;
use burgee::context::PackedContext;
use burgee::{Evaluator, PreparedContext};
use std::hint::black_box;
use workload::burgee::{self as ours, State};
use workload::{Flag, Served, User};

/// For callers that evaluate a flag often: its handle is looked up once.
pub(crate) struct ByHandle {
    evaluator: Evaluator,
    state: State,
}

/// For callers that evaluate a flag now and then.
pub(crate) struct ByKey(Evaluator);

impl Peer for ByHandle {
    const NAME: &'static str = "Burgee";
    const CRATE: Option<&'static str> = Some("burgee");
    type Flag = (u32, String);
    type Context = PackedContext;

    fn write(flags: &[Flag]) -> String {
        ours::snapshot(flags)
    }

    fn load(text: &str) -> Self {
        ByHandle { evaluator: ours::load(text), state: State::default() }
    }

    fn flag(&self, flag: &Flag) -> Self::Flag {
        (ours::handle(&self.evaluator, flag), flag.key.clone())
    }

    fn context(&self, user: &User) -> PackedContext {
        ours::context(&self.evaluator, &ours::attributes(user))
    }

    fn evaluate(&mut self, (handle, _): &Self::Flag, context: &PackedContext) {
        black_box(ours::decide(&self.evaluator, &mut self.state, *handle, context));
    }

    fn served(&mut self, (_, key): &Self::Flag, context: &PackedContext) -> Served {
        ours::served(&self.evaluator, key, &self.evaluator.prepare_packed(context.clone()))
    }
}

impl Peer for ByKey {
    const NAME: &'static str = "Burgee, by the flag's key";
    const CRATE: Option<&'static str> = Some("burgee");
    type Flag = String;
    type Context = PreparedContext;

    fn write(flags: &[Flag]) -> String {
        ours::snapshot(flags)
    }

    fn load(text: &str) -> Self {
        ByKey(ours::load(text))
    }

    fn flag(&self, flag: &Flag) -> String {
        flag.key.clone()
    }

    fn context(&self, user: &User) -> PreparedContext {
        self.0.prepare_packed(ours::context(&self.0, &ours::attributes(user)))
    }

    fn evaluate(&mut self, key: &String, context: &PreparedContext) {
        black_box(self.0.decide(key, context));
    }

    fn served(&mut self, key: &String, context: &PreparedContext) -> Served {
        ours::served(&self.0, key, context)
    }
}
