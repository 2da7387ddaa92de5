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
