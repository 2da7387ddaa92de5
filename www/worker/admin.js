// `PUT /api/v1/snapshot`: a new snapshot counts from now on, in every page and every request, without a deployment.
import { HttpError, json, readText } from './http.js';
import { prepare } from './snapshot.js';
import { newestSnapshot, storeSnapshot } from './store.js';

/** @import { Call, Env } from './types.js' */
/** @import { Snapshot } from './snapshot.js' */

const MAX_BYTES = 1024 * 1024;

/**
 * Hashes first: then both sides have one length, and the comparison takes one time.
 * @param {string} left
 * @param {string} right
 */
async function same(left, right) {
  const hash = (/** @type {string} */ text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const [a, b] = await Promise.all([hash(left), hash(right)]);
  return crypto.subtle.timingSafeEqual(a, b);
}

/**
 * @param {Request} request
 * @param {Env} env
 */
async function requireAdmin(request, env) {
  if (!env.ADMIN_TOKEN) throw new HttpError(403, 'nobody may publish: this Worker has no ADMIN_TOKEN');
  const token = /^Bearer (.+)$/.exec(request.headers.get('Authorization') ?? '')?.[1];
  const challenge = { 'WWW-Authenticate': 'Bearer' };
  if (!token) throw new HttpError(401, 'say who you are: `Authorization: Bearer <token>`', {}, challenge);
  if (!(await same(token, env.ADMIN_TOKEN))) throw new HttpError(401, 'the token is wrong', {}, challenge);
}

/**
 * One broken flag would serve defaults to everybody, so what an evaluator tolerates is refused here.
 * @param {string} text
 */
async function checked(text) {
  /** @type {Snapshot} */
  let snapshot;
  try {
    snapshot = await prepare(text);
  } catch (error) {
    const { message, issues } = /** @type {Error & { issues?: unknown }} */ (error);
    throw new HttpError(400, `the snapshot can't be used: ${message}`, { issues: issues ?? [] });
  }
  if (snapshot.document.format !== 'burgee/1')
    throw new HttpError(400, 'the snapshot is a compiled one: publish what it was made from');
  const { issues, revision } = snapshot.evaluator;
  const errors = issues.filter((issue) => issue.severity === 'error');
  if (errors.length > 0) throw new HttpError(400, `the snapshot has ${errors.length} broken places`, { issues });
  if (revision === null) throw new HttpError(400, 'the snapshot needs a `revision`', { issues });
  return { ...snapshot, issues, revision };
}

/** @param {Call} call */
export async function publishSnapshot({ request, env }) {
  await requireAdmin(request, env);
  const { text, etag, issues, revision } = await checked(await readText(request, MAX_BYTES));
  if (!(await storeSnapshot(env.DB, { revision, etag, text }))) {
    const newest = await newestSnapshot(env.DB);
    throw new HttpError(
      409,
      `revision ${revision} is not newer than ${newest?.revision}: read, edit and count up again`,
    );
  }
  return json({ revision, etag, issues }, 200, { ETag: etag });
}
