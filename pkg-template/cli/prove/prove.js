/** `burgee import --prove`: compares the decisions of the peer's SDK with those of the imported snapshot, for thousands of users. */
import { Evaluator, init } from '../../index.js';
import { Failure } from '../failure.js';
import { stopped } from './clock.js';
import { Comparison } from './comparison.js';
import { concerned } from './concerned.js';
import { eppo } from './eppo.js';
import { flagd } from './flagd.js';
import { growthbook } from './growthbook.js';
import { quietly } from './quiet.js';
import { installed } from './sdk.js';
import { unleash } from './unleash.js';
import { users } from './users.js';
import { Vocabulary } from './vocabulary.js';

/**
 * @import { ComparisonResult } from './comparison.js'
 * @import { LeftOut } from './concerned.js'
 * @import { Habits, User } from './users.js'
 *
 * @typedef {(key: string) => unknown} Decisions One user's values; `undefined` where the caller's default is served
 * @typedef {{ keys: string[], decide: (user: User) => Decisions, close?: () => void }} RunningPeer
 * @typedef {{
 *   package: string, environment?: { [name: string]: string },
 *   learn: (file: any, vocabulary: Vocabulary, options: any) => Habits,
 *   start: (sdk: any, file: any, options: any, snapshot: any) => Promise<RunningPeer>,
 * }} Peer
 *
 * @typedef {{ text: string, document: string, leftOut: LeftOut[], options: object, folders: string[] }} ImportedFile `folders`: where the SDK may be installed
 * @typedef {{ users: number, seed: string, now: number, progress?: (done: number) => void }} Extent
 * @typedef {ComparisonResult & { sdk: string, version: string, seed: string, users: number, announced: string[] }} Proof
 *   `announced`: flags of which a part was left out
 */

/** @type {{ [format: string]: Peer }} */
export const PEERS = { eppo, flagd, growthbook, unleash };

/** How many users are decided between two updates of the progress. */
const STEP = 250;

/** @param {Peer} peer @param {ImportedFile} file @param {Extent} extent @returns {Promise<Proof>} */
export async function prove(peer, { text, document, leftOut, options, folders }, extent) {
  Object.assign(process.env, peer.environment);
  const { sdk, version } = installed(peer.package, folders);
  const file = JSON.parse(text);
  await init();
  const found = await quietly(() =>
    stopped(async (at) => {
      const theirs = await peer.start(sdk, file, options, JSON.parse(document)).catch((error) => {
        throw new Failure(`${peer.package} ${version} does not take the file: ${error.message}`);
      });
      const comparison = new Comparison(theirs, new Evaluator(document));
      compare(comparison, crowd(peer, file, options, extent), at, extent);
      theirs.close?.();
      return comparison.result();
    }),
  );
  return {
    sdk: peer.package,
    version,
    seed: extent.seed,
    users: extent.users,
    announced: concerned(leftOut, file),
    ...found,
  };
}

/** @param {Peer} peer @param {any} file @param {object} options @param {Extent} extent */
function crowd(peer, file, options, extent) {
  const vocabulary = new Vocabulary();
  return users(vocabulary, peer.learn(file, vocabulary, options), extent);
}

/** @param {Comparison} comparison @param {Iterable<User>} users @param {(now: number) => void} at @param {Extent} extent */
function compare(comparison, users, at, { users: all, progress }) {
  for (const user of users) {
    at(user.now);
    const compared = comparison.add(user);
    if (compared % STEP === 0 || compared === all) progress?.(compared);
  }
}
