import type { Attributes, ContextOptions, Issue, Json, Reason } from './index.js';

/** Thrown by the functions of this module. If a text is the reason, `issues` has the problems in it. */
export class ToolsError extends Error {
  readonly issues: Finding[];
}

/** A problem in a text, with what to do about it. */
export interface Finding extends Issue {
  hint: string;
}

/** One line of an explanation. */
export interface ExplanationStep {
  /** A stable name for the kind of step: `rule`, `test`, `segment`, `membership`, `position`, `fallthrough`, … */
  step: string;
  /** The line without its indentation. */
  text: string;
  /** The level of indentation. */
  depth: number;
  /** Whether the tested condition holds; `null` if nothing is tested. */
  holds: boolean | null;
}

/** Why a flag has its value for one user. */
export interface Explanation {
  flag: string;
  /** `null` if the caller's default is served. */
  variant: string | null;
  value: Json;
  reason: Reason;
  /** The index of the rule that decided, from 0. */
  rule: number | null;
  /** Whether a running experiment assigned the variant. */
  exposed: boolean;
  /** The result and all steps as text, one line each. */
  text: string;
  steps: ExplanationStep[];
}

/**
 * Explains one flag for one user: each rule, each test with the attribute's value, and the unit's position among the
 * ranges. No exposure is reported. Loads `tools.wasm` at the first call.
 * @throws {ToolsError} if the text is not a snapshot, if it has no flag `key`, or if that flag has an error
 */
export function explain(
  snapshotText: string,
  key: string,
  attributes?: Attributes,
  options?: ContextOptions,
): Promise<Explanation>;

/** Who can read a snapshot. */
export type Audience = 'browser' | 'server';

export interface CheckOptions {
  /** The time of the check, in ms since 1970: some rules and experiments have ended by then. Default `Date.now()`. */
  now?: number;
  /**
   * `browser`, the default: everyone can download the snapshot. So personal data, long lists of units and possible
   * secrets are reported too. `server`: the snapshot stays on servers.
   */
  audience?: Audience;
}

/**
 * Returns all problems of a snapshot in the order of the text: the errors and warnings of loading it, and warnings about
 * what is valid but probably a mistake, such as rules that no user reaches, splits of less than 100 %, variants that are
 * never served, experiments without an end, and flags past `metadata.expires`.
 *
 * ```js
 * const issues = await check(await readFile('flags.json', 'utf8'));
 * for (const { severity, path, line, column, message, hint } of issues) {
 *   console.error(`${line}:${column} ${severity} ${path}: ${message}\n  ${hint}`);
 * }
 * if (issues.some(({ severity }) => severity === 'error')) process.exitCode = 1;
 * ```
 * A text that is not a snapshot, or not JSON, is reported as an issue too. Loads `tools.wasm` at the first call.
 */
export function check(snapshotText: string, options?: CheckOptions): Promise<Finding[]>;

/** The type of a flag's values. Lists and `null` are objects. */
export type FlagType = 'boolean' | 'string' | 'number' | 'object';

/** A flag of a list. */
export interface FlagSummary {
  flag: string;
  /** `null` for a flag with an error. */
  type: FlagType | null;
  /** Whether its switch is on; `null` for a flag with an error. */
  enabled: boolean | null;
  /** What it serves, as a phrase. */
  serves: string;
  variants: string[];
  metadata: { [name: string]: Json } | null;
  issues: Finding[];
}

/** A flag with its definition. */
export interface FlagDetails extends FlagSummary {
  definition: Json;
  /** The definition as its author wrote it. */
  text: string;
}

/** An experiment of a list. */
export interface ExperimentSummary {
  experiment: string;
  name: string | null;
  status: string | null;
  /** An RFC 3339 time, or ms since 1970. */
  start: string | number | null;
  end: string | number | null;
  /** From 1. */
  version: number;
  winner: string | null;
  /** The flags that run it. */
  flags: string[];
  /** What each of these flags serves, as phrases. */
  serves: string[];
}

/** The result of a flag for one user. */
export interface FlagEvaluation {
  flag: string;
  /** Whether the value is `true`. */
  enabled: boolean;
  /** `null` if the caller's default is served. */
  variant: string | null;
  value: Json;
  /** `ERROR` for a flag with an error. */
  reason: Reason;
}

/** Returns all flags. @throws {ToolsError} if the text is not a snapshot */
export function listFlags(snapshotText: string): Promise<FlagSummary[]>;

/** Returns one flag. @throws {ToolsError} if the text is not a snapshot or has no flag `key` */
export function getFlag(snapshotText: string, key: string): Promise<FlagDetails>;

/** Returns all experiments. @throws {ToolsError} if the text is not a snapshot */
export function listExperiments(snapshotText: string): Promise<ExperimentSummary[]>;

/**
 * Evaluates one flag for one user. No exposure is reported. For more than single evaluations use `Evaluator`.
 * @throws {ToolsError} if the text is not a snapshot or has no flag `key`
 */
export function evaluate(
  snapshotText: string,
  key: string,
  attributes?: Attributes,
  options?: ContextOptions,
): Promise<FlagEvaluation>;

/** A part of a file that an import could not translate as it was. */
export interface LeftOut {
  /** The path in the file. */
  path: string;
  /** The reason, and what it means for users. */
  reason: string;
}

/** The snapshot that a file was translated to. */
export interface ImportReport {
  /** The snapshot's text, in the format `burgee/1`. */
  document: string;
  /** What the snapshot does not contain, or expresses in another way. */
  leftOut: LeftOut[];
  /** The number of flags and experiments in the snapshot. */
  flags: number;
  experiments: number;
}

export interface EppoOptions {
  /** The plain names of flags and attributes, and values of rules: an obfuscated file has only their MD5 hashes. */
  names?: string[];
}

export interface FlagdOptions {
  /**
   * The version of `fractional` in the providers: each version re-buckets every user. `1`: flagd's core before 0.15, for
   * JavaScript before 4.0. `2`, the default: later versions.
   */
  fractional?: 1 | 2;
  /** The code units of a text that the providers hash: `utf-16` (default) in JavaScript, `utf-8` in other languages. */
  units?: 'utf-16' | 'utf-8';
}

export interface GrowthbookOptions {
  /** The code units of an id that the SDKs hash: `utf-16` (default) in JavaScript, `utf-8` in most other languages. */
  units?: 'utf-16' | 'utf-8';
  /** Whether the SDKs have a sticky bucket service. Default `false`. */
  sticky?: boolean;
}

export interface UnleashOptions {
  /** What the SDKs hash of an id: `low-bytes` (default) in the SDK for Node, `utf-8` in most others. */
  units?: 'low-bytes' | 'utf-8';
  /** The field of Unleash's context that becomes the `targetingKey`, such as `userId`. By default each keeps its name. */
  targetingKey?: string;
}

/** The options of each format. docs/import.md explains when they are necessary. */
export interface ReadOptions {
  eppo: EppoOptions;
  flagd: FlagdOptions;
  growthbook: GrowthbookOptions & {
    /** For an encrypted payload: the key of the SDK connection, in base64. */
    decryptionKey?: string;
  };
  seed: Record<string, never>;
  unleash: UnleashOptions;
}

/**
 * Translates another system's file to a snapshot: Eppo's flag configuration, flagd's definitions, GrowthBook's payload,
 * Unleash's client features. `seed` is a map of name → `{name, enabled, strategy, …}` with the strategies `all`, `none`,
 * `percentage`, `user_list`, `user_tier`, `email_domain` and `ab_test`. Loads `readers.wasm` at the first call.
 *
 * ```js
 * const { document, leftOut } = await read('growthbook', await (await fetch(endpoint)).text());
 * ```
 * @throws {ToolsError} if the format is unknown, if the text is not of this format, or if it cannot be decrypted
 */
export function read<F extends keyof ReadOptions>(
  format: F,
  text: string,
  options?: ReadOptions[F],
): Promise<ImportReport>;

/** Variants and their shares in per cent, as numbers or their text, with at most six decimals. The order counts. */
export type Weights = { [variant: string]: number | string };

/** Fields that go into the `metadata` of a new flag or experiment. */
export interface MetadataFields {
  description?: string;
  owner?: string;
  ticket?: string;
  tags?: string[];
  /** A day or an RFC 3339 time. */
  expires?: string;
  /** More members. */
  metadata?: { [name: string]: Json };
}

export interface FlagKey {
  flag: string;
}

export interface CreateFlag extends MetadataFields {
  flag: string;
  /** Default: `{ on: true, off: false }`. */
  variants?: { [name: string]: Json };
  /** The variant while the flag is off. Default: the variant that is `false`, else the first. */
  off?: string;
  /** The variant if no rule applies. Default: `off`. */
  fallthrough?: string;
  /** Default `true`. */
  enabled?: boolean;
}

export interface UpdateFlag {
  flag: string;
  /** Fields and their values; `null` removes a field. `metadata` is changed member by member. */
  set: { [field: string]: Json };
}

export interface RenameFlag {
  flag: string;
  to: string;
}

export interface RenameVariant {
  flag: string;
  from: string;
  to: string;
}

export interface EnableForAll {
  flag: string;
  /** Default: the only variant that is `true`. */
  variant?: string;
}

export interface RolloutPercentage {
  flag: string;
  /** A number or its text, with at most six decimals. */
  percent: number | string;
  /** Default: the variant of the flag's rollout, else the only one that is `true`. */
  variant?: string;
}

export interface UserTargets {
  flag: string;
  /** Targeting keys. */
  users: string[];
  /** Default: the only variant that is `true`. */
  variant?: string;
}

export interface TierTargets {
  flag: string;
  tiers: string[];
  /** Default `tier`. */
  attribute?: string;
  /** Default: the only variant that is `true`. */
  variant?: string;
}

export interface DomainTargets {
  flag: string;
  /** E-mail domains, with or without `@`. */
  domains: string[];
  /** Default: the only variant that is `true`. */
  variant?: string;
}

export interface Reweight {
  flag: string;
  /** A variant that is not named gets no units. */
  weights: Weights;
  /** The experiment whose split is meant. Necessary if the flag has several splits. */
  experiment?: string;
}

export type InitialStatus = 'draft' | 'running';

export interface CreateAbTest extends MetadataFields {
  /** A flag that does not exist is created. */
  flag: string;
  /** The id of the new experiment. Default: the flag's key. */
  experiment?: string;
  /** Default: equal shares. */
  weights?: Weights;
  /** The values of a new flag's variants. Default: their names. */
  variants?: { [name: string]: Json };
  /** Default `draft`. */
  status?: InitialStatus;
  name?: string;
  hypothesis?: string;
  /** RFC 3339 time. */
  start?: string;
  /** RFC 3339 time. */
  end?: string;
  /** The name of a segment, or a condition. */
  audience?: Json;
  /** Whether units keep the variant that they were assigned first. Default `false`. */
  sticky?: boolean;
  /** Whether only users who gave consent take part. Default `false`. */
  requiresConsent?: boolean;
  /** The variant for users who do not take part. Default: the first. */
  control?: string;
  metric?: string;
}

export interface ExperimentId {
  experiment: string;
}

export interface StartExperiment {
  experiment: string;
  /** RFC 3339 time. */
  end?: string;
  /** Runs a concluded experiment again, as a new version. Default `false`. */
  restart?: boolean;
}

export interface ConcludeExperiment {
  experiment: string;
  /** The variant that everyone gets from now on. Without it the experiment's rules are skipped. */
  winner?: string;
}

export interface UndoPatch {
  /** Offset in the changed text, in UTF-8 bytes. */
  at: number;
  is: string;
  was: string;
}

/** Restores the text before an operation, byte by byte, if it has not changed since. */
export interface Undo {
  patches: UndoPatch[];
}

/** A change of a snapshot. */
export type Operation =
  | ({ kind: 'create_flag' } & CreateFlag)
  | ({ kind: 'update_flag' } & UpdateFlag)
  | ({ kind: 'delete_flag' } & FlagKey)
  | ({ kind: 'rename_flag' } & RenameFlag)
  | ({ kind: 'rename_variant' } & RenameVariant)
  | ({ kind: 'enable' } & FlagKey)
  | ({ kind: 'enable_for_all' } & EnableForAll)
  | ({ kind: 'disable_for_all' } & FlagKey)
  | ({ kind: 'rollout_percentage' } & RolloutPercentage)
  | ({ kind: 'enable_for_users' } & UserTargets)
  | ({ kind: 'enable_for_tiers' } & TierTargets)
  | ({ kind: 'enable_for_domains' } & DomainTargets)
  | ({ kind: 'disable_for_users' } & UserTargets)
  | ({ kind: 'disable_for_tiers' } & TierTargets)
  | ({ kind: 'disable_for_domains' } & DomainTargets)
  | ({ kind: 'reweight' } & Reweight)
  | ({ kind: 'create_ab_test' } & CreateAbTest)
  | ({ kind: 'start_experiment' } & StartExperiment)
  | ({ kind: 'conclude_experiment' } & ConcludeExperiment)
  | ({ kind: 'archive_experiment' } & ExperimentId)
  | ({ kind: 'clean_up_experiment' } & ExperimentId)
  | ({ kind: 'delete_experiment' } & ExperimentId)
  | ({ kind: 'undo' } & Undo);

/** A changed snapshot. */
export interface EditOutcome {
  /** The new text. Unchanged parts are as their author wrote them. */
  text: string;
  /** The lines that changed, with `-` and `+`; empty if none did. */
  diff: string;
  /** The change in one sentence. */
  summary: string;
  changed: boolean;
  /** The operation that takes the change back. */
  undo: { kind: 'undo' } & Undo;
  /** After `reweight`: the percentage of units whose variant changes. It is the least possible. */
  moved?: number;
}

export interface EditOptions {
  /**
   * The time of the change, in ms since 1970, for `metadata` and for the dates of experiments. Default `Date.now()`.
   * `null` leaves no stamps.
   */
  now?: number | null;
  /** Who makes the change, for `metadata`. */
  actor?: string;
}

/**
 * Carries out an operation on a snapshot's text and returns the new text. Nothing is stored.
 *
 * ```js
 * const { text, summary } = await edit(before, { kind: 'rollout_percentage', flag: 'new_dashboard', percent: 10 });
 * ```
 * @throws {ToolsError} if the text is not a snapshot, if the operation does not fit it, or if the operation would put an
 *   error into a part that has none
 */
export function edit(snapshotText: string, operation: Operation, options?: EditOptions): Promise<EditOutcome>;
