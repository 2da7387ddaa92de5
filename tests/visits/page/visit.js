// What a visitor's page does: reads flags and tracks at random moments, and tells the test of each what it recorded,
// by a way of its own. It knows nothing of the client's ids: a unit of its own for each page names every event.
import { createClient } from 'burgee/client';
import { Random } from '../../js/schema/random.js';

const given = new URL(location.href).searchParams;
const random = new Random(Number(given.get('seed')));
const unit = crypto.randomUUID();
const seen = new Set();
let tracked = 0;
let lost = 0;

/** @param {() => void} run */
function attempt(run) {
  try {
    run();
  } catch {
    // The other way has to do.
  }
}

/**
 * Told at once, and noted: what a page says while it ends may reach nobody, and a note outlives a crash only if the storage does.
 * @param {string} kind @param {string} [what]
 */
function tell(kind, what = '') {
  const told = JSON.stringify({ kind, unit, what });
  attempt(() => localStorage.setItem(`told:${crypto.randomUUID()}`, told));
  attempt(() => /** @type {any} */ (globalThis).tell(told));
}

const client = createClient({
  snapshot: '/live/snapshot.json',
  events: '/live/report',
  context: { targetingKey: unit },
  timeout: 1000,
  maxQueue: Number(given.get('maxQueue') ?? 1000),
  flushAfter: random.of([50, 300, 1000, 5000]),
  onError: ({ message }) => message.startsWith('an event is lost') && tell('lost', `${++lost}: ${message}`),
});

/** @param {string} flag */
function read(flag) {
  if (client.status === 'NOT_READY' || seen.has(flag)) return;
  tell('about to', flag);
  // Without a snapshot it is the default, and nobody saw anything.
  if (client.string(flag, 'none') === 'none') return;
  seen.add(flag);
  tell('recorded', flag);
}

function track() {
  const what = `track ${++tracked}`;
  tell('about to', what);
  client.track('clicked', { properties: { what } });
  tell('recorded', what);
}

// The last page of all only sends what is left.
const idle = given.has('idle');
for (let left = idle ? 0 : random.below(8); left > 0; left--) {
  const flag = random.of(['button', 'banner', 'pricing', 'search']);
  setTimeout(() => (random.chance(0.7) ? read(flag) : track()), random.below(900));
}
// As pages do that tell how long they were read.
if (!idle && random.chance(0.3)) addEventListener('pagehide', track);
/** Something to go with what is left: what earlier pages lost is told beside an event. */
function flush() {
  track();
  return client.flush();
}

Object.assign(globalThis, { flush });
tell('visit');
