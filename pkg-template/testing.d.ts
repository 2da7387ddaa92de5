import type { Flags } from './index.js';
import type { Attributes, Client, ClientDetails, Consent, ExposureEvent, Json, Status, TrackEvent } from './client.js';

/** A flag's value, or a function that decides by the user's attributes. */
export type TestValue<T = Json> = T | ((attributes: Attributes) => T | undefined);

/** Values by flag key: the keys that `npx burgee types` declared, or any without a declaration. */
export type TestValues = [keyof Flags] extends [never]
  ? { [key: string]: TestValue | undefined }
  : { [K in keyof Flags]?: TestValue<Flags[K]> };

export interface TestClientOptions {
  /** The user's attributes. Default `{ targetingKey: 'test-user' }`. */
  context?: Attributes;
  /** Default `granted`. */
  consent?: Consent;
  /** Default `READY`: there are values at once. */
  status?: Status;
  /** The time of events, in ms since 1970. Default 0. */
  now?: number;
  /** More details by flag key, in place of the plain ones: `{ pricing: { reason: 'SPLIT', metadata: { owner: 'growth' } } }`. */
  details?: { [key: string]: Partial<ClientDetails> };
}

/**
 * A `Client` for tests. It decides by the values that are passed and sends nothing. A flag's variant is its value as text. Each
 * flag counts as an experiment of the same name, so that `exposures` has each flag that was shown, once per user and value.
 */
export interface TestClient extends Client {
  /** The recorded exposures, in order. Ids are `test-1`, `test-2`, … */
  readonly exposures: readonly ExposureEvent[];
  /** The tracked events, in order. */
  readonly tracks: readonly TrackEvent[];
  /** Sets a flag's value; `undefined` removes the flag. Fires `change` if the user's value changed. */
  set<K extends keyof TestValues>(key: K, value: TestValues[K] | undefined): void;
  /** Sets several values. */
  set(values: TestValues): void;
  /** Changes the status and fires `ready`, `stale` or `error`. Without a snapshot each read returns its default. */
  become(status: Status, message?: string): void;
  /** Clears `exposures` and `tracks`; exposures are then recorded again. */
  forget(): void;
}

/** Creates a client for tests. */
export function testClient(values?: TestValues, options?: TestClientOptions): TestClient;
