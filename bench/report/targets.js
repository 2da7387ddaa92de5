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
export function targets(results) {
  const figures = figuresOf(results);
  return [
    ...readTargets(figures),
    ...evaluationTargets(figures),
    ...loadTargets(figures),
    ...startTargets(figures),
    ...memoryTargets(figures),
  ];
}

/** @typedef {ReturnType<typeof figuresOf>} Figures */

/** @param {any} results */
function figuresOf({ peers, measures }) {
  const rivals = Object.keys(peers).filter((name) => peers[name].role === 'peer' && peers[name].agreement.agrees);
  const median = (/** @type {string} */ measure, /** @type {string} */ name) => measures[measure][name].median;
  const held = (/** @type {string} */ name) => measures.memory[name].held;
  /** The peer with the smallest value. @param {(name: string) => number} figure */
  const best = (figure) => {
    const [name] = [...rivals].sort((a, b) => figure(a) - figure(b));
    return { value: figure(name), name: peers[name].name };
  };
  return {
    median,
    held,
    fastest: (/** @type {string} */ measure) => best((name) => median(measure, name)),
    lightest: () => best(held),
    own: (/** @type {string} */ measure) => median(measure, 'burgee'),
    /** @type {{ evaluations: number, reloads: number }} */
    growth: measures.flat.flat,
  };
}

/** @param {Figures} figures */
function readTargets({ median, fastest }) {
  const page = median('page', 'burgee-client');
  const { value, name } = fastest('page');
  return [
    atLeast(
      'a read in a page, times faster than the fastest peer',
      20,
      value / page,
      name,
      'a read is one lookup in a map, and a lookup among 1,000 keys takes more than a twentieth of the peer’s time',
    ),
    atMost('a read in a page, relative to `Map.get`', 3, page / median('page', 'map')),
  ];
}

/** @param {Figures} figures */
function evaluationTargets({ median, fastest, own }) {
  const [one, all] = [fastest('fresh'), fastest('all')];
  const marginal = (own('ten') - own('fresh')) / 9;
  return [
    atMost('a new user and one flag, relative to the fastest peer', 1 / 5, own('fresh') / one.value, one.name, FRESH),
    atMost('the same, relative to hand-written code', 1.6, own('fresh') / median('fresh', 'handwritten'), '', FRESH),
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
      own('all') / all.value,
      all.name,
      ALL,
    ),
    atMost('the same, relative to hand-written code', 1, own('all') / median('all', 'handwritten'), '', ALL),
  ];
}

/** @param {Figures} figures */
function loadTargets({ median, fastest, own }) {
  const { value, name } = fastest('load1000');
  const json = median('load1000', 'json');
  const compiled = median('load1000', COMPILED);
  const jsonGrowth = (median('load10000', 'json') / json).toPrecision(2);
  return [
    atMost(
      '1,000 flags from text to the first value, relative to `JSON.parse`',
      3,
      own('load1000') / json,
      '',
      'every field is checked and keeps its position, so that an error has a line; then names and values cross as JSON',
    ),
    atMost('the same, relative to the fastest peer', 1, own('load1000') / value, name, PARSED),
    atMost(
      'a compiled snapshot of 1,000 flags from text to the first value, relative to `JSON.parse` of its source',
      3,
      compiled / json,
    ),
    atMost('the same, relative to the fastest peer', 1, compiled / value, name, PARSED),
    atMost(
      '10,000 flags, relative to 1,000',
      12,
      own('load10000') / own('load1000'),
      '',
      `the work is linear, but more of it misses the processor’s caches: \`JSON.parse\` alone takes ${jsonGrowth}×`,
    ),
  ];
}

/** @param {Figures} figures */
function startTargets({ median, fastest }) {
  const rival = fastest('cold');
  const time = (/** @type {number} */ value) => ms(value * 1e6);
  const target = `less than ${rival.name}, ${time(rival.value)}`;
  /** @type {(name: string, peer: string, reason: string) => Target} */
  const row = (name, peer, reason) => {
    const value = median('cold', peer);
    return { name, target, measured: time(value), met: value < rival.value, reason };
  };
  return [
    row(
      'from import to the first value, in a new process',
      'burgee',
      'the code that compiles a snapshot runs once, before the engine optimises it; pages get compiled snapshots',
    ),
    row('the same with a compiled snapshot', COMPILED, 'half of the time is Node reading the package’s modules'),
  ];
}

/** @param {Figures} figures */
function memoryTargets({ held, lightest, growth }) {
  const rival = lightest();
  const target = `less than ${rival.name}, ${amount(rival.value)}`;
  /** @type {(name: string, peer: string, reason: string) => Target} */
  const row = (name, peer, reason) => {
    const value = held(peer);
    return { name, target, measured: amount(value), met: value < rival.value, reason };
  };
  /** @type {(name: string, value: number) => Target} */
  const grows = (name, value) => ({ name, target: 'at most 100 kB', measured: amount(value), met: value <= 1e5 });
  return [
    row(
      'memory with 10,000 flags',
      'burgee',
      'WebAssembly’s memory never shrinks: it keeps the size that reading the text needed',
    ),
    row('the same with a compiled snapshot', COMPILED, 'names, values and their indices are JavaScript objects'),
    grows('growth of memory after 1,000,000 evaluations', growth.evaluations),
    grows('growth of memory after 1,000 reloads', growth.reloads),
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
