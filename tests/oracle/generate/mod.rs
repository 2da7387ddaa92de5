//! Snapshots and users out of lists of random numbers; where a list ends, the simplest is chosen.

mod conditions;
mod experiments;
mod flags;
mod snapshots;
mod users;
mod views;
mod words;

pub(crate) use snapshots::{Drawn, drawn};

use serde_json::{Map, Value};

/// What the numbers of a list choose, one after the other; the first choice when the list is at its end.
pub(crate) struct Choices<'c> {
    rest: &'c [u32],
}

impl<'c> Choices<'c> {
    pub(crate) fn new(rest: &'c [u32]) -> Self {
        Choices { rest }
    }

    fn next(&mut self) -> u32 {
        let Some((first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        *first
    }

    /// A number below `count`.
    fn below(&mut self, count: usize) -> usize {
        self.next() as usize % count
    }

    /// True once in `count` times.
    fn one_in(&mut self, count: u32) -> bool {
        self.next() % count == count - 1
    }

    fn pick<'p, T>(&mut self, pool: &'p [T]) -> &'p T {
        &pool[self.below(pool.len())]
    }

    /// Up to `most` of a pool.
    fn several<T: Clone>(&mut self, pool: &[T], most: usize) -> Vec<T> {
        let count = self.below(most + 1);
        (0..count).map(|_| self.pick(pool).clone()).collect()
    }
}

/// An object under construction.
#[derive(Default)]
struct Members(Map<String, Value>);

impl Members {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.into(), value.into());
    }

    fn maybe(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}
