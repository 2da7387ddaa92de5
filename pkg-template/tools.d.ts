import type { Attributes, ContextOptions, Issue, Json, Reason } from './index.js';

/** Thrown by every function here when the request can't be carried out; a broken snapshot's issues come with it. */
export class ToolsError extends Error {
  readonly issues: Issue[];
}

/** One line of an explanation. */
export interface Step {
  /** What kind of step: `rule`, `test`, `segment`, `membership`, `position`, `fallthrough`, … */
  step: string;
  /** For a person. */
  text: string;
  /** How far it is indented under the lines above. */
  depth: number;
  /** Whether what was asked holds; `null` where nothing was asked. */
  holds: boolean | null;
}

/** Why one flag came out as it did. */
export interface Explanation {
  flag: string;
  /** `null` when the caller's default is served. */
  variant: string | null;
  value: Json;
  reason: Reason;
  /** The rule that decided, from 0. */
  rule: number | null;
  /** Whether a running experiment assigned the variant. */
  exposed: boolean;
  /** The whole story, a line a step. */
  text: string;
  steps: Step[];
}

/**
 * The whole trace of one decision: each rule, each test with the attribute's value, and where the unit stands among
 * the ranges. Loads `tools.wasm` on the first call.
 * @throws {ToolsError} for a text that is no snapshot, a broken flag, or a key that no flag has
 */
export function explain(
  snapshotText: string,
  key: string,
  attributes?: Attributes,
  options?: ContextOptions,
): Promise<Explanation>;

/** An issue with what to do about it. */
export interface Finding extends Issue {
  hint: string;
}

export interface CheckOptions {
  /** When it is, in ms since 1970: some rules and experiments are over by then. Default `Date.now()`. */
  now?: number;
  /**
   * Who can read the snapshot. `browser`, the default: it is downloaded by everyone, and so personal data, long lists
   * of units and what looks like a secret are told too. `server`: it stays there.
   */
  audience?: 'browser' | 'server';
}

/**
 * Everything that is wrong with a snapshot, in the order of the text: errors and warnings of loading it, and what is
 * legal but hardly meant, such as rules that nobody gets to, splits that leave someone out, variants that are never
 * served, experiments without an end, flags past `metadata.expires`. The latter are all warnings.
 *
 * ```js
 * const issues = await check(await readFile('flags.json', 'utf8'));
 * for (const { severity, path, line, column, message, hint } of issues) {
 *   console.error(`${line}:${column} ${severity} ${path}: ${message}\n  ${hint}`);
 * }
 * if (issues.some(({ severity }) => severity === 'error')) process.exitCode = 1;
 * ```
 * A text that is no snapshot, or no JSON at all, is an issue like any other: it does not throw for them. Loads
 * `tools.wasm` on the first call.
 */
export function check(snapshotText: string, options?: CheckOptions): Promise<Finding[]>;

/** Another system's file in our words. */
export interface Reading {
  /** The document, in the format `burgee/1`, as a person would write it. */
  document: string;
  /** What the document does not say, or says in another way: where in the file, and what it means for users. */
  leftOut: { path: string; reason: string }[];
  /** How many flags and experiments the document has. */
  flags: number;
  experiments: number;
}

/** What each reader may be told about its file. docs/import.md says when that is needed. */
export interface ReadOptions {
  eppo: {
    /** The plain names of flags and attributes, and values of rules: an obfuscated file has only their MD5. */
    names?: string[];
  };
  flagd: {
    /**
     * How the providers in use hash `fractional`: each new version put everyone in another bucket. `1`: flagd's core
     * before 0.15, for JavaScript before 4.0; `2`: since then (the default).
     */
    fractional?: 1 | 2;
    /** What of a text the providers in use hash: those for JavaScript `utf-16` (the default), all others `utf-8`. */
    units?: 'utf-16' | 'utf-8';
  };
  growthbook: {
    /** What of an id the SDKs in use hash: those for JavaScript `utf-16` (the default), most others `utf-8`. */
    units?: 'utf-16' | 'utf-8';
    /** Whether the SDKs in use have a sticky bucket service. */
    sticky?: boolean;
    /** For an encrypted payload: the key of the SDK connection, in base64. */
    decryptionKey?: string;
  };
  // biome-ignore lint/complexity/noBannedTypes: no options
  seed: {};
  unleash: {
    /** What of an id the SDKs in use hash: that for Node `low-bytes` (the default), most others `utf-8`. */
    units?: 'low-bytes' | 'utf-8';
    /** The field of Unleash's context that is to be our `targetingKey`, such as `userId`. By itself each keeps its name. */
    targetingKey?: string;
  };
}

/**
 * Turns another system's file into a document: Eppo's flag configuration, flagd's definitions, GrowthBook's payload,
 * Unleash's client features. `seed` is a map of name → `{name, enabled, strategy, …}` with the strategies `all`, `none`,
 * `percentage`, `user_list`, `user_tier`, `email_domain` and `ab_test`. Loads `readers.wasm` on the first call.
 *
 * ```js
 * const { document, leftOut } = await read('growthbook', await (await fetch(endpoint)).text());
 * ```
 * @throws {ToolsError} for an unknown format, for a text that is not of that format, and for one that can't be decrypted
 */
export function read<F extends keyof ReadOptions>(format: F, text: string, options?: ReadOptions[F]): Promise<Reading>;

/** Variants and their shares in per cent, with at most six decimals. The order counts. */
export type Weights = { [variant: string]: number | string };

/** What is said about a new flag or experiment, and goes into its `metadata`. */
export interface Said {
  description?: string;
  owner?: string;
  ticket?: string;
  tags?: string[];
  expires?: string;
  metadata?: { [name: string]: Json };
}

/**
 * What can be done to a snapshot. `variant` is the one to serve: without it the flag's only variant that is `true`.
 * Percentages are numbers or their text.
 */
export type Operation =
  | ({
      kind: 'create_flag';
      flag: string;
      variants?: { [name: string]: Json };
      off?: string;
      fallthrough?: string;
      enabled?: boolean;
    } & Said)
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
    } & Said)
  | { kind: 'start_experiment'; experiment: string; end?: string; restart?: boolean }
  | { kind: 'conclude_experiment'; experiment: string; winner?: string }
  | { kind: 'archive_experiment' | 'clean_up_experiment' | 'delete_experiment'; experiment: string }
  | Undo;

/** Gives the text of before back, byte by byte, as long as nobody changed it since. */
export interface Undo {
  kind: 'undo';
  patches: { at: number; is: string; was: string }[];
}

/** A changed snapshot. */
export interface Edited {
  /** The whole text: what did not have to change is as its author wrote it. */
  text: string;
  /** The lines that changed, in unified style; empty when none did. */
  diff: string;
  /** What was done, in a sentence. */
  summary: string;
  changed: boolean;
  undo: Undo;
  /** After `reweight`: the per cent of units that change sides, the fewest possible. */
  moved?: number;
}

/** A flag in a list. */
export interface FlagLine {
  flag: string;
  type: 'boolean' | 'string' | 'number' | 'object' | null;
  enabled: boolean | null;
  /** What it serves, in a phrase. */
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
  /** When it is done, in ms since 1970: goes into `metadata` and experiments' dates. Default `Date.now()`. `null` leaves no stamps. */
  now?: number | null;
  /** Who does it: goes into `metadata`. */
  actor?: string;
}

/**
 * Carries out an operation on a snapshot's text, or looks something up in it. Pure: nothing is stored.
 * @throws {ToolsError} for a text that is no snapshot, and for an operation that would break what works
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
