// The page of a visitor. It reads flags and tracks events at random moments, and reports to the test what it recorded, without
// the client. It does not know the ids of events: each page has a unit of its own, and unit and content identify an event.
import { createClient } from 'burgee/client';
import { Random } from '../../js/schema/random.js';

const options = new URL(location.href).searchParams;
const random = new Random(Number(options.get('seed')));
const unit = crypto.randomUUID();
const exposed = new Set();
let tracked = 0;
let lost = 0;

/** @param {() => void} run */
function attempt(run) {
  try {
    run();
  } catch {
    // The other channel has to be enough.
  }
}

/**
 * Reports to the test by two channels: a call can get lost while the page ends, and a note in the storage can get lost in a
 * crash.
 * @param {string} kind
 * @param {string} [what]
 */
function note(kind, what = '') {
  const text = JSON.stringify({ kind, unit, what });
  attempt(() => localStorage.setItem(`note:${crypto.randomUUID()}`, text));
  attempt(() => /** @type {any} */ (globalThis).sendNote(text));
}

const client = createClient({
  snapshot: '/live/snapshot.json',
  events: '/live/report',
  context: { targetingKey: unit },
  timeout: 1000,
  maxQueue: Number(options.get('maxQueue') ?? 1000),
  flushAfter: random.of([50, 300, 1000, 5000]),
  onError: ({ message }) => message.startsWith('an event is lost') && note('lost', `${++lost}: ${message}`),
});

/** @param {string} flag */
function read(flag) {
  if (client.status === 'NOT_READY' || exposed.has(flag)) return;
  note('about to', flag);
  // Without a snapshot it is the default, and nobody is exposed.
  if (client.string(flag, 'none') === 'none') return;
  exposed.add(flag);
  note('recorded', flag);
}

function track() {
  const what = `track ${++tracked}`;
  note('about to', what);
  client.track('clicked', { properties: { what } });
  note('recorded', what);
}

// The last page of a visitor only sends what is left.
const idle = options.has('idle');
for (let left = idle ? 0 : random.below(8); left > 0; left--) {
  const flag = random.of(['button', 'banner', 'pricing', 'search']);
  setTimeout(() => (random.chance(0.7) ? read(flag) : track()), random.below(900));
}
// Like pages that track their reading time.
if (!idle && random.chance(0.3)) addEventListener('pagehide', track);
/** With an event of its own: losses of earlier pages are reported beside an event. */
function flush() {
  track();
  return client.flush();
}

Object.assign(globalThis, { flush });
note('visit');
