/**
 * What was asked for, what came out, and why where it fell short. Ratios are of one run on one machine.
 *
 * @typedef {{ what: string, wanted: string, got: string, met: boolean, because?: string }} Target
 */
import { amount, ms, ns } from './figures.js';

const CORE = 'most of the time is spent in the core: natively a split takes 290 instructions, most of them to hash the id, and a rule with a rollout 358; flags drawn by chance are not in the processor’s caches';
const FRESH = 'two fifths of the time pack three attributes (of which a flag needs one or three), a quarter is the core, and the rest makes the context and looks the flag up';

/** @param {any} results of run.js @returns {Target[]} */
export function targets({ peers, measures }) {
  const rivals = Object.keys(peers).filter((name) => peers[name].role === 'peer' && peers[name].agreement.agrees);
  const of = (/** @type {string} */ measure, /** @type {string} */ name) => measures[measure][name].median;
  const best = (/** @type {string} */ measure) => {
    const [name] = [...rivals].sort((a, b) => of(measure, a) - of(measure, b));
    return { value: of(measure, name), name: peers[name].name };
  };
  const own = (/** @type {string} */ measure) => of(measure, 'burgee');
  const page = of('page', 'burgee-client');
  const lightest = rivals.map((name) => ({ name: peers[name].name, held: measures.memory[name].held })).sort((a, b) => a.held - b.held)[0];
  const { evaluations, reloads } = measures.flat.flat;
  const marginal = (own('ten') - own('fresh')) / 9;
  return [
    atLeast('a page’s read: the fastest peer’s, in ours', 20, best('page').value / page, best('page').name, 'a read is one look-up in a map already, and a look-up among 1,000 keys takes more than a twentieth of the peer’s time'),
    atMost('a page’s read, in `Map.get`', 3, page / of('page', 'map')),
    atMost('a fresh user and one flag, in the fastest peer’s time', 1 / 5, own('fresh') / best('fresh').value, best('fresh').name, FRESH),
    atMost('the same, in the hand-written function’s', 1.6, own('fresh') / of('fresh', 'handwritten'), '', FRESH),
    { what: 'a fresh user’s second to tenth flag, each', wanted: 'at most 60 ns', got: ns(marginal), met: marginal <= 60, because: CORE },
    atMost('all 1,000 flags for a fresh user, in the best peer’s time', 1 / 30, own('all') / best('all').value, best('all').name, CORE),
    atMost('the same, in the hand-written function’s', 1, own('all') / of('all', 'handwritten'), '', CORE),
    atMost('1,000 flags from text to the first answer, in `JSON.parse`', 3, own('load1000') / of('load1000', 'json'), '', 'every field is checked and placed, so that a mistake says its line; then names and values cross as JSON'),
    atMost('the same, in the fastest peer’s', 1, own('load1000') / best('load1000').value, best('load1000').name, 'peers that parse and check nothing are one `JSON.parse`'),
    atMost('10,000 flags, in 1,000', 12, own('load10000') / own('load1000'), '', `no work is done twice, but more of it misses the processor’s caches: \`JSON.parse\` alone takes ${(of('load10000', 'json') / of('load1000', 'json')).toPrecision(2)}×`),
    { what: 'from import to the first answer, in a fresh process', wanted: `before ${best('cold').name}, ${ms(best('cold').value * 1e6)}`, got: ms(own('cold') * 1e6), met: own('cold') < best('cold').value, because: 'WebAssembly is compiled first, and what reads a snapshot runs once, before it is optimised' },
    { what: 'memory with 10,000 flags', wanted: `below ${lightest.name}, ${amount(lightest.held)}`, got: amount(measures.memory.burgee.held), met: measures.memory.burgee.held < lightest.held, because: 'WebAssembly’s memory never shrinks: what was needed while the text was read stays' },
    { what: 'more memory after 1,000,000 evaluations', wanted: 'at most 100 kB', got: amount(evaluations), met: evaluations <= 1e5 },
    { what: 'more memory after 1,000 reloads', wanted: 'at most 100 kB', got: amount(reloads), met: reloads <= 1e5 },
  ];
}

/** @param {string} what @param {number} least @param {number} ratio @param {string} [than] @param {string} [because] @returns {Target} */
const atLeast = (what, least, ratio, than, because) =>
  ({ what: named(what, than), wanted: `at least ${least}×`, got: `${ratio.toPrecision(3)}×`, met: ratio >= least, because });

/** @param {string} what @param {number} most @param {number} ratio @param {string} [than] @param {string} [because] @returns {Target} */
const atMost = (what, most, ratio, than, because) =>
  ({ what: named(what, than), wanted: most < 1 ? `at most 1/${Math.round(1 / most)}` : `at most ${most}×`, got: most < 1 ? `1/${(1 / ratio).toPrecision(2)}` : `${ratio.toPrecision(3)}×`, met: ratio <= most, because });

/** @param {string} what @param {string} [than] */
const named = (what, than) => (than ? `${what} (${than})` : what);
