/**
 * The targets, the measured values, and the reasons where a target is not met. Ratios are of one run on one machine.
 *
 * @typedef {{ name: string, target: string, measured: string, met: boolean, reason?: string }} Target
 */
import { amount, ms, ns } from './figures.js';

const FRESH =
  'three quarters of the time make the context, find the flag and pack its attributes (20 to 30 ns for each string), one quarter is the core';
const FURTHER =
  'a third of the time finds the flag among 1,000 keys, half is the core with the call: natively a rollout with two conditions takes 378 instructions, a split 339';
const PARSED = 'peers that do not check the snapshot only call `JSON.parse`';
const ALL = 'less than half of the time is the core, a third makes the returned map';

/** The peer with a compiled snapshot. */
const COMPILED = 'burgee-compiled';

/** @param {any} results of run.js @returns {Target[]} */
export function targets({ peers, measures }) {
  const rivals = Object.keys(peers).filter((name) => peers[name].role === 'peer' && peers[name].agreement.agrees);
  const of = (/** @type {string} */ measure, /** @type {string} */ name) => measures[measure][name].median;
  const best = (/** @type {string} */ measure) => {
    const [name] = [...rivals].sort((a, b) => of(measure, a) - of(measure, b));
    return { value: of(measure, name), name: peers[name].name };
  };
  const own = (/** @type {string} */ measure) => of(measure, 'burgee');
  const fastest = best('cold');
  /** @type {(name: string, name: string, reason: string) => Target} */
  const starts = (name, peer, reason) => ({
    name,
    target: `less than ${fastest.name}, ${ms(fastest.value * 1e6)}`,
    measured: ms(of('cold', peer) * 1e6),
    met: of('cold', peer) < fastest.value,
    reason,
  });
  const page = of('page', 'burgee-client');
  const lightest = rivals
    .map((name) => ({ name: peers[name].name, held: measures.memory[name].held }))
    .sort((a, b) => a.held - b.held)[0];
  /** @type {(name: string, name: string, reason: string) => Target} */
  const holds = (name, peer, reason) => {
    const { held } = measures.memory[peer];
    return {
      name,
      target: `less than ${lightest.name}, ${amount(lightest.held)}`,
      measured: amount(held),
      met: held < lightest.held,
      reason,
    };
  };
  const { evaluations, reloads } = measures.flat.flat;
  const marginal = (own('ten') - own('fresh')) / 9;
  return [
    atLeast(
      'a read in a page, times faster than the fastest peer',
      20,
      best('page').value / page,
      best('page').name,
      'a read is one lookup in a map, and a lookup among 1,000 keys takes more than a twentieth of the peer’s time',
    ),
    atMost('a read in a page, relative to `Map.get`', 3, page / of('page', 'map')),
    atMost(
      'a new user and one flag, relative to the fastest peer',
      1 / 5,
      own('fresh') / best('fresh').value,
      best('fresh').name,
      FRESH,
    ),
    atMost('the same, relative to hand-written code', 1.6, own('fresh') / of('fresh', 'handwritten'), '', FRESH),
    {
      name: 'each of a new user’s second to tenth flags',
      target: 'at most 60 ns',
      measured: ns(marginal),
      met: marginal <= 60,
      reason: FURTHER,
    },
    atMost(
      'all 1,000 flags of a new user, relative to the fastest peer',
      1 / 30,
      own('all') / best('all').value,
      best('all').name,
      ALL,
    ),
    atMost('the same, relative to hand-written code', 1, own('all') / of('all', 'handwritten'), '', ALL),
    atMost(
      '1,000 flags from text to the first value, relative to `JSON.parse`',
      3,
      own('load1000') / of('load1000', 'json'),
      '',
      'every field is checked and keeps its position, so that an error has a line; then names and values cross as JSON',
    ),
    atMost(
      'the same, relative to the fastest peer',
      1,
      own('load1000') / best('load1000').value,
      best('load1000').name,
      PARSED,
    ),
    atMost(
      'a compiled snapshot of 1,000 flags from text to the first value, relative to `JSON.parse` of its source',
      3,
      of('load1000', COMPILED) / of('load1000', 'json'),
    ),
    atMost(
      'the same, relative to the fastest peer',
      1,
      of('load1000', COMPILED) / best('load1000').value,
      best('load1000').name,
      PARSED,
    ),
    atMost(
      '10,000 flags, relative to 1,000',
      12,
      own('load10000') / own('load1000'),
      '',
      `the work is linear, but more of it misses the processor’s caches: \`JSON.parse\` alone takes ${(of('load10000', 'json') / of('load1000', 'json')).toPrecision(2)}×`,
    ),
    starts(
      'from import to the first value, in a new process',
      'burgee',
      'the code that compiles a snapshot runs once, before the engine optimises it; pages get compiled snapshots',
    ),
    starts('the same with a compiled snapshot', COMPILED, 'half of the time is Node reading the package’s modules'),
    holds(
      'memory with 10,000 flags',
      'burgee',
      'WebAssembly’s memory never shrinks: it keeps the size that reading the text needed',
    ),
    holds('the same with a compiled snapshot', COMPILED, 'names, values and their indices are JavaScript objects'),
    {
      name: 'growth of memory after 1,000,000 evaluations',
      target: 'at most 100 kB',
      measured: amount(evaluations),
      met: evaluations <= 1e5,
    },
    {
      name: 'growth of memory after 1,000 reloads',
      target: 'at most 100 kB',
      measured: amount(reloads),
      met: reloads <= 1e5,
    },
  ];
}

/** @param {string} name @param {number} minimum @param {number} ratio @param {string} [peer] @param {string} [reason] @returns {Target} */
const atLeast = (name, minimum, ratio, peer, reason) => ({
  name: named(name, peer),
  target: `at least ${minimum}×`,
  measured: `${ratio.toPrecision(3)}×`,
  met: ratio >= minimum,
  reason,
});

/** @param {string} name @param {number} maximum @param {number} ratio @param {string} [peer] @param {string} [reason] @returns {Target} */
const atMost = (name, maximum, ratio, peer, reason) => ({
  name: named(name, peer),
  target: maximum < 1 ? `at most 1/${Math.round(1 / maximum)}` : `at most ${maximum}×`,
  measured: maximum < 1 ? `1/${(1 / ratio).toPrecision(2)}` : `${ratio.toPrecision(3)}×`,
  met: ratio <= maximum,
  reason,
});

/** @param {string} name @param {string} [peer] */
const named = (name, peer) => (peer ? `${name} (${peer})` : name);
