// The list of sent events, filled by the `fetch` that the client is given.
import { grouped, make, place, write } from './dom.js';

/** @import { ExposureEvent, TrackEvent } from 'burgee/client' */
/** @typedef {ExposureEvent | TrackEvent} Event */
/** @typedef {'waiting' | 'sending' | 'stored' | 'refused' | 'retry'} State */

const MAX_ITEMS = 60;

/** By the id of the event. @type {Map<string, HTMLLIElement>} */
const items = new Map();
const totals = { sent: 0, stored: 0, duplicates: 0 };

/** @param {Event} event */
function summaryOf(event) {
  if (event.type === 'exposure') return `${event.flag} = ${event.variant}`;
  return event.value === undefined ? event.name : `${event.name} ${event.value}`;
}

/**
 * @param {Event} event
 * @returns {HTMLLIElement}
 */
function itemOf(event) {
  const known = items.get(event.id);
  if (known) return known;
  const time = new Date(event.at).toLocaleTimeString('en-GB');
  const item = make(
    'li',
    { 'data-event': event.type, 'data-id': event.id },
    make('span', { class: 'time' }, time),
    make('span', { class: 'kind' }, event.type === 'exposure' ? 'exposure' : 'track'),
    make('span', { class: 'summary' }, summaryOf(event)),
    make('span', { class: 'unit' }, event.unit),
    make('span', { class: 'state' }),
  );
  items.set(event.id, item);
  place('log').prepend(item);
  removeOldItems();
  return item;
}

function removeOldItems() {
  for (const [id, item] of items) {
    if (items.size <= MAX_ITEMS) return;
    items.delete(id);
    item.remove();
  }
}

/**
 * @param {Event} event
 * @param {State} state
 */
export function logEvent(event, state) {
  const item = itemOf(event);
  item.dataset.state = state;
  const label = item.querySelector('.state');
  if (label) label.textContent = state;
}

/**
 * @param {Event[]} events
 * @param {{ accepted: number, duplicates: number, rejected: { id: string }[] }} answer of the Worker
 */
function logAnswer(events, answer) {
  const refused = new Set(answer.rejected.map(({ id }) => id));
  for (const event of events) logEvent(event, refused.has(event.id) ? 'refused' : 'stored');
  totals.stored += answer.accepted;
  totals.duplicates += answer.duplicates;
  write(
    'log-note',
    `${grouped(totals.sent)} sent, ${grouped(totals.stored)} stored, ${grouped(totals.duplicates)} duplicates`,
  );
}

/**
 * @param {RequestInit} options
 * @param {Promise<Response>} answer
 * @param {() => void} onStored
 */
async function logReport(options, answer, onStored) {
  const { events } = /** @type {{ events: Event[] }} */ (JSON.parse(String(options.body)));
  for (const event of events) logEvent(event, 'sending');
  totals.sent += events.length;
  try {
    const response = (await answer).clone();
    if (!response.ok) throw new Error(`status ${response.status}`);
    logAnswer(events, await response.json());
    onStored();
  } catch {
    // The client reports the error and tries again; the list only shows it.
    for (const event of events) logEvent(event, 'retry');
  }
}

/**
 * A `fetch` for the client that logs events, and passes each new snapshot on.
 * @param {{ onSnapshot: (text: string) => void, onStored: () => void }} listeners
 * @returns {typeof fetch}
 */
export function createLoggingFetch({ onSnapshot, onStored }) {
  return async (input, options = {}) => {
    const answer = fetch(input, options);
    if (options.method === 'POST') {
      void logReport(options, answer, onStored);
      return answer;
    }
    const response = await answer;
    if (response.status !== 200) return response;
    const text = await response.text();
    onSnapshot(text);
    return new Response(text, { status: 200, headers: response.headers });
  };
}
