/**
 * The measures. Each prepares one step from a peer (or from its snapshot's text); the worker repeats the step.
 *
 * @typedef {import('../peers/peer.js').Peer} Peer
 * @typedef {import('../peers/peer.js').Ready} Ready
 * @typedef {(nth: number) => any} Step the timed function; returns a promise if the peer's API does
 * @typedef {object} Measure
 * @property {number} flags their number
 * @property {string[]} subjects names of files in peers/
 * @property {boolean} [slow] each step is timed alone, after a garbage collection
 * @property {(input: Input) => Promise<Step>} prepare
 * @typedef {{ peer: Peer, text: string, flags: import('../workload.js').Flag[], users: any[] }} Input users in the form that the peer takes
 */
import { NAMES } from '../peers/peer.js';

/** The number of pairs of a user and a flag: too many for a branch predictor to learn. */
const PAIRS = 2 ** 16;

/** @type {{ [name: string]: Measure }} */
export const MEASURES = {
  page: { flags: 1000, subjects: ['map', 'burgee-client', ...NAMES], prepare: page },
  fresh: { flags: 1000, subjects: NAMES, prepare: (input) => fresh(input, 1) },
  ten: { flags: 1000, subjects: NAMES, prepare: (input) => fresh(input, 10) },
  all: { flags: 1000, subjects: NAMES, prepare: all },
  load1000: { flags: 1000, subjects: ['json', ...NAMES], slow: true, prepare: load },
  load10000: { flags: 10_000, subjects: ['json', ...NAMES], slow: true, prepare: load },
};

/** Reads an on/off flag of a prepared user. @param {Input} input @returns {Promise<Step>} */
async function page({ peer, text, flags, users }) {
  const ready = await peer.start(text);
  const context = await ready.context(users[0]);
  const switches = pick(flags.filter(({ kind }) => kind !== 'split'));
  for (const flag of flags) await ready.read(context, flag);
  return (nth) => ready.read(context, switches[nth & (PAIRS - 1)]);
}

/** Prepares a new user and reads some flags. @param {Input} input @param {number} count @returns {Promise<Step>} */
async function fresh({ peer, text, flags, users }, count) {
  const ready = await peer.start(text);
  const pickedUsers = pick(users);
  const pickedFlags = pick(flags);
  if (count === 1)
    return (nth) => ready.read(ready.context(pickedUsers[nth & (PAIRS - 1)]), pickedFlags[nth & (PAIRS - 1)]);
  const readOne = (/** @type {number} */ nth, /** @type {any} */ context, /** @type {number} */ one) =>
    ready.read(context, pickedFlags[(nth * count + one) & (PAIRS - 1)]);
  if (!(ready.read(ready.context(pickedUsers[0]), pickedFlags[0]) instanceof Promise)) {
    return (nth) => {
      const context = ready.context(pickedUsers[nth & (PAIRS - 1)]);
      let last;
      for (let one = 0; one < count; one++) last = readOne(nth, context, one);
      return last;
    };
  }
  return async (nth) => {
    const context = ready.context(pickedUsers[nth & (PAIRS - 1)]);
    let last;
    for (let one = 0; one < count; one++) last = await readOne(nth, context, one);
    return last;
  };
}

/** Reads every flag of one user, one after the other if the peer has no call for all. @param {Input} input @returns {Promise<Step>} */
async function all({ peer, text, flags, users }) {
  const ready = await peer.start(text);
  const { all } = ready;
  if (all) return (nth) => all(ready.context(users[nth % users.length]));
  return (nth) => {
    const context = ready.context(users[nth % users.length]);
    const values = new Map();
    for (const flag of flags) values.set(flag.key, ready.read(context, flag));
    return values;
  };
}

/** From the text to the first value, so that work that a peer delays is included. @param {Input} input @returns {Promise<Step>} */
async function load({ peer, text, flags, users }) {
  return async () => {
    const ready = await peer.start(text);
    const value = await ready.read(ready.context(users[0]), flags[flags.length - 1]);
    return () => {
      ready.close?.();
      return value;
    };
  };
}

/** Picks `PAIRS` items with a linear congruential generator. @template T @param {T[]} items @returns {T[]} */
function pick(items) {
  let seed = 1;
  return Array.from({ length: PAIRS }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return items[seed % items.length];
  });
}
