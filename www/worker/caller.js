// Who asks: `?user=user-17&tier=premium&app.version=2.1.0`, or the same as JSON where attributes are no texts:
// `{"user": "user-17", "attributes": {"age": 30}, "consent": "granted"}`.
import { HttpError, isObject, readObject } from './http.js';

/** @import { Call } from './types.js' */
/** @typedef {'granted' | 'denied' | 'unknown'} Consent */
/** @typedef {{ attributes: { [name: string]: unknown }, consent: Consent }} Caller */

const MAX_BYTES = 16 * 1024;
/** Parameters that speak to the route; every other one is an attribute. */
const RESERVED = new Set(['user', 'consent', 'status']);

/**
 * @param {unknown} value
 * @returns {Consent}
 */
function consentOf(value) {
  if (value === 'granted' || value === 'denied') return value;
  if (value === undefined || value === null || value === 'unknown') return 'unknown';
  throw new HttpError(400, '`consent` is to be `granted`, `denied` or `unknown`');
}

/**
 * `app.version` is `version` inside `app`, as conditions read it.
 * @param {{ [name: string]: any }} attributes without a prototype, so that no name means anything special
 * @param {string} path
 * @param {string} value
 */
function put(attributes, path, value) {
  const names = path.split('.');
  const last = names.pop() ?? path;
  let inner = attributes;
  for (const name of names) {
    if (!isObject(inner[name])) inner[name] = Object.create(null);
    inner = inner[name];
  }
  inner[last] = value;
}

/**
 * @param {URLSearchParams} query
 * @returns {Caller | undefined}
 */
function fromQuery(query) {
  const attributes = Object.create(null);
  for (const [name, value] of query) if (!RESERVED.has(name)) put(attributes, name, value);
  const user = query.get('user');
  if (user) attributes.targetingKey = user;
  const consent = consentOf(query.get('consent'));
  return Object.keys(attributes).length > 0 ? { attributes, consent } : undefined;
}

/**
 * @param {Call} call
 * @returns {Promise<Caller | undefined>} nothing when the request does not say
 */
export async function callerOf({ request, url }) {
  if (request.method !== 'POST') return fromQuery(url.searchParams);
  const { user, attributes = {}, consent } = await readObject(request, MAX_BYTES);
  if (user !== undefined && typeof user !== 'string') throw new HttpError(400, '`user` is to be a text');
  if (!isObject(attributes)) throw new HttpError(400, '`attributes` is to be a JSON object');
  return {
    attributes: user === undefined ? attributes : { ...attributes, targetingKey: user },
    consent: consentOf(consent),
  };
}
