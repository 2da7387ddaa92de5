// The snapshot with the flags switched off that a visitor's cookie names. Any visitor can write any cookie, so nothing here
// may grow with the number of combinations: texts are made on request, and one evaluator serves all sessions.
import { compile, Evaluator } from 'burgee';
import { switchedOffFlags } from '../page/kill-switch-cookie.js';
import { ByteCache } from './byte-cache.js';
import { etagOf } from './current-snapshot.js';

/** @import { Details } from 'burgee' */
/** @import { Visitor } from '../page/visitor.js' */
/** @import { Representation, Snapshot } from './current-snapshot.js' */

/** Compiled texts are the only thing that is kept: to compile one takes milliseconds. An isolate has 128 MB. */
const compiledTexts = new ByteCache(4 * 1024 * 1024);

/**
 * Shared by all sessions: each evaluator has a WebAssembly memory of its own, which is freed late.
 * @type {Evaluator | undefined}
 */
let evaluator;

/**
 * The flags of the snapshot that the cookie switches off. Unknown keys are ignored.
 * @param {Snapshot} snapshot
 * @param {string | null | undefined} cookies the request's `Cookie` header
 */
export function switchedOffIn({ document }, cookies) {
  return switchedOffFlags(cookies).filter((key) => Object.hasOwn(document.flags, key));
}

/**
 * @param {Snapshot} snapshot
 * @param {string[]} off keys of its flags
 */
export function withFlagsOff({ document }, off) {
  const flags = Object.entries(document.flags).map(([key, flag]) => [
    key,
    off.includes(key) ? { ...flag, enabled: false } : flag,
  ]);
  return JSON.stringify({ ...document, flags: Object.fromEntries(flags) }, null, 2);
}

/**
 * All decisions at once: before they are used, another request may replace the evaluator's snapshot.
 * @param {string} text a snapshot
 * @param {Visitor} visitor
 * @returns {Map<string, Details>}
 */
export function decideInSession(text, visitor) {
  if (evaluator) evaluator.replace(text);
  else evaluator = new Evaluator(text);
  return evaluator.context(visitor).all();
}

/**
 * @param {string} text a snapshot
 * @returns {Promise<Representation>}
 */
export async function compiledInSession(text) {
  const key = await etagOf(text);
  const compiled = compiledTexts.get(key) ?? compile(text);
  compiledTexts.set(key, compiled);
  return { text: compiled, etag: await etagOf(compiled) };
}
