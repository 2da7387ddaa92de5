// `POST /live/report`: takes a batch of exposures and track events. An event that is sent twice is stored once.
import * as v from 'valibot';
import { requireOrigin } from './cors.js';
import { checkEvents } from './event-schema.js';
import { HttpError, json, readJson } from './http.js';
import { storeReport } from './store.js';
import { isObject, jsonObject, requireValid } from './validate.js';

/** @import { Call } from './types.js' */

const MAX_BYTES = 256 * 1024;
const MAX_EVENTS = 500;
/** No client can lose more than this, and no report can add more: it would hide what other clients lost. */
const MAX_LOST = 1_000_000;

const REPORT = jsonObject({ events: v.array(v.unknown(), 'must be an array'), losses: v.optional(v.unknown()) });

/**
 * How many events each client lost. Entries that make no sense are ignored: the events beside them are still valid.
 * @param {unknown} losses
 * @returns {{ [client: string]: number }}
 */
function checkLosses(losses) {
  let total = 0;
  const entries = isObject(losses) ? Object.entries(losses).slice(0, MAX_EVENTS) : [];
  const valid = entries.filter(([client, lost]) => {
    if (!/^\w{1,64}$/.test(client) || !Number.isInteger(lost) || Number(lost) <= 0) return false;
    if (total + Number(lost) > MAX_LOST) return false;
    total += Number(lost);
    return true;
  });
  return /** @type {{ [client: string]: number }} */ (Object.fromEntries(valid));
}

/** @param {Call} call */
export async function report(call) {
  requireOrigin(call);
  // While a page closes it can only send a beacon, and a beacon across origins is sent without a preflight only as `text/plain`.
  const body = await readJson(call.req.raw, MAX_BYTES, ['application/json', 'text/plain']);
  const { events, losses } = requireValid(REPORT, body);
  if (events.length > MAX_EVENTS) {
    throw new HttpError(413, `the report has ${events.length} events: send at most ${MAX_EVENTS}`);
  }
  const { valid, rejected } = checkEvents(events);
  const lost = checkLosses(losses);
  const isEmpty = valid.length === 0 && Object.keys(lost).length === 0;
  const accepted = isEmpty ? 0 : await storeReport(call.env.DB, valid, lost);
  return json({ accepted, duplicates: valid.length - accepted, rejected }, 202);
}
