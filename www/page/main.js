// The page: one client for the visitor, and the panels that show its decisions and events.
import { init } from 'burgee';
import { createClient } from 'burgee/client';
import { byId, place, write } from './dom.js';
import { createLoggingFetch, logEvent } from './event-log.js';
import { showFlags, variantOf } from './flags-panel.js';
import { ResultsPanel } from './results-panel.js';
import { RolloutPanel } from './rollout-panel.js';
import { observeExposures, showShop, startShop } from './shop.js';
import { simulateVisitors } from './simulate-visitors.js';
import { startForm } from './visitor-form.js';

/** @import { Client } from 'burgee/client' */
/** @import { Visitor } from './visitor.js' */

/** The flag that the Worker decided too, before it sent the page. */
const EDGE_FLAG = 'pricing_page';

const STATUS_TEXTS = {
  NOT_READY: 'starting',
  READY: 'live',
  STALE: 'offline: using the last good snapshot',
  ERROR: 'no snapshot',
  FATAL: 'WebAssembly is not available',
};

/** The snapshot that the client uses, for the panels that show or copy it. */
let snapshot = { text: '', document: /** @type {any} */ ({ flags: {} }) };
/** The text that was downloaded last. */
let downloaded = '';

await init().catch((error) => {
  place('live').dataset.status = 'FATAL';
  write('live-status', STATUS_TEXTS.FATAL);
  throw error;
});
const results = new ResultsPanel();
const rollout = new RolloutPanel();
let visitor = startForm(changeVisitor);
const client = createClient({
  snapshot: '/live/snapshot.json',
  events: '/live/report',
  bootstrap: '#snapshot',
  context: visitor,
  poll: 15,
  flushAfter: 800,
  fetch: createLoggingFetch({ onSnapshot: (text) => void adopt(text), onStored: () => results.refreshSoon() }),
});
client.on('exposure', (event) => logEvent(event, 'waiting'));
client.on('change', () => {
  // The decisions and the document that explains them change together.
  if (isInUse()) useSnapshot(downloaded);
  showVisitor(true);
});
for (const event of /** @type {const} */ (['ready', 'stale', 'error'])) client.on(event, showStatus);
client.on('error', ({ message }) => write('log-note', message));
byId('refresh', HTMLButtonElement).addEventListener('click', () => void refresh());
byId('simulate', HTMLButtonElement).addEventListener('click', (event) => void simulate(event));

startShop(client);

await client.ready;
useSnapshot(place('snapshot').textContent ?? '');
place('flags').dataset.ready = 'true';
// For developers, so it loads after everything that is for users.
const { mountDevtools } = await import('burgee/devtools');
mountDevtools(client);

/**
 * Shows a downloaded snapshot once the client uses it, which for a broken one is never.
 * @param {string} text
 */
async function adopt(text) {
  downloaded = text;
  for (let tries = 0; tries < 100 && downloaded === text; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (isInUse()) return useSnapshot(text);
  }
}

/** Whether the client uses the downloaded text, which may not even be JSON. */
function isInUse() {
  const { revision } = client;
  try {
    return revision !== null && downloaded.includes(String(revision)) && JSON.parse(downloaded).revision === revision;
  } catch {
    return false;
  }
}

/** @param {string} text */
function useSnapshot(text) {
  if (text.trim() === '' || text === snapshot.text) return;
  const document = JSON.parse(text);
  const isSame = JSON.stringify(document) === JSON.stringify(snapshot.document);
  snapshot = { text, document };
  if (isSame) return;
  rollout.use(document);
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

/** @param {boolean} final false while a field is being edited: flags are shown, but nobody is exposed */
function showVisitor(final) {
  const view = final ? client : client.context(visitor);
  const started = performance.now();
  const decisions = view.all();
  const spent = performance.now() - started;
  showFlags({ snapshot: snapshot.text, document: snapshot.document, visitor, decisions, refresh });
  write('timing', `${decisions.size} flags decided in this page in ${spent < 0.1 ? 'under 0.1' : spent.toFixed(1)} ms`);
  write('attributes', JSON.stringify(visitor, null, 2));
  write('page-user', visitor.targetingKey || 'nobody');
  const variant = (/** @type {string} */ key) => variantOf(decisions.get(key), snapshot.document.flags[key]);
  write('page-variant', variant(EDGE_FLAG) ?? 'none');
  showShop(visitor.targetingKey, { pricing_page: variant('pricing_page'), checkout_flow: variant('checkout_flow') });
  observeExposures(final ? client : undefined);
  place('link-experiments').setAttribute('href', `/api/v1/experiments?${callerQuery(visitor)}`);
}

/** @param {Visitor} visitor */
function callerQuery({ targetingKey, ...attributes }) {
  return new URLSearchParams({ user: targetingKey, ...attributes });
}

function showStatus() {
  const revision = client.revision ?? '–';
  place('live').dataset.status = client.status;
  write('live-status', `${STATUS_TEXTS[client.status]} · revision ${revision}`);
  const { flags, experiments } = snapshot.document;
  const counts = `${Object.keys(flags).length} flags and ${Object.keys(experiments ?? {}).length} experiments`;
  write('about', `${counts}, revision ${revision}.`);
}

async function refresh() {
  place('live').dataset.status = 'NOT_READY';
  await client.refresh();
  showStatus();
  await results.refresh();
}

/** @param {Event} event */
async function simulate({ currentTarget }) {
  const button = /** @type {HTMLButtonElement} */ (currentTarget);
  button.disabled = true;
  await simulateVisitors(client, snapshot.document);
  button.disabled = false;
  await results.refresh();
}
