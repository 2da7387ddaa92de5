// A page that meets a fault. `runFault` gives the test what a user of the client would see.
import { createClient } from 'burgee/client';

/** Fills the storage up to the last character. */
function fillStorage() {
  for (let size = 1 << 22, key = 0; size >= 1; key++) {
    try {
      localStorage.setItem(`full${key}`, 'x'.repeat(size));
    } catch {
      size >>= 1;
    }
  }
}

/** Lets the test corrupt the memory of the core's instance, or make each of its decisions trap. */
const core = { corruptMemory: () => {}, traps: false };
const { Instance } = WebAssembly;
WebAssembly.Instance = /** @type {any} */ (
  class {
    /** @param {any} module @param {any} imports */
    constructor(module, imports) {
      const { decide, memory, ...exports } = /** @type {any} */ (new Instance(module, imports).exports);
      const decideOrTrap = (/** @type {any[]} */ ...args) => {
        if (core.traps) throw new WebAssembly.RuntimeError('unreachable');
        return decide(...args);
      };
      this.exports = { ...exports, memory, decide: decideOrTrap };
      core.corruptMemory = () => void new Uint8Array(memory.buffer).fill(0xff);
    }
  }
);

/** @template T @param {() => T} run @param {(error: any) => T} otherwise */
function attempt(run, otherwise) {
  try {
    return run();
  } catch (error) {
    return otherwise(error);
  }
}

/** Whether the fault is in effect: what storage and WebAssembly do in this page. */
const surroundings = () => ({
  storage: attempt(
    () => {
      localStorage.setItem('try', 'x'.repeat(100));
      localStorage.removeItem('try');
      return 'works';
    },
    ({ name }) => name,
  ),
  wasm: attempt(
    () => {
      new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
      return 'works';
    },
    ({ name }) => name,
  ),
});

/** How many events the storage holds. */
const storedEvents = () =>
  attempt(
    () => Object.keys(localStorage).filter((key) => key.startsWith('burgee:e:')).length,
    () => 0,
  );

/**
 * Makes the client independent of time. Its timers (for retries and delayed batches) never fire; and its timeout applies only
 * to the request that the server leaves unanswered, so that a slow machine cannot exceed it elsewhere.
 * @param {string | undefined} unanswered path of the request that must time out
 */
function fetchWithoutTime(unanswered) {
  globalThis.setTimeout = /** @type {any} */ (() => 0);
  return (/** @type {any} */ url, /** @type {any} */ init) =>
    fetch(url, url === unanswered ? init : { ...init, signal: undefined });
}

/**
 * @typedef {object} Options
 * @property {boolean} [full] fills the storage
 * @property {'once' | 'always'} [trap] makes decisions trap
 * @property {number} [clock] how far the device's clock is ahead, in ms
 * @property {string} [unanswered] path of the request that the server never answers
 * @property {boolean} [awaitError] waits for an error: with a stored copy the client is ready before the server has failed
 */

/** @param {Options} options */
async function runFault({ full, trap, clock = 0, unanswered, awaitError }) {
  if (full) fillStorage();
  const observed = surroundings();
  const errors = /** @type {string[]} */ ([]);
  let onFailure = () => {};
  const failed = new Promise((resolve) => {
    onFailure = () => resolve(undefined);
  });
  const client = createClient({
    snapshot: '/live/snapshot.json',
    events: '/live/report',
    context: { targetingKey: 'ada', plan: 'pro' },
    timeout: 500,
    now: () => Date.now() + clock,
    fetch: fetchWithoutTime(unanswered),
    onError: ({ message }) => {
      errors.push(message);
      onFailure();
    },
  });
  await client.ready;
  if (awaitError) await failed;
  if (trap === 'once') core.corruptMemory();
  if (trap === 'always') core.traps = true;
  const values = {
    new_dashboard: client.boolean('new_dashboard', false),
    today: client.boolean('today', false),
    tomorrow: client.boolean('tomorrow', false),
  };
  const { errorMessage } = client.details('new_dashboard', false);
  client.track('clicked');
  const sent = await client.flush();
  const { status, lost } = client;
  return { status, errors, values, errorMessage, sent, storedEvents: storedEvents(), lost, surroundings: observed };
}

Object.assign(globalThis, { runFault });
