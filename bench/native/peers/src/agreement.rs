//! Checks that all systems decide the workload. The speed of a system that decides something else would mean nothing.
//!
//! The systems hash differently, so their rollouts have different users. These must be the same: switches, the targeted
//! users (checked with rollouts of 100 %), and the shares.

use crate::peer::{Contender, Entry};
use workload::{Flag, Kind, ROLLOUT, SPLIT, Served, User, flags, users};

const FLAGS: usize = 1_000;
/// The allowed deviation of a share, in percentage points.
const TOLERANCE: f64 = 0.5;

/// # Panics
/// If a system disagrees with the workload.
pub(crate) fn check(entries: &[Entry]) {
    let users = users();
    for Entry { name, ready, .. } in entries {
        let everyone = flags(FLAGS, 100);
        targets(name, &mut *ready(&everyone, &users), &everyone, &users);
        let some = flags(FLAGS, ROLLOUT);
        shares(name, &mut *ready(&some, &users), &some, &users);
    }
}

fn targets(name: &str, system: &mut dyn Contender, flags: &[Flag], users: &[User]) {
    for (index, flag) in flags.iter().enumerate().filter(|(_, flag)| !matches!(flag.kind, Kind::Split)) {
        for (nth, user) in users.iter().enumerate() {
            let expected = if flag.kind.targets(user) { Served::On } else { Served::Off };
            assert_eq!(system.served(index, nth), expected, "{name}: {} for {}", flag.key, user.key);
        }
    }
}

fn shares(name: &str, system: &mut dyn Contender, flags: &[Flag], users: &[User]) {
    let (mut on, mut targeted) = (0, 0);
    let (mut variants, mut splits) = ([0; SPLIT.len()], 0);
    for (index, flag) in flags.iter().enumerate() {
        for (nth, user) in users.iter().enumerate() {
            match (&flag.kind, system.served(index, nth)) {
                (Kind::Switch { .. }, _) => {}
                (Kind::Rollout { .. }, served) => {
                    let target = flag.kind.targets(user);
                    assert!(target || served == Served::Off, "{name}: {} for {}", flag.key, user.key);
                    targeted += usize::from(target);
                    on += usize::from(served == Served::On);
                }
                (Kind::Split, Served::Variant(variant)) => {
                    (variants[variant], splits) = (variants[variant] + 1, splits + 1)
                }
                (Kind::Split, served) => panic!("{name}: {} served {served:?}", flag.key),
            }
        }
    }
    near(name, "on", on, targeted, ROLLOUT);
    SPLIT.iter().zip(variants).for_each(|((variant, share), count)| near(name, variant, count, splits, *share));
}

fn near(name: &str, variant: &str, part: usize, total: usize, share: u32) {
    let found = 100.0 * part as f64 / total as f64;
    assert!((found - f64::from(share)).abs() < TOLERANCE, "{name}: {variant} has {found:.2} %, expected {share} %");
}
