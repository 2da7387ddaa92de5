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
export function explain(snapshotText: string, key: string, attributes?: Attributes, options?: ContextOptions): Promise<Explanation>;

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

/**
 * Turns another system's file into a document. `seed` is a map of name → `{name, enabled, strategy, …}` with the
 * strategies `all`, `none`, `percentage`, `user_list`, `user_tier`, `email_domain` and `ab_test`.
 * @throws {ToolsError} for an unknown format, and for a text that is not of that format
 */
export function read(format: 'seed', text: string, options?: {}): Promise<Reading>;
