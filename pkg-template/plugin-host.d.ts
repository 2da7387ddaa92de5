import type { ClientError, ClientEvents, ClientOptions, Consent } from './client.js';
import type { Assignments, Attributes, Evaluator, Exposure, Json } from './index.js';

/**
 * A plugin, made by the functions of `burgee/plugins`. It runs before the client decides or fetches anything, and returns the
 * function that ends it, which `close()` calls. If it throws, the client works without it and reports an `error`.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a plugin need not return anything
export type Plugin = (host: PluginHost) => void | (() => void);

/** The events that plugins can listen to in addition. */
export interface PluginEvents extends ClientEvents {
  /** `setConsent()` was called with this value; it takes effect after the handlers. */
  consent: unknown;
  /** Another snapshot is in use; nothing has been read from it yet. */
  snapshot: undefined;
  /** An exposure that the server recorded gives an assignment. */
  assignment: Exposure;
}

/** The environment of a client: the page or the worker, or what the options replace it with. */
export interface PluginPlatform {
  // biome-ignore lint/suspicious/noExplicitAny: `globalThis`, or a test's part of it
  readonly scope: any;
  /** Whether there is a page. */
  readonly page: boolean;
  /** The device's clock, in ms since 1970. */
  device(): number;
  readonly fetch: typeof fetch;
  /** The option `storage`. An access never throws; a missing value is an empty text. */
  readonly store: {
    get(key: string): string;
    set(key: string, value: string): boolean | undefined;
    remove(key: string): void;
  };
  /** Runs a function after `ms`. Returns a function that cancels it. */
  after(ms: number, run: () => void): () => void;
  /** A random wait before the next try, in ms, that grows with the number of tries up to 300,000. */
  backoff(tries: number): number;
  /** How long a response asks to wait, in ms; 0 if it does not. */
  retryAfter(headers: Headers): number;
}

/** The parts of a client that a plugin can use. For the plugins of this package: it can change in any version. */
export interface PluginHost {
  /** The environment: globals, clock, timers, storage and network. */
  readonly platform: PluginPlatform;
  /** The client's options. A plugin may set defaults for `context` and `update`. */
  readonly settings: Pick<ClientOptions, 'context' | 'update'>;
  /** The client's consent when the plugin starts; later values come with the `consent` event. */
  readonly gate: { readonly consent: Consent | undefined };
  readonly source: {
    readonly url: string | undefined;
    /** The text of the snapshot in use. */
    text(): string | undefined;
    /** The server's last response. */
    latest(): { text: string; etag?: string } | undefined;
    refresh(): Promise<void>;
  };
  readonly decider: {
    readonly overrides: Map<string, Json>;
    evaluator(): Evaluator | undefined;
    /** Serves other values until a snapshot is loaded. */
    use(evaluator: Evaluator): void;
  };
  readonly ledger: {
    /** Marks an exposure as reported. */
    add(exposure: Exposure): void;
  };
  /** Makes the attributes to decide by from the caller's. A plugin may replace it. */
  completeContext(attributes: unknown): Attributes;
  /** The earlier assignments of the user with these attributes. A plugin may replace it by a function that calls it. */
  assignmentsOf(attributes: Attributes): Assignments | undefined;
  on<E extends keyof PluginEvents>(event: E, handler: (payload: PluginEvents[E]) => void): () => void;
  emit(event: 'assignment', exposure: Exposure): void;
  report(error: ClientError): void;
  setContext(attributes: Attributes): Promise<void>;
}
