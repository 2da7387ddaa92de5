/** A JSON value: the value of a flag's variant. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/**
 * What is known of one user or request: any names, any JSON values. `targetingKey` is the unit that rollouts and splits hash
 * unless a rule has `by`. `emailDomain` is derived from `email`.
 */
export type Attributes = { [name: string]: unknown };

/** Flag keys and the types of their values. Empty until a file written by `npx burgee types` declares those of a snapshot. */
// biome-ignore lint/suspicious/noEmptyInterface: declarations of `burgee types` are merged into it
export interface Flags {}

/** The keys of flags of type `T` if `Flags` declares any; otherwise any text. */
export type KeyOf<T> = [keyof Flags] extends [never]
  ? string
  : { [K in keyof Flags]: KindOf<Flags[K]> extends KindOf<T> ? K : never }[keyof Flags] & string;

/** The keys of all flags if `Flags` declares any; otherwise any text. */
export type AnyKey = [keyof Flags] extends [never] ? string : keyof Flags & string;

/** The type of the flag `K`: its declared values, otherwise `T`. */
export type ValueOf<K, T> = K extends keyof Flags ? Flags[K] : T;

/** The name of the type of a flag with this value: `true` and `false` are not types of their own. */
export type KindOf<T> = [T] extends [boolean]
  ? 'boolean'
  : [T] extends [string]
    ? 'string'
    : [T] extends [number]
      ? 'number'
      : 'object';

/** The type of a flag whose default is a `T`: with the default `'a'` other texts can be served too. */
export type Widened<T> = T extends boolean ? boolean : T extends string ? string : T extends number ? number : Json;

/**
 * The reasons of a decision, named as in OpenFeature.
 *
 * - `STATIC`: the flag has no rules, or an override decided.
 * - `DEFAULT`: no rule applied.
 * - `TARGETING_MATCH`: a rule's conditions decided.
 * - `SPLIT`: the hash of the unit decided.
 * - `DISABLED`: the flag is off.
 * - `ERROR`: the decision failed, and the caller's default is served.
 */
export type Reason = 'STATIC' | 'DEFAULT' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED' | 'ERROR';

/**
 * The error codes of a decision, named as in OpenFeature.
 *
 * - `PROVIDER_NOT_READY`: there is no snapshot yet. Only from a client.
 * - `FLAG_NOT_FOUND`: the snapshot has no such flag.
 * - `PARSE_ERROR`: the flag is broken; `errorMessage` has its first issue.
 * - `TYPE_MISMATCH`: the default has another type than the flag.
 * - `GENERAL`: the evaluator failed.
 */
export type ErrorCode = 'PROVIDER_NOT_READY' | 'FLAG_NOT_FOUND' | 'PARSE_ERROR' | 'TYPE_MISMATCH' | 'GENERAL';

/** A problem in a snapshot, with its position. */
export interface Issue {
  severity: 'error' | 'warning';
  /** Stable, for programs: `duplicate-key`, `unknown-variant`, … */
  code: string;
  /** The path from the root of the document: `flags.checkout_flow.rules[0].split`. Empty for the document itself. */
  path: string;
  /** The line in the text, from 1. */
  line: number;
  /** The column, from 1, in UTF-8 bytes. */
  column: number;
  /** For people: lower case, no full stop, the author's text in backticks. */
  message: string;
  /** How to fix it. Only from `burgee/tools`, to keep the page's module small. */
  hint?: string;
}

/** Thrown by `new Evaluator()` if the text is not a usable snapshot. `message` has the first issue and its position. */
export class SnapshotError extends Error {
  readonly issues: Issue[];
}

/** A unit's participation in an experiment, to be reported once when the user sees the variant. */
export interface Exposure {
  /** The experiment's id. */
  experiment: string;
  /** The experiment's version; it increases when an experiment is restarted. */
  version: number;
  /** The flag's key. */
  flag: string;
  /** The variant's name. */
  variant: string;
  /** The attribute whose value was hashed. */
  by: string;
  /** The value that was hashed, as text. */
  unit: string;
  /** The experiment is sticky: store `{ [experiment]: { variant, version } }` and pass it as `assignments` later. */
  sticky?: true;
}

/** Earlier assignments to sticky experiments, by experiment id. The evaluator stores nothing itself. */
export type Assignments = { [experiment: string]: { variant: string; version: number } };

/** One decision. */
export interface Details<T = Json> {
  /** The flag's key. */
  key: string;
  /** The variant's value, or the caller's default (`null` without one) if there is no variant. */
  value: T;
  /** The variant's name; missing if the caller's default is served. */
  variant?: string;
  reason: Reason;
  /** Present if `reason` is `ERROR`. */
  errorCode?: ErrorCode;
  /** Present if `reason` is `ERROR`; for people. */
  errorMessage?: string;
  /** The rule that decided: its index, from 0, and its name if it has one. */
  rule?: { index: number; name?: string };
  /** Present if a running experiment decided. Reading it records nothing. */
  exposure?: Exposure;
  /** The flag's `metadata`, unchanged. */
  metadata?: { [name: string]: Json };
}

export interface ContextOptions {
  /** The time to decide for, in ms since 1970. Default: `Date.now()` when the context is made. */
  now?: number;
  /** Whether the user agreed to take part in experiments with `requiresConsent`. Default `unknown`. */
  consent?: 'granted' | 'denied' | 'unknown';
  /**
   * Earlier assignments to sticky experiments. One of the current version is kept. One of a version before `minVersion`
   * excludes the unit from the experiment. Any other is ignored, and the unit is assigned again. Default: none.
   */
  assignments?: Assignments;
}

/**
 * One user at one time. Reads never throw: for an unknown flag or another type they return the default. With the `Flags` that
 * `npx burgee types` declares, TypeScript checks keys and values: a default must be one of the flag's values.
 */
export interface Context {
  /** The flag's value, or the default if the flag is unknown, broken, of another type, or serves the caller's default. */
  boolean(key: KeyOf<boolean>, defaultValue: boolean): boolean;
  /** As `boolean`, for a text. */
  string<K extends KeyOf<string>>(key: K, defaultValue: ValueOf<K, string>): ValueOf<K, string>;
  /** As `boolean`, for a number. */
  number<K extends KeyOf<number>>(key: K, defaultValue: ValueOf<K, number>): ValueOf<K, number>;
  /** As `boolean`, for an object, an array or `null`. The value is frozen: all readers share it. */
  object<K extends KeyOf<object>>(key: K, defaultValue: ValueOf<K, Json>): ValueOf<K, Json>;
  /**
   * The decision with variant and reason. A default of another type than the flag's gives `TYPE_MISMATCH`; without a default
   * any type is served. The result may be frozen: equal decisions share it.
   */
  details<K extends AnyKey, T extends ValueOf<K, Json>>(key: K, defaultValue?: T): Details<ValueOf<K, Widened<T>>>;
  /** All decisions by flag key, in a new map. Broken flags have the reason `ERROR` and the value `null`. */
  all(): Map<string, Details>;
}

/** A loaded snapshot. */
export class Evaluator {
  /**
   * @param snapshotText A source snapshot or a compiled one.
   * @throws {SnapshotError} if the text is not a usable snapshot
   * @throws {Error} before `init()` or `initSync()`
   */
  constructor(snapshotText: string);
  /** The snapshot's `revision`, or `null`. */
  readonly revision: number | null;
  /** The errors of single flags, which serve the caller's default, and warnings. */
  readonly issues: readonly Issue[];
  /** The keys of all flags, in the order of the text. */
  readonly keys: readonly string[];
  /**
   * Makes a context for one user. The attributes are not copied, to keep this cheap: do not change them while the context is in
   * use; the effect of a change is undefined. (The client copies them.) An attribute is read by the first decision that needs
   * it, and again after another context was used; attributes that no decision needs are never read.
   */
  context(attributes?: Attributes, options?: ContextOptions): Context;
  /**
   * Replaces the snapshot. If it throws, the old snapshot stays in use.
   * @throws {SnapshotError} if the text is not a usable snapshot
   */
  replace(snapshotText: string): void;
}

/** The core as plain JavaScript, from `burgee/plain`. Each call makes an instance. */
export type PlainCore = () => object;

/**
 * Loads and compiles the package's WebAssembly, once: later calls, and calls after `initSync()`, return the same promise
 * whatever their source. After a failure the next call tries again.
 *
 * Without a source the package loads its own `core.wasm`. Where there is no WebAssembly, or the page's
 * `Content-Security-Policy` forbids it, it loads `core-plain.js`, which makes the same decisions several times slower.
 * @param source A compiled module, its bytes, a response, a URL, or `plain` from `burgee/plain`.
 * @returns A promise that is rejected with a `CompileError`, or with an error that has the URL and its HTTP status.
 */
export function init(
  source?: WebAssembly.Module | BufferSource | Response | PromiseLike<Response> | URL | string | PlainCore,
): Promise<void>;

/** The same with a compiled module or `plain`, synchronously. Later calls have no effect. */
export function initSync(module: WebAssembly.Module | PlainCore): void;

/**
 * Compiles a snapshot. With a compiled snapshot a page downloads 11 KiB of WebAssembly instead of 62, and is ready in a
 * fraction of the time. The result is JSON text (`"format": "burgee-compiled/1"`) and can be used like any snapshot: for
 * `createClient()`, `new Evaluator()`, a file, a cache, a page's HTML. It makes exactly the same decisions. Parts that no
 * decision needs are left out; a broken flag stays broken, with its issues. `docs/compiled.md` describes what it reveals.
 *
 * Needs `init()` or `initSync(module)`.
 * @throws {SnapshotError} if the text is not a usable snapshot
 */
export function compile(snapshotText: string): string;
