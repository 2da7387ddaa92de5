//! The interface of a measured system. Each file of `peers/` implements it for one.

use crate::allocations::{self, Allocated};
use crate::clock;
use std::hint::black_box;
use std::time::Duration;
use workload::{Flag, Served, User};

/// A system that decides the workload.
pub(crate) trait Peer: Sized {
    /// Its name in tables.
    const NAME: &'static str;
    /// Its crate in `Cargo.lock`; `None` for code of the benchmarks.
    const CRATE: Option<&'static str>;

    /// A handle to a flag, for callers that evaluate it often.
    type Flag;
    /// A prepared user.
    type Context;

    /// The flags in the system's own format.
    fn write(flags: &[Flag]) -> String;
    /// Loads that text.
    fn load(text: &str) -> Self;

    fn flag(&self, flag: &Flag) -> Self::Flag;
    fn context(&self, user: &User) -> Self::Context;

    /// Evaluates once and passes the result to `black_box` unchanged.
    fn evaluate(&mut self, flag: &Self::Flag, context: &Self::Context);
    /// Evaluates once and translates the result for the workload.
    fn served(&mut self, flag: &Self::Flag, context: &Self::Context) -> Served;
}

/// A system with loaded flags and prepared users.
pub(crate) trait Contender {
    /// Evaluates pairs of a flag and a user.
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
    /// Loads a text and returns the time and the memory.
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
