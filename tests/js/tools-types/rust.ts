// Written by tools/src/typescript.rs: do not edit.
import type { Json, Reason } from '../../../pkg/index.js';
import type { Weights } from '../../../pkg/tools.js';

export type Severity = "error" | "warning";
export type Finding = { 
/**
 * Error or warning.
 */
severity: Severity, 
/**
 * A stable name for programs: `unknown-variant`.
 */
code: string, 
/**
 * The path from the root: `flags.checkout.rules[0].split`; empty for the text itself.
 */
path: string, 
/**
 * The line, from 1.
 */
line: number, 
/**
 * The column in UTF-8 bytes, from 1.
 */
column: number, 
/**
 * What is wrong, for people.
 */
message: string, 
/**
 * What to do about it.
 */
hint: string, };
export type Error = { message: string, issues: Array<Finding>, };
export type Audience = "browser" | "server";
export type CheckReport = { 
/**
 * All problems in the order of the text.
 */
issues: Array<Finding>, };
export type ExplanationStep = { 
/**
 * The level of indentation.
 */
depth: number, 
/**
 * A stable name for the kind of step: `rule`, `test`, `segment`, `position`, `fallthrough`, ….
 */
step: string, 
/**
 * The line without indentation.
 */
text: string, 
/**
 * Whether the tested condition holds; `None` if nothing is tested.
 */
holds: boolean | null, };
export type Explanation = { 
/**
 * The flag's key.
 */
flag: string, 
/**
 * The variant; `None` if the caller's default is served.
 */
variant: string | null, 
/**
 * The variant's value; `null` if the caller's default is served.
 */
value: Json, 
/**
 * The reason, as in OpenFeature.
 */
reason: Reason, 
/**
 * The index of the rule that decided, from 0.
 */
rule: number | null, 
/**
 * Whether a running experiment assigned the variant.
 */
exposed: boolean, 
/**
 * The result and all steps as text, one line each.
 */
text: string, 
/**
 * The steps.
 */
steps: Array<ExplanationStep>, };
export type FlagType = "boolean" | "string" | "number" | "object";
export type FlagSummary = { 
/**
 * The flag's key.
 */
flag: string, 
/**
 * The type of its values; `None` for a flag with an error.
 */
type: FlagType | null, 
/**
 * Whether its switch is on; `None` for a flag with an error.
 */
enabled: boolean | null, 
/**
 * What it serves, as a phrase.
 */
serves: string, 
/**
 * The names of its variants.
 */
variants: Array<string>, 
/**
 * Its `metadata`.
 */
metadata: { [name: string]: Json } | null, 
/**
 * Its errors and warnings.
 */
issues: Array<Finding>, };
export type FlagDetails = { 
/**
 * The definition.
 */
definition: Json, 
/**
 * The definition's text as its author wrote it.
 */
text: string, 
/**
 * The flag's key.
 */
flag: string, 
/**
 * The type of its values; `None` for a flag with an error.
 */
type: FlagType | null, 
/**
 * Whether its switch is on; `None` for a flag with an error.
 */
enabled: boolean | null, 
/**
 * What it serves, as a phrase.
 */
serves: string, 
/**
 * The names of its variants.
 */
variants: Array<string>, 
/**
 * Its `metadata`.
 */
metadata: { [name: string]: Json } | null, 
/**
 * Its errors and warnings.
 */
issues: Array<Finding>, };
export type ExperimentSummary = { 
/**
 * The experiment's id.
 */
experiment: string, 
/**
 * Its `name`.
 */
name: string | null, 
/**
 * `draft`, `running`, `concluded` or `archived`.
 */
status: string | null, 
/**
 * When it starts: RFC 3339 text or ms since 1970.
 */
start: string | number | null, 
/**
 * When it ends.
 */
end: string | number | null, 
/**
 * Its version, from 1.
 */
version: number, 
/**
 * The variant that won.
 */
winner: string | null, 
/**
 * The flags that run it.
 */
flags: Array<string>, 
/**
 * What each of these flags serves, as phrases.
 */
serves: Array<string>, };
export type FlagEvaluation = { 
/**
 * The flag's key.
 */
flag: string, 
/**
 * Whether the value is `true`.
 */
enabled: boolean, 
/**
 * The variant; `None` if the caller's default is served.
 */
variant: string | null, 
/**
 * The variant's value; `null` if the caller's default is served.
 */
value: Json, 
/**
 * The reason, as in OpenFeature: `SPLIT`, `TARGETING_MATCH`, …; `ERROR` for a flag with an error.
 */
reason: Reason, };
export type FlagKey = { 
/**
 * The flag's key.
 */
flag: string, };
export type CreateFlag = { 
/**
 * The new flag's key.
 */
flag: string, 
/**
 * Variants and their values; `on` and `off` with `true` and `false` by default.
 */
variants: { [name: string]: Json }, 
/**
 * The variant that is served while the flag is off: by default the one with `false`, else the first.
 */
off?: string, 
/**
 * The variant that is served if no rule applies; `off` by default.
 */
fallthrough?: string, 
/**
 * Whether the switch is on; `true` by default.
 */
enabled?: boolean, 
/**
 * For the flag's `metadata`.
 */
description?: string, 
/**
 * For the flag's `metadata`.
 */
owner?: string, 
/**
 * For the flag's `metadata`.
 */
ticket?: string, 
/**
 * For the flag's `metadata`.
 */
tags?: Array<string>, 
/**
 * For the flag's `metadata`: a day or an RFC 3339 time.
 */
expires?: string, 
/**
 * More members of the flag's `metadata`.
 */
metadata: { [name: string]: Json }, };
export type UpdateFlag = { 
/**
 * The flag's key.
 */
flag: string, 
/**
 * Fields and their values; `null` removes a field. `metadata` is changed member by member.
 */
set: { [field: string]: Json }, };
export type RenameFlag = { 
/**
 * The flag's key.
 */
flag: string, 
/**
 * The new key.
 */
to: string, };
export type RenameVariant = { 
/**
 * The flag's key.
 */
flag: string, 
/**
 * The variant's name.
 */
from: string, 
/**
 * The new name.
 */
to: string, };
export type EnableForAll = { 
/**
 * The flag's key.
 */
flag: string, 
/**
 * The variant to serve; by default the only one that is `true`.
 */
variant?: string, };
export type RolloutPercentage = { 
/**
 * The flag's key.
 */
flag: string, 
/**
 * The share of units.
 */
percent: number | string, 
/**
 * The variant to serve; by default that of the flag's rollout, else the only one that is `true`.
 */
variant?: string, };
export type UserTargets = { 
/**
 * The flag's key.
 */
flag: string, 
/**
 * Targeting keys.
 */
users: Array<string>, 
/**
 * The variant; by default the only one that is `true`.
 */
variant?: string, };
export type TierTargets = { 
/**
 * The flag's key.
 */
flag: string, 
/**
 * Values of the attribute.
 */
tiers: Array<string>, 
/**
 * The attribute; `tier` by default.
 */
attribute?: string, 
/**
 * The variant; by default the only one that is `true`.
 */
variant?: string, };
export type DomainTargets = { 
/**
 * The flag's key.
 */
flag: string, 
/**
 * E-mail domains, with or without `@`.
 */
domains: Array<string>, 
/**
 * The variant; by default the only one that is `true`.
 */
variant?: string, };
export type Reweight = { 
/**
 * The flag's key.
 */
flag: string, 
/**
 * The new shares. A variant that is not named gets none.
 */
weights: Weights, 
/**
 * The experiment whose split is meant, if the flag has several splits.
 */
experiment?: string, };
export type CreateAbTest = { 
/**
 * The flag's key. A flag that does not exist is created.
 */
flag: string, 
/**
 * The new experiment's id; the flag's key by default.
 */
experiment?: string, 
/**
 * Variants and their shares in this order; equal shares by default.
 */
weights: Weights, 
/**
 * The values of a new flag's variants; their names by default.
 */
variants: { [name: string]: Json }, 
/**
 * `draft` by default.
 */
status?: InitialStatus, 
/**
 * The name for people.
 */
name?: string, 
/**
 * The expected effect.
 */
hypothesis?: string, 
/**
 * RFC 3339 time.
 */
start?: string, 
/**
 * RFC 3339 time.
 */
end?: string, 
/**
 * The name of the segment that takes part, or a condition.
 */
audience: Json, 
/**
 * Whether units keep the variant that they were assigned first.
 */
sticky?: boolean, 
/**
 * Whether only users who gave consent take part.
 */
requiresConsent?: boolean, 
/**
 * The variant for users who do not take part; the first by default.
 */
control?: string, 
/**
 * The metric that decides.
 */
metric?: string, 
/**
 * For `metadata`.
 */
description?: string, 
/**
 * For `metadata`.
 */
owner?: string, 
/**
 * For `metadata`.
 */
ticket?: string, 
/**
 * For `metadata`.
 */
tags?: Array<string>, 
/**
 * For `metadata`: a day or an RFC 3339 time.
 */
expires?: string, 
/**
 * More members of `metadata`.
 */
metadata: { [name: string]: Json }, };
export type InitialStatus = "draft" | "running";
export type StartExperiment = { 
/**
 * The experiment's id.
 */
experiment: string, 
/**
 * RFC 3339 time.
 */
end?: string, 
/**
 * Whether a concluded experiment may run again, as a new version.
 */
restart?: boolean, };
export type ConcludeExperiment = { 
/**
 * The experiment's id.
 */
experiment: string, 
/**
 * The variant that everyone gets from now on. Without a winner the experiment's rules are skipped.
 */
winner?: string, };
export type ExperimentId = { 
/**
 * The experiment's id.
 */
experiment: string, };
export type UndoPatch = { 
/**
 * Offset in the changed text, in bytes.
 */
at: number, 
/**
 * The text that is there.
 */
is: string, 
/**
 * The text that was there.
 */
was: string, };
export type Undo = { 
/**
 * What to put back, in the order of the text.
 */
patches: Array<UndoPatch>, };
export type Operation = { "kind": "create_flag" } & CreateFlag | { "kind": "update_flag" } & UpdateFlag | { "kind": "delete_flag" } & FlagKey | { "kind": "rename_flag" } & RenameFlag | { "kind": "rename_variant" } & RenameVariant | { "kind": "enable" } & FlagKey | { "kind": "enable_for_all" } & EnableForAll | { "kind": "disable_for_all" } & FlagKey | { "kind": "rollout_percentage" } & RolloutPercentage | { "kind": "enable_for_users" } & UserTargets | { "kind": "enable_for_tiers" } & TierTargets | { "kind": "enable_for_domains" } & DomainTargets | { "kind": "disable_for_users" } & UserTargets | { "kind": "disable_for_tiers" } & TierTargets | { "kind": "disable_for_domains" } & DomainTargets | { "kind": "reweight" } & Reweight | { "kind": "create_ab_test" } & CreateAbTest | { "kind": "start_experiment" } & StartExperiment | { "kind": "conclude_experiment" } & ConcludeExperiment | { "kind": "archive_experiment" } & ExperimentId | { "kind": "clean_up_experiment" } & ExperimentId | { "kind": "delete_experiment" } & ExperimentId | { "kind": "undo" } & Undo;
export type EditOutcome = { 
/**
 * The new text.
 */
text: string, 
/**
 * The lines that changed, with `-` and `+`; empty if none did.
 */
diff: string, 
/**
 * The change in one sentence.
 */
summary: string, 
/**
 * Whether the text changed.
 */
changed: boolean, 
/**
 * The operation that takes the change back.
 */
undo: Operation, 
/**
 * After `reweight`: the percentage of units whose variant changes.
 */
moved?: number, };
export type EppoOptions = { 
/**
 * The plain names of flags and attributes, and values of rules: an obfuscated file has only their MD5 hashes.
 */
names?: Array<string>, };
export type Fractional = 1 | 2;
export type FlagdOptions = { 
/**
 * The version of `fractional`; 2 by default.
 */
fractional?: Fractional, 
/**
 * The code units that the providers hash; `utf-16` by default.
 */
units?: Units, };
export type Units = "utf-16" | "utf-8";
export type GrowthbookOptions = { 
/**
 * The code units that the SDKs hash; `utf-16` by default.
 */
units?: Units, 
/**
 * Whether the SDKs have a sticky bucket service.
 */
sticky?: boolean, };
export type UnleashUnits = "low-bytes" | "utf-8";
export type UnleashOptions = { 
/**
 * What the SDKs hash of an id; `low-bytes` by default.
 */
units?: UnleashUnits, 
/**
 * The field of Unleash's context that becomes the `targetingKey`, such as `userId`. By default each field keeps its
 * name.
 */
targetingKey?: string, };
export type LeftOut = { 
/**
 * The path in the file.
 */
path: string, 
/**
 * The reason, and what it means for users.
 */
reason: string, };
export type ImportReport = { 
/**
 * The snapshot's text.
 */
document: string, 
/**
 * What the snapshot does not contain, or expresses in another way.
 */
leftOut: Array<LeftOut>, 
/**
 * The number of flags in the snapshot.
 */
flags: number, 
/**
 * The number of experiments in the snapshot.
 */
experiments: number, };
