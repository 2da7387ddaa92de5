// What goes over the wire, seen from the `fetch` that the client is given: snapshots that come, events that go.
import { grouped, make, place, write } from './dom.js';

/** @import { ExposureEvent, TrackEvent } from 'burgee/client' */
/** @typedef {ExposureEvent | TrackEvent} Event */

const LINES = 60;

/** @type {Map<string, HTMLLIElement>} */
const lines = new Map();
const totals = { sent: 0, stored: 0, duplicates: 0 };

/** @param {Event} event */
function said(event) {
  if (event.type === 'exposure') return `${event.flag} = ${event.variant}`;
  return event.value === undefined ? event.name : `${event.name} ${event.value}`;
}

/**
 * @param {Event} event
 * @returns {HTMLLIElement}
 */
function line(event) {
  const known = lines.get(event.id);
  if (known) return known;
  const time = new Date(event.at).toLocaleTimeString('en-GB');
  const item = make(
    'li',
    { 'data-event': event.type, 'data-id': event.id },
    make('span', { class: 'time' }, time),
    make('span', { class: 'kind' }, event.type === 'exposure' ? 'saw' : 'did'),
    make('span', { class: 'said' }, said(event)),
    make('span', { class: 'unit' }, event.unit),
    make('span', { class: 'state' }),
  );
  lines.set(event.id, item);
  place('log').prepend(item);
  for (const [id, old] of lines) {
    if (lines.size <= LINES) break;
    lines.delete(id);
    old.remove();
  }
  return item;
}

/**
 * @param {Event} event
 * @param {'waiting' | 'sending' | 'stored' | 'refused' | 'waits again'} state
 */
export function logEvent(event, state) {
  const item = line(event);
  item.dataset.state = state;
  const place = item.querySelector('.state');
  if (place) place.textContent = state;
}

/**
 * @param {Event[]} events
 * @param {{ accepted: number, duplicates: number, rejected: { id: string }[] }} answer
 */
function stored(events, answer) {
  const refused = new Set(answer.rejected.map(({ id }) => id));
  for (const event of events) logEvent(event, refused.has(event.id) ? 'refused' : 'stored');
  totals.stored += answer.accepted;
  totals.duplicates += answer.duplicates;
  write(
    'log-note',
    `${grouped(totals.sent)} sent, ${grouped(totals.stored)} stored, ${grouped(totals.duplicates)} known already`,
  );
}

/**
 * @param {RequestInit} options
 * @param {Promise<Response>} answer
 * @param {() => void} changed
 */
async function watchReport(options, answer, changed) {
  const { events } = /** @type {{ events: Event[] }} */ (JSON.parse(String(options.body)));
  for (const event of events) logEvent(event, 'sending');
  totals.sent += events.length;
  try {
    const response = (await answer).clone();
    if (!response.ok) throw new Error(`status ${response.status}`);
    stored(events, await response.json());
    changed();
  } catch {
    // The client tells of the error and tries again; here it only shows.
    for (const event of events) logEvent(event, 'waits again');
  }
}

/**
 * A `fetch` that shows what it does.
 * @param {{ snapshot: (text: string) => void, stored: () => void }} tell
 * @returns {typeof fetch}
 */
export function watchedFetch(tell) {
  return async (input, options = {}) => {
    const answer = fetch(input, options);
    if (options.method === 'POST') {
      void watchReport(options, answer, tell.stored);
      return answer;
    }
    const response = await answer;
    if (response.status !== 200) return response;
    const text = await response.text();
    tell.snapshot(text);
    return new Response(text, { status: 200, headers: response.headers });
  };
}
