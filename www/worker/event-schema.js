// The schemas of exposures and track events. One bad event is refused alone; the rest of its batch is stored.
import * as v from 'valibot';
import { ANY_OBJECT, isObject, validate } from './validate.js';

/** @import { Rejection } from './types.js' */
/** @typedef {v.InferOutput<typeof EXPOSURE>} ExposureEvent */
/** @typedef {v.InferOutput<typeof TRACK>} TrackEvent */

/** Clocks of devices run fast. An event more than a day ahead (in ms) has no usable time. */
const MAX_AHEAD = 24 * 60 * 60 * 1000;
/** SQLite's JSON functions fail near 1,000 levels, and would fail for every event of the batch. */
const MAX_DEPTH = 64;
const MAX_PROPERTIES = 4096;
/** Sums of values, and of their squares, stay finite and exact enough for statistics. */
const MAX_VALUE = 1e12;
const MAX_ID = 64;

/** @param {number} longest in UTF-16 code units */
function text(longest) {
  const type = 'must be a non-empty string';
  return v.pipe(
    v.string(type),
    v.minLength(1, type),
    v.maxLength(longest, `is longer than ${longest} characters`),
    v.check((value) => !/\p{Surrogate}/u.test(value), 'is not valid Unicode'),
  );
}

/** @param {string} message */
const wholeNumber = (message) => v.pipe(v.number(message), v.safeInteger(message), v.minValue(0, message));

const COUNT = wholeNumber('must be a whole number, 0 or more');
const TIME = v.pipe(
  wholeNumber('must be a whole number of milliseconds since 1970'),
  v.check((at) => at <= Date.now() + MAX_AHEAD, 'is more than 24 hours in the future'),
);
const AMOUNT_MESSAGE = 'must be a number from -1e12 to 1e12';
const AMOUNT = v.pipe(
  v.number(AMOUNT_MESSAGE),
  v.minValue(-MAX_VALUE, AMOUNT_MESSAGE),
  v.maxValue(MAX_VALUE, AMOUNT_MESSAGE),
);

/**
 * Whether objects and arrays are nested at most `levels` deep. It stops there, so that no input exhausts the stack.
 * @param {unknown} value
 * @param {number} levels
 * @returns {boolean}
 */
function hasDepth(value, levels) {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => hasDepth(inner, levels - 1));
}

const PROPERTIES = v.pipe(
  ANY_OBJECT,
  v.check((value) => hasDepth(value, MAX_DEPTH), `is nested deeper than ${MAX_DEPTH} levels`),
  v.check(
    (value) => JSON.stringify(value).length <= MAX_PROPERTIES,
    `is longer than ${MAX_PROPERTIES} characters of JSON`,
  ),
);

const COMMON = { id: text(MAX_ID), at: TIME, unit: text(256), by: text(128), revision: v.nullish(COUNT) };

const EXPOSURE = v.object(
  {
    type: v.literal('exposure'),
    ...COMMON,
    experiment: text(128),
    version: COUNT,
    flag: text(256),
    variant: text(256),
    reason: v.nullish(text(64)),
  },
  'is missing',
);

const TRACK = v.object(
  {
    type: v.literal('track'),
    ...COMMON,
    name: text(128),
    value: v.nullish(AMOUNT),
    properties: v.nullish(PROPERTIES),
  },
  'is missing',
);

const EVENT = v.pipe(ANY_OBJECT, v.variant('type', [EXPOSURE, TRACK], 'must be `exposure` or `track`'));

/** @param {unknown} event */
function idOf(event) {
  return isObject(event) && typeof event.id === 'string' ? event.id.slice(0, MAX_ID) : null;
}

/**
 * Fields that the schema does not name are dropped: nothing unchecked reaches the database.
 * @param {unknown[]} events
 * @returns {{ valid: (ExposureEvent | TrackEvent)[], rejected: Rejection[] }}
 */
export function checkEvents(events) {
  /** @type {(ExposureEvent | TrackEvent)[]} */
  const valid = [];
  /** @type {Rejection[]} */
  const rejected = [];
  for (const [index, event] of events.entries()) {
    const { output, problem } = validate(EVENT, event, 'an event');
    if (problem === undefined) valid.push(output);
    else rejected.push({ index, id: idOf(event), message: problem });
  }
  return { valid, rejected };
}
