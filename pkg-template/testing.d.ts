import type { Flags } from './index.js';
import type { Attributes, Client, ClientDetails, Consent, ExposureEvent, Json, Status, TrackEvent } from './client.js';

/** What a flag gives: a value, or a function that decides by the user's attributes. */
export type TestValue<T = Json> = T | ((attributes: Attributes) => T | undefined);

/** Values by key: those that `npx burgee types` declared, or any while it declared none. */
export type TestValues = [keyof Flags] extends [never]
  ? { [key: string]: TestValue | undefined }
  : { [K in keyof Flags]?: TestValue<Flags[K]> };

export interface TestClientOptions {
  /** The user. Default `{ targetingKey: 'test-user' }`. */
  context?: Attributes;
  /** Default `granted`. */
  consent?: Consent;
  /** Default `READY`: values are there at once. */
  status?: Status;
  /** When events happen, in ms since 1970. Default 0. */
  now?: number;
  /** More of a flag's details, in place of the plain ones: `{ pricing: { reason: 'SPLIT', metadata: { owner: 'growth' } } }`. */
  details?: { [key: string]: Partial<ClientDetails> };
}

/**
 * A `Client` for tests. It decides by the values it was given and sends nothing. A flag's variant is its value as text, and
 * every flag counts as an experiment of its own name, so that `exposures` has each flag that was shown, once per user and value.
 */
export interface TestClient extends Client {
  /** Whom it would have reported, in order. Ids are `test-1`, `test-2` … */
  readonly exposures: readonly ExposureEvent[];
  /** What was tracked, in order. */
  readonly tracks: readonly TrackEvent[];
  /** Gives a flag another value, or, with `undefined`, takes it away. Fires `change` if the user's value changed. */
  set<K extends keyof TestValues>(key: K, value: TestValues[K] | undefined): void;
  set(values: TestValues): void;
  /** Changes the status and fires `ready`, `stale` or `error`. While there is no snapshot, every read gives its default. */
  become(status: Status, message?: string): void;
  /** Empties `exposures` and `tracks`, and forgets who was exposed. */
  forget(): void;
}

export function testClient(values?: TestValues, options?: TestClientOptions): TestClient;
