// A page that meets a fault: what it gets, said in the words of the table.
import { createClient } from 'burgee/client';

/** Fills the storage up to the last character. */
function fill() {
  for (let size = 1 << 22, key = 0; size >= 1; key++) {
    try {
      localStorage.setItem(`full${key}`, 'x'.repeat(size));
    } catch {
      size >>= 1;
    }
  }
}

/** Gives every instance of the core a memory that a test can spoil, and a `decide` that it can break. */
const spoil = { memory: () => {}, traps: false };
const { Instance } = WebAssembly;
WebAssembly.Instance = /** @type {any} */ (
  function (/** @type {any} */ module, /** @type {any} */ imports) {
    const exports = /** @type {any} */ ({ ...new Instance(module, imports).exports });
    const { decide, memory } = exports;
    exports.decide = (/** @type {any[]} */ ...given) => {
      if (spoil.traps) throw new WebAssembly.RuntimeError('unreachable');
      return decide(...given);
    };
    spoil.memory = () => void new Uint8Array(memory.buffer).fill(0xff);
    return { exports };
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

/** Whether the page is in the trouble that it is meant to be in. */
const trouble = () => ({
  storage: attempt(
    () => (localStorage.setItem('try', 'x'.repeat(100)), localStorage.removeItem('try'), 'works'),
    ({ name }) => name,
  ),
  wasm: attempt(
    () => (new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)), 'works'),
    ({ name }) => name,
  ),
});

/** How many events wait in the storage. */
const waiting = () =>
  attempt(
    () => Object.keys(localStorage).filter((key) => key.startsWith('burgee:e:')).length,
    () => 0,
  );

/** @param {{ full?: boolean, trap?: 'once' | 'always', clock?: number, complaints?: number }} fault */
async function meet({ full, trap, clock = 0, complaints = 0 }) {
  if (full) fill();
  const troubled = trouble();
  const says = /** @type {string[]} */ ([]);
  const client = createClient({
    snapshot: '/live/snapshot.json',
    events: '/live/report',
    context: { targetingKey: 'ada', plan: 'pro' },
    timeout: 500,
    now: () => Date.now() + clock,
    onError: ({ message }) => says.push(message),
  });
  await client.ready;
  // With a copy the page is ready before the server has failed.
  while (says.length < complaints) await new Promise((done) => setTimeout(done, 10));
  if (trap === 'once') spoil.memory();
  if (trap === 'always') spoil.traps = true;
  const values = {
    new_dashboard: client.boolean('new_dashboard', false),
    today: client.boolean('today', false),
    tomorrow: client.boolean('tomorrow', false),
  };
  const { errorMessage } = client.details('new_dashboard', false);
  client.track('clicked');
  const sent = await client.flush();
  return { status: client.status, says, values, errorMessage, sent, waiting: waiting(), lost: client.lost, troubled };
}

Object.assign(globalThis, { meet });
