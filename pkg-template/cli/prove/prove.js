/** `burgee import --prove`: thousands of users decided by the peer's own SDK and by what its file became. */
import { isDeepStrictEqual } from 'node:util';
import { Evaluator, init } from '../../index.js';
import { Failure } from '../failure.js';
import { stopped } from './clock.js';
import { eppo } from './eppo.js';
import { flagd } from './flagd.js';
import { growthbook } from './growthbook.js';
import { quietly } from './quiet.js';
import { installed } from './sdk.js';
import { unleash } from './unleash.js';
import { users } from './users.js';
import { Vocabulary } from './vocabulary.js';

/** @import { Habits, User } from './users.js' */

/**
 * @typedef {(key: string) => unknown} Decisions One user's values; `undefined` where the caller's default is served
 * @typedef {{ keys: string[], decide: (user: User) => Decisions, close?: () => void }} Started
 * @typedef {{
 *   package: string, environment?: { [name: string]: string },
 *   learn: (file: any, vocabulary: Vocabulary, options: any) => Habits,
 *   start: (sdk: any, file: any, options: any, snapshot: any) => Promise<Started>,
 * }} Peer
 *
 * @typedef {{ flag: string, attributes: object, now: string, theirs: unknown, ours: unknown }} Difference
 * @typedef {{
 *   sdk: string, version: string, seed: string, users: number, flags: number, compared: number,
 *   different: number, byFlag: { [flag: string]: number }, differences: Difference[], alwaysSame: string[], onlyTheirs: string[],
 * }} Proof `differences`: the first of each flag; `alwaysSame`: flags whose value was one for all users, which proves little
 *
 * @typedef {{ users: number, seed: string, now: number, progress?: (done: number) => void }} Extent
 */

/** @type {{ [format: string]: Peer }} */
export const PEERS = { eppo, flagd, growthbook, unleash };

/** How many differences of a flag are told in full. */
const TOLD = 5;
/** How many users are decided between two words about the progress. */
const STEP = 250;

/**
 * @param {Peer} peer @param {{ text: string, document: string, options: object, folders: string[] }} given @param {Extent} extent
 * @returns {Promise<Proof>}
 */
export async function prove(peer, { text, document, options, folders }, extent) {
  Object.assign(process.env, peer.environment);
  const { sdk, version } = installed(peer.package, folders);
  const file = JSON.parse(text);
  const vocabulary = new Vocabulary();
  const habits = peer.learn(file, vocabulary, options);
  await init();
  const evaluator = new Evaluator(document);
  return quietly(() => stopped(async (at) => {
    const theirs = await peer.start(sdk, file, options, JSON.parse(document)).catch((error) => {
      throw new Failure(`${peer.package} ${version} does not take the file: ${error.message}`);
    });
    const proof = compare(theirs, evaluator, users(vocabulary, habits, extent), at, extent);
    theirs.close?.();
    return { sdk: peer.package, version, seed: extent.seed, users: extent.users, ...proof };
  }));
}

/**
 * @param {Started} theirs @param {Evaluator} evaluator @param {Iterable<User>} users @param {(now: number) => void} at @param {Extent} extent
 */
function compare(theirs, evaluator, users, at, { progress }) {
  const ours = new Set(evaluator.keys);
  const keys = theirs.keys.filter((key) => ours.has(key));
  const byFlag = /** @type {{ [flag: string]: number }} */ ({});
  const differences = /** @type {Difference[]} */ ([]);
  const varied = new Varied();
  let done = 0;
  for (const user of users) {
    at(user.now);
    const decisions = theirs.decide(user);
    const context = evaluator.context(user.attributes, { now: user.now, consent: 'granted' });
    for (const key of keys) {
      const pair = { theirs: answered(decisions, key), ours: valueOf(context.details(key)) };
      varied.saw(key, pair.theirs);
      if (isDeepStrictEqual(pair.theirs, pair.ours)) continue;
      byFlag[key] = (byFlag[key] ?? 0) + 1;
      if (byFlag[key] <= TOLD) differences.push({ flag: key, attributes: user.attributes, now: new Date(user.now).toISOString(), ...pair });
    }
    if (++done % STEP === 0) progress?.(done);
  }
  return {
    flags: keys.length,
    compared: done * keys.length,
    different: Object.values(byFlag).reduce((sum, count) => sum + count, 0),
    byFlag,
    differences,
    alwaysSame: keys.filter((key) => !varied.keys.has(key)),
    onlyTheirs: theirs.keys.filter((key) => !ours.has(key)),
  };
}

/** Which flags gave users more than one value. */
class Varied {
  /** @type {Map<string, unknown>} */
  #first = new Map();
  /** @type {Set<string>} */
  keys = new Set();

  /** @param {string} key @param {unknown} value */
  saw(key, value) {
    if (this.keys.has(key)) return;
    if (!this.#first.has(key)) this.#first.set(key, value);
    else if (!isDeepStrictEqual(this.#first.get(key), value)) this.keys.add(key);
  }
}

/** An error is a difference like any other. @param {Decisions} decisions @param {string} key */
function answered(decisions, key) {
  try {
    return decisions(key) ?? undefined;
  } catch (error) {
    return `an error: ${error}`;
  }
}

/** A `null` is the caller's default to most SDKs. @param {import('../../index.js').Details} details */
const valueOf = ({ value, variant }) => (variant === undefined ? undefined : value ?? undefined);
