import type {
  AnyKey,
  Assignments,
  Attributes,
  Details,
  ErrorCode,
  Issue,
  Json,
  KeyOf,
  ValueOf,
  Widened,
} from './index.js';

/**
 * Whether the user agreed to be reported and to take part in experiments that ask for it.
 * `granted`: events are stored and sent. `denied`: they are dropped, with those that were held or stored; what is dropped so
 * does not count as lost. `unknown`: they are held in memory, neither stored nor sent, until one of the other two is said.
 */
export type Consent = 'granted' | 'denied' | 'unknown';

/**
 * OpenFeature's words. `NOT_READY`: no answer yet. `READY`: values come from a snapshot (also when it is this device's copy
 * and the server was not heard yet). `STALE`: they do, but the last refresh failed. `ERROR`: there is no usable snapshot,
 * defaults are served, and a later refresh may help. `FATAL`: the WebAssembly core does not start here.
 */
export type Status = 'NOT_READY' | 'READY' | 'STALE' | 'ERROR' | 'FATAL';

/** What the `error` event, `onError` and `client.error` give. `message` says all of it for a person. */
export interface ClientError extends Error {
  /** The address that was asked, of the snapshot or of the collector. */
  url?: string;
  /** The HTTP status, if there was an answer. */
  status?: number;
  /** How long the server asked us to wait, in ms; 0 if it did not. */
  retryAfter?: number;
  /** What is wrong in the snapshot, and where (`SnapshotError.issues`). */
  issues?: readonly Issue[];
  cause?: unknown;
}

/** That a unit saw a variant of an experiment, as it is sent. */
export interface ExposureEvent {
  /** A UUID: the collector counts an id once, however often it arrives. */
  id: string;
  type: 'exposure';
  /** When it was read, in ms since 1970, by the server's clock where the device's is off. */
  at: number;
  /** The value that was hashed, and the attribute that it came from. */
  unit: string;
  by: string;
  experiment: string;
  version: number;
  flag: string;
  variant: string;
  /** The experiment is sticky: keep the variant and the version, and give them back as `assignments`. */
  sticky?: true;
  reason: string;
  /** The `revision` of the snapshot that decided, or `null`. */
  revision: number | null;
}

/** Something the user did, as it is sent. */
export interface TrackEvent {
  id: string;
  type: 'track';
  at: number;
  unit: string;
  by: string;
  name: string;
  value?: number;
  properties: { [name: string]: Json };
  /** The `revision` of the snapshot that this user's flags were read from last, or `null`. */
  revision: number | null;
}

/** The body of one request to the collector. */
export interface Batch {
  /** `burgee-js/` and the version of this package, unless `sdk` says otherwise. */
  sdk: string;
  /** When it was sent, in ms since 1970: the same clock as the events' `at`. */
  sent: number;
  /** How many events this client has lost so far. */
  lost: number;
  /**
   * The same for a collector that adds up: by a name that each client makes up once it loses something, this one's count and
   * those of earlier pages that nobody acknowledged. Keep the highest of each name; their sum is what was lost.
   */
  losses: { [client: string]: number };
  /** At most 50 events and 60,000 bytes. */
  events: (ExposureEvent | TrackEvent)[];
}

/** What the collector answers. Any 2xx acknowledges the batch, with or without this body. */
export interface BatchAnswer {
  accepted: number;
  /** Events whose ids it held already. */
  duplicates: number;
  /** Events it will never take; the client counts them as lost and reports each as an `error`. */
  rejected: { id: string; message: string }[];
}

export interface ClientDetails<T = Json> extends Details<T> {
  /** Present when `overrides` or `override()` decided. Such a value is never reported. */
  overridden?: true;
}

export interface TrackOptions {
  /** A finite number, say the amount of a purchase; anything else is left out. */
  value?: number;
  /** Anything that JSON can say. The whole event may have 16,384 bytes. */
  properties?: { [name: string]: unknown };
  /** The attribute that names the unit. Give it when an experiment buckets `by` something else. Default `targetingKey`. */
  by?: string;
}

export interface ViewOptions {
  /** This user's answer. Default: the client's. */
  consent?: Consent;
  /** The instant to decide for, in ms since 1970. Default: now, by the server's clock. */
  now?: number;
  /**
   * What this user was assigned in sticky experiments before. Nothing is stored by itself: an `exposure` event with `sticky`
   * says what to keep, `{ [experiment]: { variant, version } }`.
   */
  assignments?: Assignments;
  /**
   * Keeps a promise alive after the response: `(promise) => ctx.waitUntil(promise)`. With it, events are sent by
   * themselves soon after they happen, and so is a refresh of a snapshot that is older than `refreshAfter`.
   */
  waitUntil?: (promise: Promise<unknown>) => void;
}

export interface ClientOptions extends Pick<ViewOptions, 'waitUntil' | 'assignments'> {
  /**
   * A URL, or the snapshot itself as text or object: as it was written, or compiled (`burgee compile`), which needs a fifth of
   * the WebAssembly. A text that begins with `{` is a snapshot, any other is a URL. Left out where `bootstrap` brings all there is.
   */
  snapshot?: string | URL | object;
  /**
   * Where events go: a URL for `POST`, or a function that gets each batch and may give a promise (rejected: another try).
   * Without it nothing is stored or sent; the `exposure` event fires all the same.
   */
  events?: string | URL | ((batch: Batch) => unknown);
  /** The user, until `setContext()`. Default `{}`. */
  context?: Attributes;
  /**
   * Left out: the site does not ask in Burgee; events are sent, and experiments with `requiresConsent` are not joined.
   * The snapshot's copy on the device says nothing about the user and is kept in any state; `storage: null` prevents it.
   */
  consent?: Consent;
  /**
   * A snapshot that came with the HTML, for a first paint without a request: its text, the object, an element that holds
   * the text (`<script type="application/json">`), or a selector of one. Used at once when the core is initialised
   * (`initSync`, or after `await init()`), else as soon as it is. Goes before the copy on the device.
   * Or the values that a server decided, as `handedOver()` of `burgee/plugins` reads them: without the core, too.
   */
  bootstrap?: string | object | Plugin | null;
  /** What not every page needs: `serverSentEvents()`, `anonymousId()`, `storedAssignments()`, `urlOverrides()` of `burgee/plugins`. */
  plugins?: Plugin[];
  /** Keeps the snapshot and unsent events. Default `localStorage` in a page, else nothing. `null`: nothing. May throw. */
  storage?: Storage | null;
  /** Default `fetch` of the platform. */
  fetch?: typeof fetch;
  /** The device's clock in ms since 1970. Default `Date.now`. A `Date` header that differs by more than 60,000 ms corrects it. */
  now?: () => number;
  /** The same as `on('error', …)`, from the very first error. */
  onError?: (error: ClientError) => void;
  /** Values by key in place of the snapshot's, of any JSON type, for tests and demos. Shown as overridden, never reported. */
  overrides?: { [key: string]: Json };
  /**
   * What a newer snapshot that the client fetched by itself does to values: `immediate` changes them and fires `change`;
   * `next-load` keeps it for the next page, so that nothing changes under the reader. The first snapshot is always used, and
   * so is what `refresh()` brings. Default: `next-load` in a page, unless it asks for news by `poll` or `serverSentEvents()`;
   * `immediate` elsewhere, where each request keeps the snapshot that it began with.
   */
  update?: 'immediate' | 'next-load';
  /** Seconds between refreshes, give or take a fifth; at least 1. Default 0: none by itself. */
  poll?: number;
  /**
   * How old, in ms, the last refresh must be for a new one when the page becomes visible, the network comes back, or a
   * request begins (`context()`). Default 60,000. A server that asked for a longer wait (`Retry-After`) gets it.
   */
  refreshAfter?: number;
  /** How long the device's copy may serve without a word from the server, in ms. Default 604,800,000 (a week). */
  cacheFor?: number;
  /** How long one request may take, in ms. Default 5,000. */
  timeout?: number;
  /** The largest snapshot, in bytes after decompression. Default 5,242,880. */
  maxBytes?: number;
  /** How long events wait for company, in ms. Default 5,000 in a page; else 0: only `flush()` and `waitUntil` send. */
  flushAfter?: number;
  /** How many unsent events are kept; newer ones are lost, and counted. Default 1,000. */
  maxQueue?: number;
  /** How many exposures are remembered as reported, least recently read forgotten first. Default 1,000. */
  maxSeen?: number;
  /** What calls itself the sender in batches. Default `burgee-js/` and this package's version. */
  sdk?: string;
}

/** What `on()` gives its handlers. */
export interface ClientEvents {
  /** The status became `READY`, first or again. */
  ready: void;
  /** The status became `STALE`. */
  stale: void;
  /** Values of the client's own context changed. Not fired for the first snapshot. */
  change: { keys: string[]; cause: 'snapshot' | 'context' | 'consent' | 'override' };
  /** `setContext()` was called, whether or not a value changed: what is shown on, the new user has seen. */
  context: void;
  error: ClientError;
  /** An exposure was recorded. With unknown consent it fires once consent is granted; with denied consent never. */
  exposure: ExposureEvent;
  /** The collector has decided on an event, so that it is sent no more. `lost`: it refused it. */
  sent: { id: string; lost: boolean };
}

/**
 * One user's flags. No method throws.
 *
 * Reading a value with `boolean`, `string`, `number` or `object` reports that the user saw it, once for each unit,
 * experiment, version and variant. `details()` and `all()` only look: they report nobody, so use them to prefetch, to render
 * on a server and in tools, and `expose()` when the user does see it. A page that is being prerendered reports once it is shown.
 */
export interface View {
  boolean(key: KeyOf<boolean>, defaultValue: boolean): boolean;
  string<K extends KeyOf<string>>(key: K, defaultValue: ValueOf<K, string>): ValueOf<K, string>;
  number<K extends KeyOf<number>>(key: K, defaultValue: ValueOf<K, number>): ValueOf<K, number>;
  object<K extends KeyOf<object>>(key: K, defaultValue: ValueOf<K, Json>): ValueOf<K, Json>;
  /** The decision in full, without reporting it. Before there is a snapshot its error code is `PROVIDER_NOT_READY`. */
  details<K extends AnyKey, T extends ValueOf<K, Json>>(
    key: K,
    defaultValue?: T,
  ): ClientDetails<ValueOf<K, Widened<T>>>;
  /** Every flag's decision by key, without reporting any. Empty before there is a snapshot. */
  all(): Map<string, ClientDetails>;
  /** A copy of what is known of the user: what was given, and what a plugin adds. */
  attributes(): Attributes;
  /** Reports that the user saw this flag, if an experiment decided it. */
  expose(key: AnyKey): void;
  /** Reports something the user did. Needs the unit in the context (`by`); without it the event is lost, and an `error` says so. */
  track(name: string, options?: TrackOptions): void;
  /**
   * Another user, or more about this one: takes the place of all attributes. Settles once values and `change` are through.
   * The attributes are copied, here and in `context`, though not what is nested in them: later changes to them change nothing.
   */
  setContext(attributes: Attributes): Promise<void>;
  /** Anything that is not one of the three words counts as `unknown`. */
  setConsent(consent: Consent): void;
  /**
   * Sends what waits: on a client everything, on a view its own events and those that failed before.
   * True when nothing is left waiting, false when the collector could not be reached or asked to wait. Never rejects.
   */
  flush(): Promise<boolean>;
}

export interface Client extends View {
  /**
   * Settles when values can be read, or when it is certain that they cannot be for now; gives the status. Never rejects.
   * Outside a page each access makes its own promise, which may start a request: await it in the request that needs it.
   */
  readonly ready: Promise<Status>;
  readonly status: Status;
  /** The last error, or `null`. */
  readonly error: ClientError | null;
  /** How many events this client lost so far: queue full, refused by the collector, too large, or without a unit. */
  readonly lost: number;
  /** Of the snapshot in use, or `null`. */
  readonly revision: number | null;
  /**
   * The flags of another user, for one request on the edge: it shares the snapshot, and keeps the one it began with.
   * Reads, `expose` and `track` are as on the client; `setContext` and `setConsent` are its own.
   */
  context(attributes?: Attributes, options?: ViewOptions): View;
  /** Serves a value in place of the snapshot's; `undefined` ends it. */
  override(key: string, value: Json | undefined): void;
  on<E extends keyof ClientEvents>(event: E, handler: (payload: ClientEvents[E]) => void): () => void;
  /** Asks the server now, and uses what it says. A bad answer keeps the last good snapshot. Gives the status; never rejects. */
  refresh(): Promise<Status>;
  /** Sends what waits, then stops timers, listeners and reports. Values can still be read. */
  close(): Promise<boolean>;
}

/** Made by the functions of `burgee/plugins`. It begins before the client decides or fetches anything; `close()` ends it. */
export type Plugin = (hub: any) => void | (() => void);

/**
 * Flags for a page or an edge worker. Never throws; what goes wrong is told by `onError` and `status`.
 *
 * From another origin, the snapshot's server must allow this one (CORS) and name `ETag, Date, Age, Retry-After` in
 * `Access-Control-Expose-Headers`, or they cannot be used; the collector must allow `POST` with `content-type`.
 */
export function createClient(options: ClientOptions): Client;

export type { Attributes, Details, ErrorCode, Issue, Json };
