//! Every lint: its code, what it says, and what to do about it.

use burgee::document::faults;

faults! {
    UNREACHABLE = "unreachable", "nobody gets here: {} serves everyone",
        "move this rule before that one, or remove it";
    EXPERIMENT_UNREACHABLE = "unreachable", "the experiment `{}` gets nobody: {} serves everyone",
        "move this rule before that one: an experiment without units says nothing";
    SAME_CONDITION = "unreachable", "nobody gets here: {} has the same condition",
        "remove one of the two rules, or make this condition another one";
    RULE_OVER = "rule-over", "the rule is over: its `end` has passed",
        "remove the rule, or move its `end`";
    NEVER_SERVED = "never-served", "the variant `{}` is never served",
        "remove it, or let a rule serve it";
    SHORT_SPLIT = "split-short", "the percentages add up to {}, not 100: the other units go on to what follows",
        "raise them to 100, or say with a layer or a rollout who takes part";
    ROLLOUT_TO_NONE = "rollout-none", "a rollout to 0 per cent serves nobody",
        "raise the percentage, or remove the rule";
    ROLLOUT_TO_ALL = "rollout-all", "a rollout to 100 per cent serves every unit",
        "write `serve` instead: it also serves those who have no unit to hash";
    ROLLOUT_DONE = "rollout-all", "the last step has passed, and it serves every unit",
        "write `serve` instead of the steps";
    ROLLOUT_FALLS = "rollout-falls", "the share falls from one step to the next: users lose the variant",
        "let the percentages rise, or say in the rule's name why they fall";
    NO_END = "experiment-no-end", "the experiment runs without an end",
        "set `end` to when the planned number of units will have been seen";
    PAST_END = "experiment-past-end", "the experiment is over and not concluded: its rules are passed over",
        "read its results, then set `status` to `concluded` and name the `winner`, or move its `end`";
    NO_WINNER = "experiment-no-winner", "the experiment is concluded without a winner: its rules are passed over",
        "name the `winner`; if nothing won, name the control";
    STILL_DRAFT = "experiment-still-draft", "the start has passed, and the experiment is still a draft",
        "set `status` to `running`, or move its `start`";
    ARCHIVED_IN_RULE = "experiment-archived", "the experiment `{}` is archived: this rule is passed over",
        "remove the rule, or let it `serve` the winner";
    NOT_RUN = "experiment-unused", "the experiment is running, and no rule of a flag runs it",
        "name it in a rule with a `split`, or archive it";
    ONE_VARIANT = "experiment-one-variant", "the experiment has one variant: there is nothing to compare",
        "give a second variant a percentage";
    NO_CONTROL = "consent-no-control", "without consent the first variant of the split is served",
        "name the `control`, so that reordering the split changes nothing for those who did not agree";
    MIN_VERSION = "min-version", "`minVersion` is above `version`: units that were assigned drop out at once",
        "raise `version`, or lower `minVersion`";
    PREREQUISITE_OFF = "prerequisite-never", "can't hold: the flag `{}` is off",
        "switch that flag on, or remove this condition";
    PREREQUISITE_NEVER = "prerequisite-never", "can't hold: the flag `{}` never serves {}",
        "name a variant that the other flag serves";
    EXPIRED = "expired", "the flag has expired: `{}` has passed",
        "remove the flag from the code and then from here, or set a later `expires`";
    METADATA_DATE = "metadata-date", "`{}` is no date such as `2026-11-01`",
        "write a day or an RFC 3339 time, so that tools can read it";
    STALE = "stale", "the same for everyone, and not updated for {} days",
        "let the code keep this value, and remove the flag";
    SHARED_SALT = "shared-salt", "hashed like {}: the same units come first in both",
        "leave `salt` out, or choose another, unless both are meant to change for the same units";
    EMPTY_LIST = "empty-list", "an empty list holds for nobody",
        "add a value, or remove the condition";
    TWICE = "duplicate-item", "`{}` is there twice",
        "remove one of the two";
    EMPTY_INTERVAL = "empty-interval", "nothing lies between these bounds",
        "exchange the bounds, or use `any` for two intervals";
    EMAIL_DOMAIN = "email-domain", "`{}` is never an `emailDomain`",
        "write what follows the `@`, in lower case: that is how the attribute is taken from `email`";
    CONVERTED = "conversion", "`{}` is never what `as` gives",
        "write text for text (in lower case, or the name of a type), and a number for a number";
    NO_MD5 = "no-md5", "`{}` is no MD5 digest",
        "write 32 hexadecimal digits, letters in lower case";
    NO_EFFECT = "no-effect", "`{}` changes nothing here",
        "remove it, or add the field that it belongs to";
    EXCLUDED_TOO = "included-and-excluded", "`{}` is also included: who is excluded is out",
        "remove it from one of the two lists";
    FORCED_TWICE = "forced-twice", "`{}` is already forced to `{}`",
        "remove it from one of the two lists: the first one counts";
    UNUSED_SEGMENT = "unused-segment", "the segment `{}` is used by nothing",
        "remove it, or use it";
    NEAR_ATTRIBUTE = "attribute-spelling", "`{}` is spelled nearly like `{}`",
        "correct it, if it is meant to be the same attribute";
    EMAILS = "personal-data", "{} for every visitor to read",
        "test `emailDomain` or an id of your own, or keep this snapshot on servers";
    LONG_LIST = "long-list", "{} single units: every visitor downloads them",
        "give these units an attribute of their own, and test that";
    SECRET = "secret", "this looks like a secret, and every visitor can read it",
        "take it out and revoke it: a snapshot for browsers is public";
}
