// Which snapshot counts now, ready to decide; and the routes that give it to pages.
import { Evaluator, compile, init } from 'burgee';
import { switchedOff } from '../page/session.js';
import deployed from '../snapshot.json' with { type: 'json' };
import { JSON_HEADERS } from './http.js';
import { newestSnapshot, snapshotText } from './store.js';

/** @import { Call, Env } from './types.js' */
/** @typedef {{ text: string, etag: string }} Served */
/** @typedef {Served & { document: any, evaluator: Evaluator }} Snapshot */

/** The snapshot that came with the Worker: the first one, and the floor after a later deployment. */
const DEPLOYED = JSON.stringify(deployed, null, 2);

/**
 * The last snapshot this isolate prepared. Preparing takes milliseconds; asking which one counts is one short read, done
 * for every request, so that a kill switch works at once everywhere.
 * @type {Snapshot | undefined}
 */
let prepared;

/** @param {string} text */
export async function etagOf(text) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const bytes = new Uint8Array(digest).subarray(0, 16);
  return `"${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}"`;
}

/**
 * Checks and compiles a text.
 * @param {string} text
 * @returns {Promise<Snapshot>}
 */
export async function prepare(text) {
  await init();
  const evaluator = new Evaluator(text);
  return { text, etag: await etagOf(text), document: JSON.parse(text), evaluator };
}

/**
 * The published snapshot with the highest revision, or the one that was deployed with the Worker if that is newer.
 * @param {Env} env
 * @returns {Promise<Snapshot>}
 */
export async function currentSnapshot(env) {
  const newest = await newestSnapshot(env.DB);
  if (newest && newest.etag === prepared?.etag) return prepared;
  const stored = newest && newest.revision >= deployed.revision ? await snapshotText(env.DB, newest.revision) : null;
  const text = stored ?? DEPLOYED;
  if (text !== prepared?.text) prepared = await prepare(text);
  return prepared;
}

/**
 * What sessions get that have switched flags off, by what they were made from: few, and each worth a millisecond or two.
 * @type {Map<string, Snapshot>}
 */
const sessions = new Map();
const MOST_SESSIONS = 32;

/**
 * The snapshot as one visitor gets it: with the flags off that the session's cookie names.
 * @param {Request} request
 * @param {Env} env
 * @returns {Promise<Snapshot & { own: boolean }>} `own`: it is this session's, and nobody else may get it
 */
export async function snapshotFor(request, env) {
  const snapshot = await currentSnapshot(env);
  // Names of flags that there are, so that nobody fills the isolate with inventions.
  const off = switchedOff(request.headers.get('Cookie')).filter((key) => Object.hasOwn(snapshot.document.flags, key));
  if (off.length === 0) return { ...snapshot, own: false };
  const name = JSON.stringify([snapshot.etag, off]);
  const known = sessions.get(name) ?? (await prepare(withoutFlags(snapshot.document, off)));
  sessions.delete(name);
  sessions.set(name, known);
  for (const oldest of sessions.keys()) if (sessions.size > MOST_SESSIONS) sessions.delete(oldest);
  return { ...known, own: true };
}

/**
 * @param {any} document
 * @param {string[]} off
 */
function withoutFlags(document, off) {
  const flags = Object.entries(document.flags).map(([key, flag]) => [
    key,
    off.includes(key) ? { ...flag, enabled: false } : flag,
  ]);
  return JSON.stringify({ ...document, flags: Object.fromEntries(flags) }, null, 2);
}

/**
 * @param {string | null} header the request's `If-None-Match`
 * @param {string} etag
 */
function matches(header, etag) {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

/**
 * What was compiled, by the evaluator of the same snapshot, and kept as long as that: once for each that is prepared.
 * @type {WeakMap<Evaluator, Served>}
 */
const compiled = new WeakMap();

/** @param {Snapshot} snapshot */
async function compiledOf({ text, evaluator }) {
  const known = compiled.get(evaluator);
  if (known) return known;
  const made = compile(text);
  // Of itself: the same flags come out differently where another version of the package compiles them.
  const served = { text: made, etag: await etagOf(made) };
  compiled.set(evaluator, served);
  return served;
}

/** @param {Call} call */
export async function serveSnapshot({ request, env }) {
  const snapshot = await snapshotFor(request, env);
  return answer(request, snapshot, snapshot.own);
}

/** @param {Call} call */
export async function serveCompiled({ request, env }) {
  const snapshot = await snapshotFor(request, env);
  return answer(request, await compiledOf(snapshot), snapshot.own);
}

/**
 * @param {Request} request
 * @param {Served} served
 * @param {boolean} own
 */
function answer(request, { text, etag }, own) {
  // Always asked for again, so that a switch reaches every page at its next refresh; a 304 costs no body.
  const headers = {
    ETag: etag,
    'Cache-Control': `${own ? 'private' : 'public'}, max-age=0, must-revalidate`,
    Vary: 'Cookie',
  };
  if (matches(request.headers.get('If-None-Match'), etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, ...JSON_HEADERS } });
}
