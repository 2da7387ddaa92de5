// The snapshot that is served now, ready to decide.
import { Evaluator, init } from 'burgee';
import deployed from '../snapshot.json' with { type: 'json' };
import { newestSnapshot, snapshotText } from './store.js';

/** @import { Env } from './types.js' */
/** @typedef {{ text: string, etag: string }} Representation what is sent, and the validator of exactly these bytes */
/** @typedef {Representation & { document: any, evaluator: Evaluator }} Snapshot */

/** The snapshot that is deployed with the Worker. It is served until a newer one is published. */
const DEPLOYED = JSON.stringify(deployed, null, 2);

/**
 * The last snapshot that this isolate served. To prepare one takes milliseconds; to ask the database which one is current is
 * one short read, done for every request, so that a kill switch works at once everywhere.
 * @type {Snapshot | undefined}
 */
let lastGood;

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
 * The published snapshot with the highest revision, or the deployed one if that is newer.
 * @param {D1Database} db
 * @returns {Promise<Snapshot>}
 */
async function readCurrent(db) {
  const newest = await newestSnapshot(db);
  if (newest && newest.etag === lastGood?.etag) return lastGood;
  const stored = newest && newest.revision >= deployed.revision ? await snapshotText(db, newest.revision) : null;
  const text = stored ?? DEPLOYED;
  return text === lastGood?.text ? lastGood : prepare(text);
}

/**
 * The current snapshot. While the database fails it is the last good one of this isolate: flags must outlive their storage.
 * @param {Env} env
 * @returns {Promise<Snapshot>}
 */
export async function currentSnapshot(env) {
  try {
    lastGood = await readCurrent(env.DB);
  } catch (error) {
    // A new isolate has none. The deployed one could be older than a kill switch, so an error is the safer answer.
    if (!lastGood) throw error;
    console.error('serving the last good snapshot, because the current one is not available:', error);
  }
  return lastGood;
}
