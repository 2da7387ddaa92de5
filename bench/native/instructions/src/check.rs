//! That Burgee decides the workload as it is meant to: counts of a model that answers wrongly are worth nothing.

use workload::burgee::{attributes, context, load, served, snapshot};
use workload::{Kind, ROLLOUT, SPLIT, Served, flags, users};

/// How far a share may be from what was asked for, in per cent of those whom it is a share of.
const TOLERANCE: f64 = 0.5;

/// Decides every flag for every user and gives the number of decisions.
pub(crate) fn shares() -> usize {
    let flags = flags(crate::FLAGS, ROLLOUT);
    let users = users();
    let evaluator = load(&snapshot(&flags));
    let contexts: Vec<_> = users.iter().map(|user| evaluator.prepare_packed(context(&evaluator, &attributes(user)))).collect();
    let (mut targeted, mut on, mut asked, mut variants) = (0, 0, 0, [0; SPLIT.len()]);
    for flag in &flags {
        for (user, context) in users.iter().zip(&contexts) {
            let target = flag.kind.targets(user);
            match (&flag.kind, served(&evaluator, &flag.key, context)) {
                (Kind::Switch { on }, served) => assert_eq!(served == Served::On, *on, "{}", flag.key),
                (Kind::Rollout { .. }, Served::On) => {
                    assert!(target, "{} is on for {}, whom it does not target", flag.key, user.key);
                    (targeted, on) = (targeted + 1, on + 1);
                }
                (Kind::Rollout { .. }, _) => targeted += usize::from(target),
                (Kind::Split, Served::Variant(index)) => (asked, variants[index]) = (asked + 1, variants[index] + 1),
                (Kind::Split, served) => panic!("{} served {served:?}", flag.key),
            }
        }
    }
    near("rollout", on, targeted, ROLLOUT);
    SPLIT.iter().zip(variants).for_each(|((name, share), count)| near(name, count, asked, *share));
    flags.len() * users.len()
}

fn near(what: &str, part: usize, whole: usize, share: u32) {
    let is = 100.0 * part as f64 / whole as f64;
    assert!((is - f64::from(share)).abs() < TOLERANCE, "{what} has {is:.2} % of {whole}, and not {share} %");
}
