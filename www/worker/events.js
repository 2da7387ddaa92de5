// `POST /live/report`: what pages and edges saw and did. Sent again, an event is stored once.
import { requireOrigin } from './cors.js';
import { checkEvent } from './event-fields.js';
import { HttpError, isObject, json, readObject } from './http.js';
import { keepReport } from './store.js';

/** @import { Call, ExposureEvent, Rejection, TrackEvent } from './types.js' */

const MAX_BYTES = 256 * 1024;
const MAX_EVENTS = 500;
/** More than one client can lose is a jest, and would hide what the others lost. */
const MAX_LOST = 1_000_000;
/** Clocks of visitors run ahead; more than a day ahead is no clock. */
const MAX_AHEAD = 24 * 60 * 60 * 1000;

/**
 * @param {{ [name: string]: unknown }} body
 * @returns {unknown[]}
 */
function eventsOf(body) {
  const { events } = body;
  if (!Array.isArray(events)) throw new HttpError(400, '`events` is to be a list');
  if (events.length > MAX_EVENTS) {
    throw new HttpError(413, `${events.length} events are too many for one report: send at most ${MAX_EVENTS}`);
  }
  return events;
}

/** @param {unknown[]} events */
function sort(events) {
  /** @type {(ExposureEvent | TrackEvent)[]} */
  const valid = [];
  /** @type {Rejection[]} */
  const rejected = [];
  const latest = Date.now() + MAX_AHEAD;
  for (const event of events) {
    const checked = checkEvent(event, latest);
    if ('message' in checked) rejected.push(checked);
    else valid.push(checked.event);
  }
  return { valid, rejected };
}

/**
 * What clients say they lost; what makes no sense is left out, since the events beside it do.
 * @param {{ [name: string]: unknown }} body
 * @returns {{ [client: string]: number }}
 */
function lossesOf({ losses }) {
  const entries = isObject(losses) ? Object.entries(losses).slice(0, MAX_EVENTS) : [];
  const fits = entries.filter(
    ([client, lost]) =>
      /^\w{1,64}$/.test(client) && Number.isInteger(lost) && Number(lost) > 0 && Number(lost) <= MAX_LOST,
  );
  return /** @type {{ [client: string]: number }} */ (Object.fromEntries(fits));
}

/** @param {Call} call */
export async function report(call) {
  requireOrigin(call);
  // A page that is being left can only send a beacon, and only `text/plain` beacons need no permission first.
  const body = await readObject(call.request, MAX_BYTES, ['application/json', 'text/plain']);
  const { valid, rejected } = sort(eventsOf(body));
  const losses = lossesOf(body);
  const something = valid.length > 0 || Object.keys(losses).length > 0;
  const accepted = something ? await keepReport(call.env.DB, valid, losses) : 0;
  return json({ accepted, duplicates: valid.length - accepted, rejected }, 202);
}
