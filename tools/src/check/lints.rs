//! All lints: code, message, hint.

use burgee::document::faults;

faults! {
    UNREACHABLE = "unreachable", "no user reaches this rule: {} serves everyone",
        "move this rule before that one, or remove it";
    EXPERIMENT_UNREACHABLE = "unreachable", "no user reaches the experiment `{}`: {} serves everyone",
        "move this rule before that one: an experiment without units has no result";
    SAME_CONDITION = "unreachable", "no user reaches this rule: {} has the same condition",
        "remove one of the two rules, or change this condition";
    RULE_OVER = "rule-over", "the rule has ended: its `end` has passed",
        "remove the rule, or set a later `end`";
    NEVER_SERVED = "never-served", "the variant `{}` is never served",
        "remove it, or add a rule that serves it";
    SHORT_SPLIT = "split-short", "the percentages add up to {}, not 100: the other units skip this rule",
        "raise them to 100, or limit the units with a layer or a rollout instead";
    ROLLOUT_TO_NONE = "rollout-none", "a rollout to 0 % serves no unit",
        "raise the percentage, or remove the rule";
    ROLLOUT_TO_ALL = "rollout-all", "a rollout to 100 % serves every unit",
        "use `serve` instead: it also serves users without a unit to hash";
    ROLLOUT_DONE = "rollout-all", "the last step has passed and serves every unit",
        "use `serve` instead of the steps";
    ROLLOUT_FALLS = "rollout-falls", "the percentage falls from one step to the next: users lose the variant",
        "use rising percentages, or explain the reason in the rule's name";
    NO_END = "experiment-no-end", "the experiment is running and has no end",
        "set `end` to the time when the planned number of units is expected";
    PAST_END = "experiment-past-end", "the experiment has ended and is not concluded: its rules are skipped",
        "read its results, set `status` to `concluded` and name the `winner`; or set a later `end`";
    NO_WINNER = "experiment-no-winner", "the experiment is concluded without a winner: its rules are skipped",
        "name the `winner`; if no variant won, name the control";
    STILL_DRAFT = "experiment-still-draft", "the start has passed, and the experiment is still a draft",
        "set `status` to `running`, or set a later `start`";
    ARCHIVED_IN_RULE = "experiment-archived", "the experiment `{}` is archived: this rule is skipped",
        "remove the rule, or use `serve` with the winner";
    NOT_RUN = "experiment-unused", "the experiment is running, and no rule of a flag runs it",
        "name it in a rule with a `split`, or archive it";
    ONE_VARIANT = "experiment-one-variant", "the experiment has only one variant: there is nothing to compare",
        "give a second variant a percentage";
    NO_CONTROL = "consent-no-control", "users without consent get the first variant of the split",
        "name the `control`, so that another order of the split does not change their variant";
    MIN_VERSION = "min-version", "`minVersion` is above `version`: assigned units leave the experiment at once",
        "raise `version`, or lower `minVersion`";
    PREREQUISITE_OFF = "prerequisite-never", "never holds: the flag `{}` is off",
        "turn that flag on, or remove this condition";
    PREREQUISITE_NEVER = "prerequisite-never", "never holds: the flag `{}` never serves {}",
        "name a variant that the other flag serves";
    EXPIRED = "expired", "the flag has expired: `{}` has passed",
        "remove the flag from the code and then from this file, or set a later `expires`";
    METADATA_DATE = "metadata-date", "`{}` is not a date such as `2026-11-01`",
        "use a day or an RFC 3339 time, so that tools can read it";
    STALE = "stale", "the flag serves everyone the same, and was not updated for {} days",
        "put this value into the code, and remove the flag";
    SHARED_SALT = "shared-salt", "has the same salt as {}: both select the same units first",
        "remove `salt` or change it, unless both must select the same units";
    EMPTY_LIST = "empty-list", "an empty list never holds",
        "add a value, or remove the condition";
    TWICE = "duplicate-item", "duplicate item `{}`",
        "remove one of the two";
    EMPTY_INTERVAL = "empty-interval", "no value is between these bounds",
        "swap the bounds, or use `any` for two intervals";
    EMAIL_DOMAIN = "email-domain", "`{}` is never an `emailDomain`",
        "write the part of the address after `@`, in lower case, as in the attribute";
    CONVERTED = "conversion", "`{}` is never the result of this `as`",
        "compare text with text (in lower case, or a type's name), and numbers with numbers";
    NO_MD5 = "no-md5", "`{}` is not an MD5 digest",
        "write 32 hexadecimal digits in lower case";
    NO_EFFECT = "no-effect", "`{}` has no effect here",
        "remove it, or add the field that it belongs to";
    EXCLUDED_TOO = "included-and-excluded", "`{}` is also in `included`: `excluded` takes precedence",
        "remove it from one of the two lists";
    FORCED_TWICE = "forced-twice", "`{}` already has an override to `{}`",
        "remove it from one of the two lists: the first one counts";
    UNUSED_SEGMENT = "unused-segment", "the segment `{}` is not used",
        "remove it, or use it";
    NEAR_ATTRIBUTE = "attribute-spelling", "the attribute `{}` is spelled almost like `{}`",
        "correct the name if it means the same attribute";
    EMAILS = "personal-data", "{} that every visitor can read",
        "test `emailDomain` or an id of your own, or keep this snapshot on servers";
    LONG_LIST = "long-list", "{} single units that every visitor downloads",
        "give these units a common attribute, and test that attribute";
    SECRET = "secret", "this looks like a secret, and every visitor can read it",
        "remove and revoke it: a snapshot for browsers is public";
}
