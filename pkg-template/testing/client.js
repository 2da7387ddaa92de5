import { keysChanged } from '../client/changes.js';
import { createEmitter } from '../client/emitter.js';
import { createRecorder } from './recorder.js';
import { createUserView } from './user-view.js';
import { createValues } from './values.js';

/**
 * @typedef {import('../client.js').Status} Status
 *
 * @param {{ [key: string]: any }} [initial] @param {import('../testing.js').TestClientOptions} [options]
 * @returns {import('../testing.js').TestClient}
 */
export function testClient(
  initial = {},
  { context = { targetingKey: 'test-user' }, consent = 'granted', status = 'READY', now = 0, details } = {},
) {
  const { emit, on } = createEmitter();
  const values = createValues(initial, details);
  const log = createLog(emit, now);
  const recorder = createRecorder(log.record, log.lose);
  const state = createState(status, emit, log.fail);
  const gate = { consent };
  const shared = { values, isServing: state.isServing, recorder, gate };
  const own = createUserView(shared, context, {}, (run) => change('context', run));

  /** Runs what may change the client's own values, and emits which did. @param {string} cause @param {() => void} run */
  function change(cause, run) {
    const before = valuesOf(own.view);
    run();
    const keys = keysChanged(before, valuesOf(own.view));
    if (cause === 'context') emit(cause);
    if (keys.length) emit('change', { keys, cause });
  }

  const { overrides } = values;
  const methods = {
    on,
    /** @param {any} [attributes] @param {import('../client.js').UserViewOptions} [options] */
    context: (attributes, options) => createUserView(shared, attributes, options).view,
    /** @param {string} key @param {any} value */
    override: (key, value) =>
      change('override', () => (value === undefined ? overrides.delete(key) : overrides.set(key, value))),
    /** @param {any} next */
    setConsent(next) {
      gate.consent = next;
      own.release();
    },
    refresh: async () => state.status(),
    close: async () => log.close(),
    /** @param {any} keyOrValues @param {unknown} [value] */
    set(keyOrValues, value) {
      change('snapshot', () => {
        log.nextRevision();
        values.set(typeof keyOrValues === 'string' ? { [keyOrValues]: value } : keyOrValues);
      });
    },
    become: state.become,
    forget() {
      log.clear();
      recorder.forget();
    },
  };
  return withGetters({ ...own.view, ...methods, exposures: log.exposures, tracks: log.tracks }, state, log);
}

/** @param {any} client @param {ReturnType<typeof createState>} state @param {ReturnType<typeof createLog>} log */
const withGetters = (client, state, log) =>
  Object.defineProperties(
    client,
    Object.fromEntries(
      Object.entries({
        ready: state.ready,
        status: state.status,
        error: log.error,
        lost: log.lost,
        revision: () => (state.isServing() ? log.revision() : null),
      }).map(([name, get]) => [name, { get, enumerable: true }]),
    ),
  );

/** The status, and who waits for it. @param {Status} status @param {(event: string) => void} emit @param {(message: string) => void} fail */
function createState(status, emit, fail) {
  /** @type {((status: Status) => void)[]} */
  const waiting = [];
  return {
    status: () => status,
    isServing: () => status === 'READY' || status === 'STALE',
    ready: () => (status === 'NOT_READY' ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(status)),
    /** @param {Status} next @param {string} [message] */
    become(next, message) {
      const changed = status !== next;
      status = next;
      if (changed && (next === 'READY' || next === 'STALE')) emit(next.toLowerCase());
      if (next === 'NOT_READY') return;
      if (next !== 'READY') fail(message ?? `the test client became ${next}`);
      for (const resolve of waiting.splice(0)) resolve(status);
    },
  };
}

/** Events and errors so far. @param {(event: string, payload?: unknown) => void} emit @param {number} now ms since 1970 */
function createLog(emit, now) {
  /** @type {import('../client.js').ExposureEvent[]} */
  const exposures = [];
  /** @type {import('../client.js').TrackEvent[]} */
  const tracks = [];
  /** @type {import('../client.js').ClientError | null} */
  let error = null;
  let revision = 1;
  let lost = 0;
  let count = 0;
  let closed = false;

  /** @param {string} message */
  function fail(message) {
    error = new Error(message);
    emit('error', error);
  }

  return {
    exposures,
    tracks,
    error: () => error,
    lost: () => lost,
    revision: () => revision,
    fail,
    nextRevision() {
      revision++;
    },
    /** @param {'exposure' | 'track'} type @param {any} facts */
    record(type, facts) {
      if (closed) return;
      const event = { id: `test-${++count}`, type, at: now, revision, ...facts };
      (type === 'track' ? tracks : exposures).push(event);
      if (type === 'exposure') emit('exposure', event);
    },
    /** @param {string} message */
    lose(message) {
      if (closed) return;
      lost++;
      fail(message);
    },
    clear() {
      exposures.length = 0;
      tracks.length = 0;
    },
    close() {
      closed = true;
      return true;
    },
  };
}

/** @param {import('../client.js').UserView} view */
const valuesOf = (view) => new Map([...view.all()].map(([key, { value }]) => [key, JSON.stringify(value)]));
