import type {
  AnyKey,
  Assignments,
  Attributes,
  ContextOptions,
  Details,
  ErrorCode,
  Issue,
  Json,
  KeyOf,
  Reason,
  ValueOf,
  Widened,
} from './index.js';
import type { Plugin } from './plugin-host.js';

/**
 * Whether the user agreed to be reported, and to take part in experiments that require it.
 *
 * - `granted`: events are stored and sent.
 * - `denied`: events are dropped, including those that were held or stored. Dropped events do not count as lost.
 * - `unknown`: events are held in memory, neither stored nor sent, until consent is granted or denied.
 */
export type Consent = NonNullable<ContextOptions['consent']>;

/**
 * The client's status, named as in OpenFeature.
 *
 * - `NOT_READY`: there is no snapshot yet.
 * - `READY`: values come from a snapshot, possibly from the device's copy before the server has answered.
 * - `STALE`: values come from a snapshot, but the last refresh failed.
 * - `ERROR`: there is no usable snapshot; defaults are served, and a later refresh may help.
 * - `FATAL`: the WebAssembly core does not start here; defaults are served.
 */
export type Status = 'NOT_READY' | 'READY' | 'STALE' | 'ERROR' | 'FATAL';

/** The payload of the `error` event and of `onError`, and the value of `client.error`. `message` is complete and readable. */
export interface ClientError extends Error {
  /** The URL that was requested: the snapshot's or the collector's. */
  url?: string;
  /** The HTTP status, if there was a response. */
  status?: number;
  /** How long the server asked to wait, in ms; 0 if it did not ask. */
  retryAfter?: number;
  /** The issues of a snapshot that cannot be used (`SnapshotError.issues`). */
  issues?: readonly Issue[];
  /** The original exception. */
  cause?: unknown;
}

/** The event that a unit saw a variant of an experiment, as it is sent. */
export interface ExposureEvent {
  /** A UUID. The collector counts an id once, however often it arrives. */
  id: string;
  type: 'exposure';
  /** When the flag was read, in ms since 1970, by the server's clock if the device's is wrong. */
  at: number;
  /** The value that was hashed. */
  unit: string;
  /** The attribute that the unit comes from. */
  by: string;
  /** The experiment's id. */
  experiment: string;
  /** The experiment's version. */
  version: number;
  /** The flag's key. */
  flag: string;
  /** The variant's name. */
  variant: string;
  /** The experiment is sticky: store variant and version, and pass them as `assignments` later. */
  sticky?: true;
  /** The reason of the decision. */
  reason: string;
  /** The `revision` of the snapshot that decided, or `null`. */
  revision: number | null;
}

/** The event that a user did something, as it is sent. */
export interface TrackEvent {
  /** A UUID. The collector counts an id once, however often it arrives. */
  id: string;
  type: 'track';
  /** When `track()` was called, in ms since 1970. */
  at: number;
  /** The value of the attribute `by`. */
  unit: string;
  by: string;
  /** The name passed to `track()`. */
  name: string;
  /** A finite number, if one was passed. */
  value?: number;
  properties: { [name: string]: Json };
  /** The `revision` of the snapshot that this user's flags were last read from, or `null`. */
  revision: number | null;
}

/** The body of one request to the collector. */
export interface Batch {
  /** The sender: `burgee-js/` and the package's version, unless the option `sdk` is set. */
  sdk: string;
  /** When the batch was sent, in ms since 1970, by the same clock as the events' `at`. */
  sent: number;
  /** How many events this client has lost so far. */
  lost: number;
  /**
   * Lost events by client, for a collector that adds them up: this client's count, and those of earlier pages that were not
   * acknowledged. Each client that loses events chooses a random name. Keep the highest count of each name; their sum is the
   * number of lost events.
   */
  losses: { [client: string]: number };
  /** At most 50 events and 60,000 bytes. */
  events: (ExposureEvent | TrackEvent)[];
}

/** The collector's response. Any 2xx status acknowledges the batch, with or without this body. */
export interface BatchAnswer {
  accepted: number;
  /** How many events the collector already had. */
  duplicates: number;
  /** Events that the collector will never accept. The client counts them as lost and reports each as an `error`. */
  rejected: { id: string; message: string }[];
}

/** A decision of the client. */
export interface ClientDetails<T = Json> extends Details<T> {
  /** Present if the option `overrides` or `override()` decided. Such a value is never reported. */
  overridden?: true;
}

export interface TrackOptions {
  /** A finite number, for example the amount of a purchase. Any other value is ignored. */
  value?: number;
  /** Any JSON values. The whole event may have at most 16,384 bytes. */
  properties?: { [name: string]: unknown };
  /** The attribute with the unit. Set it if an experiment buckets by another attribute. Default `targetingKey`. */
  by?: string;
}

export interface UserViewOptions {
  /** This user's consent. Default: the client's. */
  consent?: Consent;
  /** The time to decide for, in ms since 1970. Default: now, by the server's clock. */
  now?: number;
  /**
   * The user's earlier assignments to sticky experiments. Nothing is stored automatically: an `exposure` event with `sticky`
   * has the values to store, as `{ [experiment]: { variant, version } }`.
   */
  assignments?: Assignments;
  /**
   * Keeps a promise alive after the response: `(promise) => ctx.waitUntil(promise)`. With it, the client sends events soon
   * after they happen, and refreshes a snapshot that is older than `refreshAfter`.
   */
  waitUntil?: (promise: Promise<unknown>) => void;
}

export interface ClientOptions extends Pick<UserViewOptions, 'waitUntil' | 'assignments'> {
  /**
   * A URL, or the snapshot itself as text or object. It may be a source snapshot or a compiled one (`burgee compile`), which
   * needs a fifth of the WebAssembly. A text that begins with `{` is a snapshot, any other text is a URL. Optional if
   * `bootstrap` has all values.
   */
  snapshot?: string | URL | object;
  /**
   * Where events go: a URL for `POST`, or a function that receives each batch and may return a promise. If the promise is
   * rejected, the batch is sent again. Default: none; then nothing is stored or sent, and the `exposure` event still fires.
   */
  events?: string | URL | ((batch: Batch) => unknown);
  /** The user's attributes, until `setContext()`. Default `{}`. */
  context?: Attributes;
  /**
   * The user's consent. Default: the site does not ask for consent. Then events are sent, and users do not take part in
   * experiments with `requiresConsent`. The device's copy of the snapshot contains nothing about the user and is stored in any
   * state; `storage: null` prevents it.
   */
  consent?: Consent;
  /**
   * A snapshot in the page's HTML, for a first paint without a request: its text, the object, an element that contains the
   * text (`<script type="application/json">`), or the element's selector. It is used at once if the core is initialised
   * (`initSync()`, or after `await init()`), otherwise as soon as the core is. Takes precedence over the device's copy.
   * Or the values that a server decided, by `handedOver()` of `burgee/plugins`; they do not need the core.
   */
  bootstrap?: string | object | Plugin | null;
  /** Optional parts: `serverSentEvents()`, `anonymousId()`, `storedAssignments()` and `urlOverrides()` of `burgee/plugins`. */
  plugins?: Plugin[];
  /** Stores the snapshot and unsent events. It may throw. `null`: store nothing. Default: `localStorage` in a page, else nothing. */
  storage?: Storage | null;
  /** Default: the platform's `fetch`. */
  fetch?: typeof fetch;
  /** The device's clock, in ms since 1970. Default `Date.now`. A `Date` header that differs by more than 60,000 ms corrects it. */
  now?: () => number;
  /** The same as `on('error', …)`, from the first error on. */
  onError?: (error: ClientError) => void;
  /** Values by flag key in place of the snapshot's, of any JSON type, for tests and demos. They are never reported. */
  overrides?: { [key: string]: Json };
  /**
   * When a newer snapshot that the client fetched on its own is used. `immediate`: at once, with a `change` event. `next-load`:
   * on the next page, so that nothing changes while the user reads. The first snapshot and those from `refresh()` are always
   * used at once. Default: `next-load` in a page without `poll` and `serverSentEvents()`, otherwise `immediate`; outside a page
   * each request keeps the snapshot that it started with.
   */
  update?: 'immediate' | 'next-load';
  /** Seconds between refreshes, ±20 % at random; at least 1. Default 0: no polling. */
  poll?: number;
  /**
   * How old the last refresh must be, in ms, for a new one when the page becomes visible, the network returns, or a request
   * starts (`context()`). A `Retry-After` header of the server can make the wait longer. Default 60,000.
   */
  refreshAfter?: number;
  /** How long the device's copy can be used without a response from the server, in ms. Default 604,800,000 (a week). */
  cacheFor?: number;
  /** The time limit of one request, in ms. Default 5,000. */
  timeout?: number;
  /** The size limit of a snapshot, in bytes after decompression. Default 5,242,880. */
  maxBytes?: number;
  /** How long events wait to be sent together, in ms. Default: 5,000 in a page; else 0: only `flush()` and `waitUntil` send. */
  flushAfter?: number;
  /** The maximum number of unsent events; further ones are lost, and counted. Default 1,000. */
  maxQueue?: number;
  /** How many exposures are remembered as reported; the least recently read are forgotten first. Default 1,000. */
  maxSeen?: number;
  /** The sender's name in batches. Default: `burgee-js/` and the package's version. */
  sdk?: string;
}

/** The payloads of `on()`'s events. */
export interface ClientEvents {
  /** The status became `READY`, for the first time or again. */
  ready: undefined;
  /** The status became `STALE`. */
  stale: undefined;
  /** Values of the client's own context changed. Not fired for the first snapshot. */
  change: { keys: string[]; cause: 'snapshot' | 'context' | 'consent' | 'override' };
  /** `setContext()` was called, even if no value changed: the new user sees what is shown from now on. */
  context: undefined;
  /** Something failed. */
  error: ClientError;
  /** An exposure was recorded. With consent `unknown` it fires once consent is granted, with `denied` never. */
  exposure: ExposureEvent;
  /** The collector has decided on an event, so that it is not sent again. `lost`: the collector refused it. */
  sent: { id: string; lost: boolean };
}

/**
 * One user's flags. No method throws.
 *
 * Reading a value with `boolean`, `string`, `number` or `object` records an exposure, once for each unit, experiment, version
 * and variant. `details()` and `all()` record none: use them to prefetch, to render on a server and in tools, and call
 * `expose()` when the user sees the flag. A prerendered page reports exposures once it is shown.
 */
export interface UserView {
  /** The flag's value; the default if there is no snapshot or flag, the flag has another type, or its decision failed. */
  boolean(key: KeyOf<boolean>, defaultValue: boolean): boolean;
  /** As `boolean`, for a text. */
  string<K extends KeyOf<string>>(key: K, defaultValue: ValueOf<K, string>): ValueOf<K, string>;
  /** As `boolean`, for a number. */
  number<K extends KeyOf<number>>(key: K, defaultValue: ValueOf<K, number>): ValueOf<K, number>;
  /** As `boolean`, for an object, an array or `null`. The value is frozen: all readers share it. */
  object<K extends KeyOf<object>>(key: K, defaultValue: ValueOf<K, Json>): ValueOf<K, Json>;
  /**
   * The decision with variant and reason, without recording an exposure. Before there is a snapshot its `errorCode` is
   * `PROVIDER_NOT_READY`. A default of another type than the flag's gives `TYPE_MISMATCH`; without a default any type is served.
   */
  details<K extends AnyKey, T extends ValueOf<K, Json>>(
    key: K,
    defaultValue?: T,
  ): ClientDetails<ValueOf<K, Widened<T>>>;
  /** All decisions by flag key, without recording exposures. Empty before there is a snapshot. */
  all(): Map<string, ClientDetails>;
  /** A copy of the user's attributes: those that were passed, and those that plugins add. */
  attributes(): Attributes;
  /** Records that the user saw this flag, if an experiment decided it. */
  expose(key: AnyKey): void;
  /** Records something that the user did. If the attribute `by` is missing, the event is lost, with an `error`. */
  track(name: string, options?: TrackOptions): void;
  /**
   * Replaces all attributes: for another user, or to add something about this one. Resolves once values have changed and
   * `change` has fired. The attributes are copied, here and in `context`, except nested objects; later changes to them have
   * no effect.
   */
  setContext(attributes: Attributes): Promise<void>;
  /** Any value other than the three states counts as `unknown`. */
  setConsent(consent: Consent): void;
  /**
   * Sends waiting events: on a client all events, on a user view its own and those that failed before. Resolves to `true` if
   * nothing is left waiting, and to `false` if the collector could not be reached or asked to wait. Never rejects.
   */
  flush(): Promise<boolean>;
}

/** A client, and the user view of its own context. */
export interface Client extends UserView {
  /**
   * Resolves to the status once values can be read, or once it is certain that they cannot be for now. Never rejects.
   *
   * In a page all reads give the same result, and reading has no side effect. **Outside a page each read of this property
   * creates a new promise and sends a request if there is no snapshot yet** (not within 10 s of a failure): an edge runtime
   * does not let a request await another request's network. Read it once, in the request that needs it.
   */
  readonly ready: Promise<Status>;
  readonly status: Status;
  /** The last error, or `null`. */
  readonly error: ClientError | null;
  /** How many events this client has lost: queue full, refused by the collector, too large, or without a unit. */
  readonly lost: number;
  /** The `revision` of the snapshot in use, or `null`. */
  readonly revision: number | null;
  /**
   * The flags of another user, for one request on the edge. It shares the snapshot and keeps the one that it started with.
   * Its `setContext` and `setConsent` do not affect the client.
   */
  context(attributes?: Attributes, options?: UserViewOptions): UserView;
  /** Serves a value in place of the snapshot's; `undefined` ends it. */
  override(key: string, value: Json | undefined): void;
  /** Adds an event handler. Returns a function that removes it. An exception of a handler becomes an `error` event. */
  on<E extends keyof ClientEvents>(event: E, handler: (payload: ClientEvents[E]) => void): () => void;
  /** Requests the snapshot now, and uses it at once. A bad response keeps the last good snapshot. Resolves to the status; never rejects. */
  refresh(): Promise<Status>;
  /** Sends waiting events, as `flush()`, then stops timers, listeners and reports. Values can still be read. */
  close(): Promise<boolean>;
}

/**
 * Creates a client for a page or an edge worker. Never throws: errors are reported by `onError`, the `error` event and `status`.
 *
 * If the snapshot is on another origin, its server must allow this origin (CORS) and list `ETag, Date, Age, Retry-After` in
 * `Access-Control-Expose-Headers`; the collector must allow `POST` with `content-type`.
 */
export function createClient(options: ClientOptions): Client;

export type { Plugin, PluginEvents, PluginHost, PluginPlatform } from './plugin-host.js';
export type { Attributes, Details, ErrorCode, Issue, Json, Reason };
