/** A JSON value: what a flag's variant may hold. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/**
 * What is known of one user or request: any names, any JSON values. `targetingKey` is the unit that rollouts and
 * splits hash unless a rule says `by`. `email` gives `emailDomain` by itself.
 */
export type Attributes = { [name: string]: unknown };

/** Keys and the types of their values: empty until `npx burgee types` writes a file that declares those of a snapshot. */
export interface Flags {}

/** The keys of flags whose values are of type `T`, once `Flags` declares some; any text before. */
export type KeyOf<T> = [keyof Flags] extends [never]
  ? string
  : { [K in keyof Flags]: KindOf<Flags[K]> extends KindOf<T> ? K : never }[keyof Flags] & string;

/** The keys of all flags, once `Flags` declares some; any text before. */
export type AnyKey = [keyof Flags] extends [never] ? string : keyof Flags & string;

/** What the flag `K` gives: its declared values, else `T`. */
export type ValueOf<K, T> = K extends keyof Flags ? Flags[K] : T;

/** The type of a flag with this value, in words: `true` and `false` are no types of their own. */
export type KindOf<T> = [T] extends [boolean]
  ? 'boolean'
  : [T] extends [string]
    ? 'string'
    : [T] extends [number]
      ? 'number'
      : 'object';

/** What a flag may give whose default is a `T`: a default of `'a'` does not mean that only `'a'` is served. */
export type Widened<T> = T extends boolean ? boolean : T extends string ? string : T extends number ? number : Json;

/** OpenFeature's reasons. `STATIC`: no rules; `DEFAULT`: no rule applied; `ERROR`: the caller's default was served. */
export type Reason = 'STATIC' | 'DEFAULT' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED' | 'STALE' | 'CACHED' | 'ERROR';

/** OpenFeature's error codes. */
export type ErrorCode =
  | 'PROVIDER_NOT_READY'
  | 'FLAG_NOT_FOUND'
  | 'PARSE_ERROR'
  | 'TYPE_MISMATCH'
  | 'TARGETING_KEY_MISSING'
  | 'INVALID_CONTEXT'
  | 'GENERAL';

/** One thing that is wrong in a snapshot, and where. */
export interface Issue {
  severity: 'error' | 'warning';
  /** Stable, for programs: `duplicate-key`, `unknown-variant`, … */
  code: string;
  /** Where, from the root of the document: `flags.checkout_flow.rules[0].split`. Empty for the document itself. */
  path: string;
  /** One-based line and column (in UTF-8 bytes) of that place in the text. */
  line: number;
  column: number;
  /** For a person: lower case, no full stop, what was written in backticks. */
  message: string;
  /** What to do about it. Only from `burgee/tools`: a page's module has no room for it. */
  hint?: string;
}

/** Thrown by `new Evaluator(text)` when nothing in the text can be used; `message` is that of the first issue. */
export class SnapshotError extends Error {
  readonly issues: Issue[];
}

/** That a unit took part in an experiment: data for the harness to report, once. */
export interface Exposure {
  experiment: string;
  /** The experiment's version: it counts up when an experiment starts again. */
  version: number;
  flag: string;
  variant: string;
  /** The attribute whose value was hashed, and that value. */
  by: string;
  unit: string;
  /** The experiment is sticky: keep `{ [experiment]: { variant, version } }` and give it back as `assignments`. */
  sticky?: true;
}

/** Variants that units were assigned before, by experiment: data in and data out, the evaluator stores nothing. */
export type Assignments = { [experiment: string]: { variant: string; version: number } };

/** One decision in full. */
export interface Details<T = Json> {
  key: string;
  /** The variant's value, or the caller's default when `reason` is `ERROR`. */
  value: T;
  /** The variant's name; absent when the default was served. */
  variant?: string;
  reason: Reason;
  errorCode?: ErrorCode;
  errorMessage?: string;
  /** The rule that decided: its index (from 0) and its name, if it has one. */
  rule?: { index: number; name?: string };
  /** Present when a running experiment decided. Reading it exposes nobody. */
  exposure?: Exposure;
  /** The flag's `metadata`, as written. */
  metadata?: { [name: string]: Json };
}

export interface ContextOptions {
  /** The instant to decide for, in ms since 1970. Default `Date.now()` when the context is made. */
  now?: number;
  /** Whether the user agreed to take part in experiments that ask for it (`requiresConsent`). Default `unknown`. */
  consent?: 'granted' | 'denied' | 'unknown';
  /**
   * Earlier assignments to sticky experiments. One of the same version is kept; one of a version before `minVersion`
   * puts the unit out of the experiment; any other is forgotten, and the unit is assigned anew.
   */
  assignments?: Assignments;
}

/**
 * One user at one instant. Reads never throw: a wrong name or type gives the default back. With the `Flags` that
 * `npx burgee types` declares, keys and values are checked: a default has to be one of the flag's values.
 */
export interface Context {
  boolean(key: KeyOf<boolean>, defaultValue: boolean): boolean;
  string<K extends KeyOf<string>>(key: K, defaultValue: ValueOf<K, string>): ValueOf<K, string>;
  number<K extends KeyOf<number>>(key: K, defaultValue: ValueOf<K, number>): ValueOf<K, number>;
  /** The value is frozen: every reader of the snapshot shares it. */
  object<K extends KeyOf<object>>(key: K, defaultValue: ValueOf<K, Json>): ValueOf<K, Json>;
  /**
   * The decision in full. With a default given, its type is the type asked for; without one any type is served. It may be
   * frozen: all who get the same decision share it.
   */
  details<K extends AnyKey, T extends ValueOf<K, Json>>(key: K, defaultValue?: T): Details<ValueOf<K, Widened<T>>>;
  /** Every flag's decision, by key, in a map of the caller's own. Broken flags have reason `ERROR` and value `null`. */
  all(): Map<string, Details>;
}

/** A snapshot, ready to decide. */
export class Evaluator {
  /** Takes compiled ones too. @throws {SnapshotError} when the text is no snapshot; @throws {Error} before `init()`. */
  constructor(snapshotText: string);
  /** The snapshot's `revision`, or `null`. */
  readonly revision: number | null;
  /** What is wrong with single flags (they serve the caller's default) and warnings. */
  readonly issues: readonly Issue[];
  /** The flags' keys, in the author's order. */
  readonly keys: readonly string[];
  /**
   * The attributes are not copied, to keep this cheap: leave them as they are while the context is in use, and make another
   * context for others. Whether a change is seen is not defined. (The client copies what it is given.) One is read at the
   * first decision that needs it, and again after another context was asked; what no decision needs is never read.
   */
  context(attributes?: Attributes, options?: ContextOptions): Context;
  /** Takes a new snapshot in place of this one. On a bad one it throws and the old one goes on serving. */
  replace(snapshotText: string): void;
}

/** The core as plain JavaScript, from `burgee/plain`: each call makes an instance. */
export type PlainCore = () => object;

/**
 * Loads and compiles the WebAssembly of this package, once: after that (or after `initSync`) every call gives the same
 * promise, whatever its source. After a failure the next call tries again.
 *
 * Without a source the package finds its own `core.wasm`. Where there is no WebAssembly, or the page's
 * `Content-Security-Policy` forbids it, it loads `core-plain.js` instead, which decides the same, some times slower.
 * @param source A compiled module, its bytes, a response, where to fetch it, or `plain` from `burgee/plain`.
 * @throws (as a rejection) `CompileError`, or an error that names the address and its answer.
 */
export function init(
  source?: WebAssembly.Module | BufferSource | Response | PromiseLike<Response> | URL | string | PlainCore,
): Promise<void>;

/** The same from what is at hand already: a compiled module, or `plain`. Does nothing after the first time. */
export function initSync(module: WebAssembly.Module | PlainCore): void;

/**
 * Compiles a snapshot for those who only decide: with it a page downloads 11 KiB of WebAssembly instead of 62, and is ready in
 * a fraction of the time. What comes out is JSON text again (`"format": "burgee-compiled/1"`), and goes wherever a snapshot
 * does: `createClient`, `new Evaluator`, a file, a cache, a page's HTML. It decides the same, bit for bit. What nobody
 * needs to decide is left out; a broken flag stays broken in it, with its issues. `docs/compiled.md` says what can be read in it.
 *
 * Needs `init()` or `initSync(module)`.
 * @throws {SnapshotError} When nothing in the text can be used.
 */
export function compile(snapshotText: string): string;
