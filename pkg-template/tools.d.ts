import type { Attributes, ContextOptions, Issue, Json, Reason } from './index.js';

/** Thrown by all functions here if a request cannot be carried out; `issues` has the errors of a broken snapshot. */
export class ToolsError extends Error {
  readonly issues: Issue[];
}

/** One line of an explanation. */
export interface Step {
  /** The kind of step: `rule`, `test`, `segment`, `membership`, `position`, `fallthrough`, … */
  step: string;
  /** For people. */
  text: string;
  /** The level of indentation. */
  depth: number;
  /** Whether the condition is true; `null` for a step without a condition. */
  holds: boolean | null;
}

/** The explanation of one decision. */
export interface Explanation {
  flag: string;
  /** `null` if the caller's default is served. */
  variant: string | null;
  value: Json;
  reason: Reason;
  /** The rule that decided, from 0. */
  rule: number | null;
  /** Whether a running experiment assigned the variant. */
  exposed: boolean;
  /** All steps, one per line. */
  text: string;
  steps: Step[];
}

/**
 * Traces one decision: each rule, each test with the attribute's value, and the unit's position among the ranges. Loads
 * `tools.wasm` on the first call.
 * @throws {ToolsError} if the text is not a snapshot, or the flag is broken or unknown
 */
export function explain(
  snapshotText: string,
  key: string,
  attributes?: Attributes,
  options?: ContextOptions,
): Promise<Explanation>;

/** An issue with a hint how to fix it. */
export interface Finding extends Issue {
  hint: string;
}

export interface CheckOptions {
  /** The time to check for, in ms since 1970: rules and experiments may have ended. Default `Date.now()`. */
  now?: number;
  /**
   * Who can read the snapshot. `browser` (default): anybody can download it, so personal data, long lists of units and possible
   * secrets are reported too. `server`: it stays on the server.
   */
  audience?: 'browser' | 'server';
}

/**
 * Finds the problems of a snapshot, in the order of the text: errors and warnings from loading it, and warnings about likely
 * mistakes, such as unreachable rules, splits of less than 100 %, variants that are never served, experiments without an end,
 * flags past `metadata.expires`.
 *
 * ```js
 * const issues = await check(await readFile('flags.json', 'utf8'));
 * for (const { severity, path, line, column, message, hint } of issues) {
 *   console.error(`${line}:${column} ${severity} ${path}: ${message}\n  ${hint}`);
 * }
 * if (issues.some(({ severity }) => severity === 'error')) process.exitCode = 1;
 * ```
 * Does not throw for a text that is not a snapshot or not JSON: that is an issue too. Loads `tools.wasm` on the first call.
 */
export function check(snapshotText: string, options?: CheckOptions): Promise<Finding[]>;

/** Another system's file, converted. */
export interface Reading {
  /** The source snapshot, in the format `burgee/1`. */
  document: string;
  /** What the snapshot does not express, or expresses differently: the path in the file, and the effect for users. */
  leftOut: { path: string; reason: string }[];
  /** The number of flags. */
  flags: number;
  /** The number of experiments. */
  experiments: number;
}

/** The options of each reader. docs/import.md explains when they are needed. */
export interface ReadOptions {
  eppo: {
    /** The plain names of flags and attributes, and values of rules: an obfuscated file has only their MD5 hashes. */
    names?: string[];
  };
  flagd: {
    /**
     * How the providers in use hash `fractional`; each version assigns other buckets. `1`: flagd's core
     * before 0.15, for JavaScript before 4.0; `2`: since then (the default).
     */
    fractional?: 1 | 2;
    /** The encoding that the providers in use hash: `utf-16` (default) for JavaScript, `utf-8` for all others. */
    units?: 'utf-16' | 'utf-8';
  };
  growthbook: {
    /** The encoding of ids that the SDKs in use hash: `utf-16` (default) for JavaScript, `utf-8` for most others. */
    units?: 'utf-16' | 'utf-8';
    /** Whether the SDKs in use have a sticky bucket service. Default `false`. */
    sticky?: boolean;
    /** For an encrypted payload: the key of the SDK connection, in base64. */
    decryptionKey?: string;
  };
  // biome-ignore lint/complexity/noBannedTypes: no options
  seed: {};
  unleash: {
    /** The encoding of ids that the SDKs in use hash: `low-bytes` (default) for Node, `utf-8` for most others. */
    units?: 'low-bytes' | 'utf-8';
    /** The field of Unleash's context that becomes `targetingKey`, such as `userId`. Default: each field keeps its name. */
    targetingKey?: string;
  };
}

/**
 * Converts another system's file to a snapshot: Eppo's flag configuration, flagd's definitions, GrowthBook's payload,
 * Unleash's client features. `seed` is a map of name → `{name, enabled, strategy, …}` with the strategies `all`, `none`,
 * `percentage`, `user_list`, `user_tier`, `email_domain` and `ab_test`. Loads `readers.wasm` on the first call.
 *
 * ```js
 * const { document, leftOut } = await read('growthbook', await (await fetch(endpoint)).text());
 * ```
 * @throws {ToolsError} for an unknown format, a text that does not have that format, and one that cannot be decrypted
 */
export function read<F extends keyof ReadOptions>(format: F, text: string, options?: ReadOptions[F]): Promise<Reading>;

/** Variants and their shares in per cent, with at most six decimals. The order matters. */
export type Weights = { [variant: string]: number | string };

/** The `metadata` of a new flag or experiment. */
export interface MetadataInput {
  description?: string;
  owner?: string;
  ticket?: string;
  tags?: string[];
  expires?: string;
  metadata?: { [name: string]: Json };
}

/**
 * An operation on a snapshot. `variant` is the variant to serve; default: the flag's only variant that is `true`. Percentages are
 * numbers or texts.
 */
export type Operation =
  | ({
      kind: 'create_flag';
      flag: string;
      variants?: { [name: string]: Json };
      off?: string;
      fallthrough?: string;
      enabled?: boolean;
    } & MetadataInput)
  | { kind: 'update_flag'; flag: string; set: { [field: string]: Json } }
  | { kind: 'delete_flag' | 'enable' | 'disable_for_all'; flag: string }
  | { kind: 'enable_for_all'; flag: string; variant?: string }
  | { kind: 'rollout_percentage'; flag: string; percent: number | string; variant?: string }
  | { kind: 'enable_for_users' | 'disable_for_users'; flag: string; users: string[]; variant?: string }
  | {
      kind: 'enable_for_tiers' | 'disable_for_tiers';
      flag: string;
      tiers: string[];
      attribute?: string;
      variant?: string;
    }
  | { kind: 'enable_for_domains' | 'disable_for_domains'; flag: string; domains: string[]; variant?: string }
  | { kind: 'rename_flag'; flag: string; to: string }
  | { kind: 'rename_variant'; flag: string; from: string; to: string }
  | { kind: 'reweight'; flag: string; weights: Weights; experiment?: string }
  | ({
      kind: 'create_ab_test';
      flag: string;
      experiment?: string;
      weights?: Weights;
      variants?: { [name: string]: Json };
      status?: 'draft' | 'running';
      name?: string;
      hypothesis?: string;
      start?: string;
      end?: string;
      audience?: Json;
      sticky?: boolean;
      requiresConsent?: boolean;
      control?: string;
      metric?: string;
    } & MetadataInput)
  | { kind: 'start_experiment'; experiment: string; end?: string; restart?: boolean }
  | { kind: 'conclude_experiment'; experiment: string; winner?: string }
  | { kind: 'archive_experiment' | 'clean_up_experiment' | 'delete_experiment'; experiment: string }
  | Undo;

/** Restores the text before an operation, byte by byte, unless it has changed since. */
export interface Undo {
  kind: 'undo';
  patches: { at: number; is: string; was: string }[];
}

/** A changed snapshot. */
export interface Edited {
  /** The complete text; parts that did not have to change stay as their author wrote them. */
  text: string;
  /** The changed lines as a unified diff; empty if none changed. */
  diff: string;
  /** A sentence that describes the change. */
  summary: string;
  changed: boolean;
  undo: Undo;
  /** After `reweight`: the share of units that move, in per cent; the smallest possible. */
  moved?: number;
}

/** A flag in a list. */
export interface FlagLine {
  flag: string;
  type: 'boolean' | 'string' | 'number' | 'object' | null;
  enabled: boolean | null;
  /** A short description of what it serves. */
  serves: string;
  variants: string[];
  metadata: { [name: string]: Json } | null;
  issues: Issue[];
}

/** An experiment in a list, and what each of its flags serves. */
export interface ExperimentLine {
  experiment: string;
  name: string | null;
  status: string | null;
  start: string | number | null;
  end: string | number | null;
  version: number;
  winner: string | null;
  flags: string[];
  serves: string[];
}

export interface EditOptions {
  /** The time of the change, in ms since 1970, for `metadata` and experiments' dates. Default `Date.now()`. `null`: no timestamps. */
  now?: number | null;
  /** The author of the change, for `metadata`. Default: none. */
  actor?: string;
}

/**
 * Applies an operation to a snapshot's text, or looks something up in it. Pure: nothing is stored.
 * @throws {ToolsError} if the text is not a snapshot, or the operation would break a part that works
 */
export function edit(
  snapshotText: string,
  operation: { kind: 'list_flags' },
  options?: EditOptions,
): Promise<{ flags: FlagLine[] }>;
export function edit(
  snapshotText: string,
  operation: { kind: 'get_flag'; flag: string },
  options?: EditOptions,
): Promise<FlagLine & { definition: Json; text: string }>;
export function edit(
  snapshotText: string,
  operation: { kind: 'list_experiments' },
  options?: EditOptions,
): Promise<{ experiments: ExperimentLine[] }>;
export function edit(
  snapshotText: string,
  operation: { kind: 'is_enabled'; flag: string; attributes?: Attributes; consent?: string },
  options?: EditOptions,
): Promise<{ flag: string; enabled: boolean; variant: string | null; value: Json; reason: Reason }>;
export function edit(
  snapshotText: string,
  operation: { kind: 'get_variant'; flag: string; attributes?: Attributes; consent?: string },
  options?: EditOptions,
): Promise<{ flag: string; variant: string | null; value: Json; reason: Reason }>;
export function edit(snapshotText: string, operation: Operation, options?: EditOptions): Promise<Edited>;
