// `GET /live/snapshot.json` and `GET /live/compiled.json`: the snapshot for pages, with a strong ETag.
import { compile } from 'burgee';
import { currentSnapshot, etagOf } from './current-snapshot.js';
import { JSON_HEADERS } from './http.js';
import { compiledInSession, switchedOffIn, withFlagsOff } from './session-snapshot.js';

/** @import { Call } from './types.js' */
/** @import { Representation, Snapshot } from './current-snapshot.js' */

/**
 * Compiled texts, each kept as long as its snapshot.
 * @type {WeakMap<Snapshot, Representation>}
 */
const compiled = new WeakMap();

/** @param {Snapshot} snapshot */
async function compiledOf(snapshot) {
  const known = compiled.get(snapshot);
  if (known) return known;
  const text = compile(snapshot.text);
  // Not derived from the snapshot's ETag: another version of the package compiles the same flags to another text.
  const representation = { text, etag: await etagOf(text) };
  compiled.set(snapshot, representation);
  return representation;
}

/**
 * @param {string | undefined} header the request's `If-None-Match`
 * @param {string} etag
 */
function matches(header, etag) {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

/**
 * @param {Call} call
 * @param {Representation} representation
 * @param {boolean} isPrivate whether it depends on the visitor's cookie
 */
function respond({ req }, { text, etag }, isPrivate) {
  // Revalidated every time, so that a kill switch reaches each page at its next refresh; a 304 costs no body.
  const headers = {
    ETag: etag,
    'Cache-Control': `${isPrivate ? 'private' : 'public'}, max-age=0, must-revalidate`,
    Vary: 'Cookie',
  };
  if (matches(req.header('If-None-Match'), etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, ...JSON_HEADERS } });
}

/** @param {Call} call */
export async function serveSnapshot(call) {
  const snapshot = await currentSnapshot(call.env);
  const off = switchedOffIn(snapshot, call.req.header('Cookie'));
  if (off.length === 0) return respond(call, snapshot, false);
  const text = withFlagsOff(snapshot, off);
  return respond(call, { text, etag: await etagOf(text) }, true);
}

/** @param {Call} call */
export async function serveCompiledSnapshot(call) {
  const snapshot = await currentSnapshot(call.env);
  const off = switchedOffIn(snapshot, call.req.header('Cookie'));
  if (off.length === 0) return respond(call, await compiledOf(snapshot), false);
  return respond(call, await compiledInSession(withFlagsOff(snapshot, off)), true);
}
