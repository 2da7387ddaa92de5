/**
 * What was asked for, what came out, and why where it fell short. Ratios are of one run on one machine.
 *
 * @typedef {{ what: string, wanted: string, got: string, met: boolean, because?: string }} Target
 */
import { amount, ms, ns } from './figures.js';

const FRESH =
  'making the context, finding the flag and packing what it reads take three quarters of it (a text costs 20 to 30 ns), the core a quarter';
const FURTHER =
  'a third of it finds the flag among 1,000 keys, and half is the core, with the call: natively a rollout behind two conditions takes 378 instructions, a split 339';
const PARSED = 'peers that parse and check nothing are one `JSON.parse`';
const ALL = 'under half of it is the core, a third is the map that is given';

/** Who decides from a compiled snapshot. */
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
  const quickest = best('cold');
  /** @type {(what: string, name: string, because: string) => Target} */
  const starts = (what, name, because) => ({
    what,
    wanted: `before ${quickest.name}, ${ms(quickest.value * 1e6)}`,
    got: ms(of('cold', name) * 1e6),
    met: of('cold', name) < quickest.value,
    because,
  });
  const page = of('page', 'burgee-client');
  const lightest = rivals
    .map((name) => ({ name: peers[name].name, held: measures.memory[name].held }))
    .sort((a, b) => a.held - b.held)[0];
  /** @type {(what: string, name: string, because: string) => Target} */
  const holds = (what, name, because) => {
    const { held } = measures.memory[name];
    return {
      what,
      wanted: `below ${lightest.name}, ${amount(lightest.held)}`,
      got: amount(held),
      met: held < lightest.held,
      because,
    };
  };
  const { evaluations, reloads } = measures.flat.flat;
  const marginal = (own('ten') - own('fresh')) / 9;
  return [
    atLeast(
      'a page’s read: the fastest peer’s, in ours',
      20,
      best('page').value / page,
      best('page').name,
      'a read is one look-up in a map already, and a look-up among 1,000 keys takes more than a twentieth of the peer’s time',
    ),
    atMost('a page’s read, in `Map.get`', 3, page / of('page', 'map')),
    atMost(
      'a fresh user and one flag, in the fastest peer’s time',
      1 / 5,
      own('fresh') / best('fresh').value,
      best('fresh').name,
      FRESH,
    ),
    atMost('the same, in the hand-written function’s', 1.6, own('fresh') / of('fresh', 'handwritten'), '', FRESH),
    {
      what: 'a fresh user’s second to tenth flag, each',
      wanted: 'at most 60 ns',
      got: ns(marginal),
      met: marginal <= 60,
      because: FURTHER,
    },
    atMost(
      'all 1,000 flags for a fresh user, in the best peer’s time',
      1 / 30,
      own('all') / best('all').value,
      best('all').name,
      ALL,
    ),
    atMost('the same, in the hand-written function’s', 1, own('all') / of('all', 'handwritten'), '', ALL),
    atMost(
      '1,000 flags from text to the first answer, in `JSON.parse`',
      3,
      own('load1000') / of('load1000', 'json'),
      '',
      'every field is checked and placed, so that a mistake says its line; then names and values cross as JSON',
    ),
    atMost(
      'the same, in the fastest peer’s',
      1,
      own('load1000') / best('load1000').value,
      best('load1000').name,
      PARSED,
    ),
    atMost(
      'a compiled snapshot of 1,000 flags from text to the first answer, in `JSON.parse` of the text that it was made from',
      3,
      of('load1000', COMPILED) / of('load1000', 'json'),
    ),
    atMost(
      'the same, in the fastest peer’s',
      1,
      of('load1000', COMPILED) / best('load1000').value,
      best('load1000').name,
      PARSED,
    ),
    atMost(
      '10,000 flags, in 1,000',
      12,
      own('load10000') / own('load1000'),
      '',
      `no work is done twice, but more of it misses the processor’s caches: \`JSON.parse\` alone takes ${(of('load10000', 'json') / of('load1000', 'json')).toPrecision(2)}×`,
    ),
    starts(
      'from import to the first answer, in a fresh process',
      'burgee',
      'what reads and compiles a snapshot runs once, before it is optimised: a page’s snapshot is compiled beforehand',
    ),
    starts('the same with a compiled snapshot', COMPILED, 'half of it is Node reading the package’s modules'),
    holds(
      'memory with 10,000 flags',
      'burgee',
      'WebAssembly’s memory never shrinks: what was needed while the text was read stays',
    ),
    holds('the same with a compiled snapshot', COMPILED, 'names, values and where they belong are JavaScript’s own'),
    {
      what: 'more memory after 1,000,000 evaluations',
      wanted: 'at most 100 kB',
      got: amount(evaluations),
      met: evaluations <= 1e5,
    },
    { what: 'more memory after 1,000 reloads', wanted: 'at most 100 kB', got: amount(reloads), met: reloads <= 1e5 },
  ];
}

/** @param {string} what @param {number} least @param {number} ratio @param {string} [than] @param {string} [because] @returns {Target} */
const atLeast = (what, least, ratio, than, because) => ({
  what: named(what, than),
  wanted: `at least ${least}×`,
  got: `${ratio.toPrecision(3)}×`,
  met: ratio >= least,
  because,
});

/** @param {string} what @param {number} most @param {number} ratio @param {string} [than] @param {string} [because] @returns {Target} */
const atMost = (what, most, ratio, than, because) => ({
  what: named(what, than),
  wanted: most < 1 ? `at most 1/${Math.round(1 / most)}` : `at most ${most}×`,
  got: most < 1 ? `1/${(1 / ratio).toPrecision(2)}` : `${ratio.toPrecision(3)}×`,
  met: ratio <= most,
  because,
});

/** @param {string} what @param {string} [than] */
const named = (what, than) => (than ? `${what} (${than})` : what);
