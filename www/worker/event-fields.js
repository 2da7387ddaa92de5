// What each field of an event has to be. One bad event is refused by itself; the rest of its batch is kept.
import { isObject } from './http.js';

/** @import { ExposureEvent, Rejection, TrackEvent } from './types.js' */
/** @typedef {(value: unknown, latest: number) => string | undefined} Check what is wrong, if anything */

/**
 * @param {number} longest
 * @returns {Check}
 */
function text(longest) {
  return (value) => {
    if (typeof value !== 'string' || value === '') return 'is to be a text that is not empty';
    if (value.length > longest) return `is longer than ${longest} characters`;
    return /\p{Surrogate}/u.test(value) ? 'is not valid Unicode' : undefined;
  };
}

/** @type {Check} */
function instant(value, latest) {
  if (!Number.isSafeInteger(value) || Number(value) < 0) return 'is to be a whole number of milliseconds since 1970';
  return Number(value) > latest ? 'lies in the future' : undefined;
}

/** @type {Check} */
function count(value) {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? undefined : 'is to be a whole number from 0';
}

/** @type {Check} */
function amount(value) {
  return typeof value === 'number' && Number.isFinite(value) ? undefined : 'is to be a number';
}

/** @type {Check} */
function properties(value) {
  if (!isObject(value)) return 'is to be a JSON object';
  return JSON.stringify(value).length > 4096 ? 'is longer than 4096 characters' : undefined;
}

/**
 * @param {Check} check
 * @returns {Check}
 */
const optional = (check) => (value, latest) =>
  value === undefined || value === null ? undefined : check(value, latest);

const COMMON = { id: text(64), at: instant, unit: text(256), by: text(128), revision: optional(count) };

/** @type {{ [type: string]: { [field: string]: Check } }} */
const FIELDS = {
  exposure: {
    ...COMMON,
    experiment: text(128),
    version: count,
    flag: text(256),
    variant: text(256),
    reason: optional(text(64)),
  },
  track: { ...COMMON, name: text(128), value: optional(amount), properties: optional(properties) },
};

/**
 * @param {unknown} event
 * @param {number} latest the last instant that is believed
 * @returns {{ event: ExposureEvent | TrackEvent } | Rejection}
 */
export function checkEvent(event, latest) {
  if (!isObject(event)) return { id: null, message: 'an event is to be a JSON object' };
  const id = typeof event.id === 'string' ? event.id.slice(0, 64) : null;
  const fields = Object.hasOwn(FIELDS, String(event.type)) ? FIELDS[String(event.type)] : undefined;
  if (!fields) return { id, message: '`type` is to be `exposure` or `track`' };
  for (const [field, check] of Object.entries(fields)) {
    const wrong = check(event[field], latest);
    if (wrong) return { id, message: event[field] === undefined ? `\`${field}\` is missing` : `\`${field}\` ${wrong}` };
  }
  return { event: /** @type {ExposureEvent | TrackEvent} */ (/** @type {unknown} */ (event)) };
}
