//! Checks that Burgee decides the workload correctly. Counts of wrong results would mean nothing.

use workload::burgee::{attributes, context, load, served, snapshot};
use workload::{Kind, ROLLOUT, SPLIT, Served, flags, users};

/// The allowed deviation of a share, in percentage points.
const TOLERANCE: f64 = 0.5;

/// Decides every flag for every user and returns the number of decisions.
pub(crate) fn shares() -> usize {
    let flags = flags(crate::FLAGS, ROLLOUT);
    let users = users();
    let evaluator = load(&snapshot(&flags));
    let contexts: Vec<_> =
        users.iter().map(|user| evaluator.prepare_packed(context(&evaluator, &attributes(user)))).collect();
    let (mut targeted, mut on, mut splits, mut variants) = (0, 0, 0, [0; SPLIT.len()]);
    for flag in &flags {
        for (user, context) in users.iter().zip(&contexts) {
            let target = flag.kind.targets(user);
            match (&flag.kind, served(&evaluator, &flag.key, context)) {
                (Kind::Switch { on }, served) => assert_eq!(served == Served::On, *on, "{}", flag.key),
                (Kind::Rollout { .. }, Served::On) => {
                    assert!(target, "{} is on for {}, who is not targeted", flag.key, user.key);
                    (targeted, on) = (targeted + 1, on + 1);
                }
                (Kind::Rollout { .. }, _) => targeted += usize::from(target),
                (Kind::Split, Served::Variant(index)) => (splits, variants[index]) = (splits + 1, variants[index] + 1),
                (Kind::Split, served) => panic!("{} served {served:?}", flag.key),
            }
        }
    }
    near("rollout", on, targeted, ROLLOUT);
    SPLIT.iter().zip(variants).for_each(|((name, share), count)| near(name, count, splits, *share));
    flags.len() * users.len()
}

fn near(name: &str, part: usize, total: usize, share: u32) {
    let found = 100.0 * part as f64 / total as f64;
    assert!((found - f64::from(share)).abs() < TOLERANCE, "{name} has {found:.2} % of {total}, expected {share} %");
}
