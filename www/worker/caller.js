// The user whose variants are asked for: `?user=user-17&tier=premium&app.version=2.1.0`, or as JSON, where attributes need
// not be strings: `{"user": "user-17", "attributes": {"age": 30}, "consent": "granted"}`.
import * as v from 'valibot';
import { readJson } from './http.js';
import { ANY_OBJECT, isObject, jsonObject, requireValid } from './validate.js';

/** @import { Call } from './types.js' */
/** @typedef {'granted' | 'denied' | 'unknown'} Consent */
/** @typedef {{ attributes: { [name: string]: unknown }, consent: Consent }} Caller */

const MAX_BYTES = 16 * 1024;
/** Parameters of the route itself; every other parameter is an attribute. */
const RESERVED = new Set(['user', 'consent', 'status']);

const CONSENT = v.nullish(
  v.picklist(['granted', 'denied', 'unknown'], 'must be `granted`, `denied` or `unknown`'),
  'unknown',
);
const QUERY = jsonObject({ consent: CONSENT });
const BODY = jsonObject({
  user: v.optional(v.string('must be a string')),
  attributes: v.optional(ANY_OBJECT, {}),
  consent: CONSENT,
});

/**
 * Sets an attribute by its path: `app.version` is `version` inside `app`, as in conditions.
 * @param {{ [name: string]: any }} attributes without a prototype, so that no name has a special meaning
 * @param {string} path
 * @param {string} value
 */
function setAttribute(attributes, path, value) {
  const names = path.split('.');
  const last = names.pop() ?? path;
  let parent = attributes;
  for (const name of names) {
    if (!isObject(parent[name])) parent[name] = Object.create(null);
    parent = parent[name];
  }
  parent[last] = value;
}

/**
 * @param {URLSearchParams} query
 * @returns {Caller | undefined}
 */
function fromQuery(query) {
  const attributes = Object.create(null);
  for (const [name, value] of query) if (!RESERVED.has(name)) setAttribute(attributes, name, value);
  const user = query.get('user');
  if (user) attributes.targetingKey = user;
  const { consent } = requireValid(QUERY, { consent: query.get('consent') });
  return Object.keys(attributes).length > 0 ? { attributes, consent } : undefined;
}

/**
 * @param {Call} call
 * @returns {Promise<Caller | undefined>} undefined when the request names no user and no attributes
 */
export async function readCaller({ req }) {
  if (req.method !== 'POST') return fromQuery(new URL(req.url).searchParams);
  const { user, attributes, consent } = requireValid(BODY, await readJson(req.raw, MAX_BYTES));
  return { attributes: user === undefined ? attributes : { ...attributes, targetingKey: user }, consent };
}
