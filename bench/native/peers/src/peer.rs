//! What is asked of each system: one file of `peers/` per system says how it does it.

use crate::allocations::{self, Allocated};
use crate::clock;
use std::hint::black_box;
use std::time::Duration;
use workload::{Flag, Served, User};

/// One system on the workload.
pub(crate) trait Peer: Sized {
    /// What it is called in tables.
    const NAME: &'static str;
    /// The crate that it comes from, as `Cargo.lock` has it; `None` for what is written here.
    const CRATE: Option<&'static str>;

    /// What a caller holds of a flag to ask for it again and again.
    type Flag;
    /// A user, prepared.
    type Context;

    /// The flags in the system's own format.
    fn write(flags: &[Flag]) -> String;
    /// From that text to where the first question can be asked.
    fn load(text: &str) -> Self;

    fn flag(&self, flag: &Flag) -> Self::Flag;
    fn context(&self, user: &User) -> Self::Context;

    /// One evaluation, its answer given to `black_box` as the system gives it.
    fn evaluate(&mut self, flag: &Self::Flag, context: &Self::Context);
    /// The same question, and its answer in the words of the workload.
    fn served(&mut self, flag: &Self::Flag, context: &Self::Context) -> Served;
}

/// A system with flags and users at hand, whichever it is.
pub(crate) trait Contender {
    /// Asks all these questions: pairs of a flag and a user.
    fn ask(&mut self, questions: &[(usize, usize)]);
    fn served(&mut self, flag: usize, user: usize) -> Served;
}

pub(crate) struct Ready<P: Peer> {
    peer: P,
    flags: Vec<P::Flag>,
    contexts: Vec<P::Context>,
}

impl<P: Peer> Ready<P> {
    pub(crate) fn new(flags: &[Flag], users: &[User]) -> Self {
        let peer = P::load(&P::write(flags));
        let flags = flags.iter().map(|flag| peer.flag(flag)).collect();
        let contexts = users.iter().map(|user| peer.context(user)).collect();
        Ready { peer, flags, contexts }
    }
}

impl<P: Peer> Contender for Ready<P> {
    fn ask(&mut self, questions: &[(usize, usize)]) {
        for &(flag, user) in questions {
            self.peer.evaluate(&self.flags[flag], &self.contexts[user]);
        }
    }

    fn served(&mut self, flag: usize, user: usize) -> Served {
        self.peer.served(&self.flags[flag], &self.contexts[user])
    }
}

/// A system, without its types.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) from: Option<&'static str>,
    pub(crate) ready: fn(&[Flag], &[User]) -> Box<dyn Contender>,
    pub(crate) write: fn(&[Flag]) -> String,
    /// Loads a text: how long it took, and what of it stayed in memory.
    pub(crate) load: fn(&str) -> (Duration, Allocated),
}

impl Entry {
    pub(crate) fn of<P: Peer + 'static>() -> Entry {
        Entry {
            name: P::NAME,
            from: P::CRATE,
            ready: |flags, users| Box::new(Ready::<P>::new(flags, users)),
            write: P::write,
            load: |text| {
                let ((peer, allocated), time) = clock::spent(|| allocations::during(|| P::load(text)));
                drop(black_box(peer));
                (time, allocated)
            },
        }
    }
}
