// `PUT /api/v1/snapshot`: publishes a snapshot. Every page and every later request uses it, without a deployment.
import deployed from '../snapshot.json' with { type: 'json' };
import { prepare } from './current-snapshot.js';
import { HttpError, json, readText } from './http.js';
import { newestSnapshot, storeSnapshot } from './store.js';

/** @import { Call, Env } from './types.js' */
/** @import { Snapshot } from './current-snapshot.js' */

const MAX_BYTES = 1024 * 1024;
/** Every publication needs a higher revision, so one near 2^53 − 1 would be the last. `www/README.md` says how to recover. */
const MAX_REVISION = 9_000_000_000_000_000;

/**
 * Compares the hashes, which have equal lengths, in constant time.
 * @param {string} left
 * @param {string} right
 */
async function isSameToken(left, right) {
  const hash = (/** @type {string} */ text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const [a, b] = await Promise.all([hash(left), hash(right)]);
  return crypto.subtle.timingSafeEqual(a, b);
}

/** @param {Call} call */
async function requireAdmin({ req, env }) {
  if (!env.ADMIN_TOKEN) throw new HttpError(403, 'publishing is switched off: this Worker has no ADMIN_TOKEN');
  const token = /^Bearer +(.+)$/i.exec(req.header('Authorization') ?? '')?.[1];
  const challenge = { 'WWW-Authenticate': 'Bearer' };
  if (!token) throw new HttpError(401, 'a token is required: send `Authorization: Bearer <token>`', {}, challenge);
  if (!(await isSameToken(token, env.ADMIN_TOKEN))) throw new HttpError(401, 'the token is wrong', {}, challenge);
}

/**
 * @param {string} text
 * @returns {Promise<Snapshot>}
 */
async function parse(text) {
  try {
    return await prepare(text);
  } catch (error) {
    const { message, issues } = /** @type {Error & { issues?: unknown }} */ (error);
    throw new HttpError(400, `the snapshot is not usable: ${message}`, { issues: issues ?? [] });
  }
}

/** @param {unknown} revision */
function requireRevision(revision) {
  if (revision === undefined) throw new HttpError(400, '`revision` is missing: it must be higher than the served one');
  if (Number.isSafeInteger(revision) && Number(revision) >= 0 && Number(revision) <= MAX_REVISION) return;
  throw new HttpError(400, `\`revision\` must be a whole number from 0 to ${MAX_REVISION}, not \`${revision}\``);
}

/**
 * An evaluator tolerates a broken flag and serves its default; publishing one to everybody is refused.
 * @param {string} text
 */
async function check(text) {
  const { document, evaluator, etag } = await parse(text);
  if (document.format !== 'burgee/1')
    throw new HttpError(400, 'the snapshot is compiled: publish the source that it was compiled from');
  // Before the issues: an unusable revision is one of them, and has a message of its own here.
  requireRevision(document.revision);
  const { issues } = evaluator;
  const errors = issues.filter((issue) => issue.severity === 'error');
  if (errors.length > 0) throw new HttpError(400, `the snapshot has ${count(errors.length, 'error')}`, { issues });
  return { text, etag, issues, revision: /** @type {number} */ (document.revision) };
}

/** @param {number} number @param {string} noun */
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;

/**
 * The revision that this one had to exceed.
 * @param {Env} env
 * @returns {Promise<number>}
 */
async function servedRevision(env) {
  const newest = await newestSnapshot(env.DB);
  return Math.max(deployed.revision, newest?.revision ?? 0);
}

/** @param {Call} call */
export async function publishSnapshot(call) {
  await requireAdmin(call);
  const { env, req } = call;
  const { text, etag, issues, revision } = await check(await readText(req.raw, MAX_BYTES));
  // The deployed snapshot is the floor: one below it would be stored and never served.
  const isStored = revision > deployed.revision && (await storeSnapshot(env.DB, { revision, etag, text }));
  if (isStored) return json({ revision, etag, issues }, 200, { ETag: etag });
  throw new HttpError(
    409,
    `revision ${revision} is not newer than ${await servedRevision(env)}: get the served snapshot, edit it and increase its revision`,
  );
}
