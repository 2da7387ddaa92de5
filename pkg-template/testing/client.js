import { keysChanged } from '../client/changes.js';
import { createEmitter } from '../client/emitter.js';
import { createValues } from './values.js';
import { createView } from './view.js';

/**
 * @param {{ [key: string]: any }} [given] @param {import('../testing.js').TestClientOptions} [options]
 * @returns {import('../testing.js').TestClient}
 */
export function testClient(
  given = {},
  { context = { targetingKey: 'test-user' }, consent = 'granted', status = 'READY', now = 0, details } = {},
) {
  const { emit, on } = createEmitter();
  const values = createValues(given, details);
  /** @type {import('../client.js').ExposureEvent[]} */
  const exposures = [];
  /** @type {import('../client.js').TrackEvent[]} */
  const tracks = [];
  /** @type {import('../client.js').ClientError | null} */
  let error = null;
  let revision = 1;
  let lost = 0;
  let events = 0;
  let closed = false;
  /** Those who wait for the first word. @type {((status: import('../client.js').Status) => void)[]} */
  let waiting = [];

  /** @type {import('./view.js').Hub} */
  const hub = {
    values,
    serving: () => status === 'READY' || status === 'STALE',
    record,
    lose,
    change,
    consent,
    seen: new Set(),
  };
  const main = createView(hub, context);

  /** @param {'exposure' | 'track'} type @param {any} facts */
  function record(type, facts) {
    if (closed) return;
    const event = { id: `test-${++events}`, type, at: now, revision, ...facts };
    if (type === 'track') return void tracks.push(event);
    exposures.push(event);
    emit('exposure', exposures.at(-1));
  }

  /** @param {string} message */
  function lose(message) {
    if (closed) return;
    lost++;
    fail(message);
  }

  /** @param {string} message */
  function fail(message) {
    error = new Error(message);
    emit('error', error);
  }

  /** Says which of the client's own values a change changed. @param {import('./view.js').Made} made @param {string} cause @param {() => void} run */
  function change(made, cause, run) {
    const before = valuesOf(main);
    run();
    const keys = keysChanged(before, valuesOf(main));
    if (made === main && cause === 'context') emit(cause);
    if (made === main && keys.length) emit('change', { keys, cause });
  }

  return {
    ...main.view,
    exposures,
    tracks,
    get ready() {
      if (status !== 'NOT_READY') return Promise.resolve(status);
      return new Promise((resolve) => waiting.push(resolve));
    },
    get status() {
      return status;
    },
    get error() {
      return error;
    },
    get lost() {
      return lost;
    },
    get revision() {
      return hub.serving() ? revision : null;
    },
    on,
    context: (attributes, options) => createView(hub, attributes, options).view,
    override: (key, value) =>
      change(main, 'override', () =>
        value === undefined ? values.overrides.delete(key) : values.overrides.set(key, value),
      ),
    /** @param {any} agreed */
    setConsent(agreed) {
      hub.consent = agreed;
      if (agreed === 'denied') main.drop();
      main.settle();
    },
    refresh: async () => status,
    async close() {
      closed = true;
      return true;
    },
    /** @param {any} keyOrValues @param {unknown} [value] */
    set(keyOrValues, value) {
      change(main, 'snapshot', () => {
        revision++;
        values.set(typeof keyOrValues === 'string' ? { [keyOrValues]: value } : keyOrValues);
      });
    },
    become(next, message) {
      const changed = status !== next;
      status = next;
      if (changed && (next === 'READY' || next === 'STALE')) emit(next.toLowerCase());
      if (next === 'NOT_READY') return;
      if (next !== 'READY') fail(message ?? `the test client is told to be ${next}`);
      for (const resolve of waiting.splice(0)) resolve(status);
    },
    forget() {
      for (const list of [exposures, tracks]) list.length = 0;
      hub.seen.clear();
    },
  };
}

/** @param {import('./view.js').Made} made */
const valuesOf = ({ view }) => new Map([...view.all()].map(([key, { value }]) => [key, JSON.stringify(value)]));
