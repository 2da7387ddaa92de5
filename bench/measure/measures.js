/**
 * What is measured: each measure makes of something that is ready (or of its text) one step, which the worker repeats.
 *
 * @typedef {import('../peers/peer.js').Peer} Peer
 * @typedef {import('../peers/peer.js').Ready} Ready
 * @typedef {(nth: number) => any} Step what is timed; a promise where the peer's own API gives one
 * @typedef {object} Measure
 * @property {number} flags how many the snapshot has
 * @property {string[]} subjects names of files in peers/
 * @property {boolean} [slow] a step is timed by itself, on a heap that was cleaned before
 * @property {(given: Given) => Promise<Step>} prepare
 * @typedef {{ peer: Peer, text: string, flags: import('../workload.js').Flag[], users: any[] }} Given users as the peer wants them
 */
import { NAMES } from '../peers/peer.js';

/** Pairs of a user and a flag, as many as make a branch predictor learn nothing by heart. */
const PAIRS = 2 ** 16;

/** @type {{ [name: string]: Measure }} */
export const MEASURES = {
  page: { flags: 1000, subjects: ['map', 'burgee-client', ...NAMES], prepare: page },
  fresh: { flags: 1000, subjects: NAMES, prepare: (given) => fresh(given, 1) },
  ten: { flags: 1000, subjects: NAMES, prepare: (given) => fresh(given, 10) },
  all: { flags: 1000, subjects: NAMES, prepare: all },
  load1000: { flags: 1000, subjects: ['json', ...NAMES], slow: true, prepare: load },
  load10000: { flags: 10_000, subjects: ['json', ...NAMES], slow: true, prepare: load },
};

/** A read of an on/off flag where the user is set already. @param {Given} given @returns {Promise<Step>} */
async function page({ peer, text, flags, users }) {
  const ready = await peer.start(text);
  const context = await ready.context(users[0]);
  const asked = pick(flags.filter(({ kind }) => kind !== 'split'));
  for (const flag of flags) await ready.read(context, flag);
  return (nth) => ready.read(context, asked[nth & (PAIRS - 1)]);
}

/** A user nobody has seen, and some flags. @param {Given} given @param {number} count @returns {Promise<Step>} */
async function fresh({ peer, text, flags, users }, count) {
  const ready = await peer.start(text);
  const who = pick(users),
    asked = pick(flags);
  if (count === 1) return (nth) => ready.read(ready.context(who[nth & (PAIRS - 1)]), asked[nth & (PAIRS - 1)]);
  const asks = (/** @type {number} */ nth, /** @type {any} */ context, /** @type {number} */ one) =>
    ready.read(context, asked[(nth * count + one) & (PAIRS - 1)]);
  if (!(ready.read(ready.context(who[0]), asked[0]) instanceof Promise)) {
    return (nth) => {
      const context = ready.context(who[nth & (PAIRS - 1)]);
      let last;
      for (let one = 0; one < count; one++) last = asks(nth, context, one);
      return last;
    };
  }
  return async (nth) => {
    const context = ready.context(who[nth & (PAIRS - 1)]);
    let last;
    for (let one = 0; one < count; one++) last = await asks(nth, context, one);
    return last;
  };
}

/** Every flag for one user; where there is no call for it, one flag after the other. @param {Given} given @returns {Promise<Step>} */
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

/** From text to the first answer: what is put off until then counts too. @param {Given} given @returns {Promise<Step>} */
async function load({ peer, text, flags, users }) {
  return async () => {
    const ready = await peer.start(text);
    const value = await ready.read(ready.context(users[0]), flags[flags.length - 1]);
    return () => (ready.close?.(), value);
  };
}

/** @template T @param {T[]} of @returns {T[]} */
function pick(of) {
  let seed = 1;
  return Array.from(
    { length: PAIRS },
    () => of[(seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) % of.length],
  );
}
