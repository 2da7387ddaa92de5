// The page: one client for the visitor, and the parts that show what it decides and sends.
import { init } from 'burgee';
import { createClient } from 'burgee/client';
import { Crowd } from './crowd.js';
import { byId, place, write } from './dom.js';
import { showFlags, variantOf } from './flags.js';
import { ResultsPanel } from './results.js';
import { countVisitor, showShop, startShop } from './shop.js';
import { simulate } from './simulate.js';
import { startForm } from './visitor-form.js';
import { logEvent, watchedFetch } from './wire.js';

/** @import { Client } from 'burgee/client' */
/** @import { Visitor } from './visitor.js' */

/** Which the Worker has decided too, before it sent the page. */
const EDGE_FLAG = 'pricing_page';

/** The snapshot that the client uses, for the parts that show or copy it. */
let snapshot = { text: '', document: /** @type {any} */ ({ flags: {} }) };
/** What came over the network last. */
let arrived = '';

await init().catch((error) => {
  place('live').dataset.status = 'FATAL';
  write('live-status', 'no WebAssembly');
  throw error;
});
const results = new ResultsPanel();
const crowd = new Crowd();
let visitor = startForm(changeVisitor);
const client = createClient({
  snapshot: '/live/snapshot.json',
  events: '/live/report',
  bootstrap: '#snapshot',
  context: visitor,
  poll: 15,
  flushAfter: 800,
  fetch: watchedFetch({ snapshot: (text) => void adopt(text), stored: () => results.refreshSoon() }),
});
client.on('exposure', (event) => logEvent(event, 'waiting'));
client.on('change', () => {
  // Decisions and the document that they are explained by change together.
  if (taken()) useSnapshot(arrived);
  showVisitor(true);
});
for (const event of /** @type {const} */ (['ready', 'stale', 'error'])) client.on(event, showStatus);
client.on('error', ({ message }) => write('log-note', message));
byId('refresh', HTMLButtonElement).addEventListener('click', () => void refresh());
byId('simulate', HTMLButtonElement).addEventListener('click', (event) => void simulateVisitors(event));

startShop(client);

await client.ready;
useSnapshot(place('snapshot').textContent ?? '');
place('flags').dataset.ready = 'true';
// For developers, and after everything that is for users.
const { mountDevtools } = await import('burgee/devtools');
mountDevtools(client);

/**
 * A snapshot has arrived; it counts once the client has taken it, which a broken one never is.
 * @param {string} text
 */
async function adopt(text) {
  arrived = text;
  for (let tries = 0; tries < 100 && arrived === text; tries++) {
    await new Promise((done) => setTimeout(done, 20));
    if (taken()) return useSnapshot(text);
  }
}

/** Whether the client uses what arrived last, which may be no JSON at all. */
function taken() {
  const { revision } = client;
  try {
    return revision !== null && arrived.includes(String(revision)) && JSON.parse(arrived).revision === revision;
  } catch {
    return false;
  }
}

/** @param {string} text */
function useSnapshot(text) {
  if (text.trim() === '' || text === snapshot.text) return;
  const document = JSON.parse(text);
  const same = JSON.stringify(document) === JSON.stringify(snapshot.document);
  snapshot = { text, document };
  if (same) return;
  crowd.use(document);
  results.use(document);
  showVisitor(true);
  showStatus();
}

/**
 * @param {Visitor} next
 * @param {boolean} final
 */
function changeVisitor(next, final) {
  visitor = next;
  if (final) void client.setContext(next);
  showVisitor(final);
}

/** @param {boolean} final half a word is shown, but nobody has seen anything yet */
function showVisitor(final) {
  const view = final ? client : client.context(visitor);
  const started = performance.now();
  const decisions = view.all();
  const spent = performance.now() - started;
  showFlags({ snapshot: snapshot.text, document: snapshot.document, visitor, decisions, refresh });
  write('timing', `${decisions.size} flags decided in ${spent < 0.1 ? 'less than 0.1' : spent.toFixed(1)} ms, here.`);
  write('attributes', JSON.stringify(visitor, null, 2));
  write('page-user', visitor.targetingKey || 'nobody');
  const variant = (/** @type {string} */ key) => variantOf(decisions.get(key), snapshot.document.flags[key]);
  write('page-variant', variant(EDGE_FLAG) ?? 'none');
  showShop(visitor.targetingKey, { pricing_page: variant('pricing_page'), checkout_flow: variant('checkout_flow') });
  countVisitor(final ? client : undefined);
  place('link-experiments').setAttribute('href', `/api/v1/experiments?${askFor(visitor)}`);
}

/** @param {Visitor} visitor */
function askFor({ targetingKey, ...attributes }) {
  return new URLSearchParams({ user: targetingKey, ...attributes });
}

function showStatus() {
  const words = {
    NOT_READY: 'starting',
    READY: 'live',
    STALE: 'offline, last good snapshot',
    ERROR: 'no snapshot',
    FATAL: 'no WebAssembly',
  };
  place('live').dataset.status = client.status;
  write('live-status', `${words[client.status]} · revision ${client.revision ?? '–'}`);
  const { flags, experiments } = snapshot.document;
  write(
    'about',
    `${Object.keys(flags).length} flags and ${Object.keys(experiments ?? {}).length} experiments, revision ${client.revision ?? '–'}.`,
  );
}

async function refresh() {
  place('live').dataset.status = 'NOT_READY';
  await client.refresh();
  showStatus();
  await results.refresh();
}

/** @param {Event} event */
async function simulateVisitors({ currentTarget }) {
  const button = /** @type {HTMLButtonElement} */ (currentTarget);
  button.disabled = true;
  await simulate(client, snapshot.document);
  button.disabled = false;
  await results.refresh();
}
