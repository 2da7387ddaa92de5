/** Formats the results as Markdown: first the ratios, which other machines may share, then this machine's times. */
import { amount, ms, ns, times } from './figures.js';
import { targets } from './targets.js';

const COLUMNS = [
  { title: 'page: one read', measure: 'page', unit: ns },
  { title: 'new user, one flag', measure: 'fresh', unit: ns },
  { title: 'new user, ten flags', measure: 'ten', unit: ns },
  { title: 'all 1,000', measure: 'all', unit: ns },
  { title: 'load 1,000', measure: 'load1000', unit: ns },
  { title: 'load 10,000', measure: 'load10000', unit: ns },
  { title: 'cold start', measure: 'cold', unit: (/** @type {number} */ time) => ms(time * 1e6) },
  { title: 'memory, 10,000', measure: 'memory', unit: amount },
];

/** @param {any} results of run.js */
export function tables(results) {
  const { machine, rounds } = results;
  return [
    '### Targets',
    table(
      ['measurement', 'target', 'measured', ''],
      targets(results).map(({ name, target, measured, met, reason }) => [
        name,
        target,
        measured,
        met ? 'met' : `**not met**: ${reason}`,
      ]),
    ),
    '### Relative to Burgee',
    table(['', ...COLUMNS.map(({ title }) => title)], rows(results, ratio)),
    '### Times on one machine',
    `${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node.js ${machine.node}; medians and quartiles of ${rounds} samples.`,
    table(['', ...COLUMNS.map(({ title }) => title)], rows(results, absolute)),
    '### Subjects',
    table(['', 'package', 'share of rollouts', 'shares of splits', ''], descriptions(results)),
  ].join('\n\n');
}

/** @param {any} results @param {(results: any, column: typeof COLUMNS[number], name: string) => string} cell */
function rows(results, cell) {
  const names = ['burgee-client', ...Object.keys(results.peers).filter((name) => name !== 'burgee-client')];
  return names
    .filter((name) => results.measures.page[name] ?? results.measures.load1000[name])
    .map((name) => [bold(results.peers[name]), ...COLUMNS.map((column) => cell(results, column, name))]);
}

/** @param {any} results @param {string} measure @param {string} name @returns {number | undefined} */
export const median = ({ measures }, measure, name) => measures[measure][name]?.median ?? measures[measure][name]?.held;

/** A read in a page is compared with the client, everything else with the evaluator. @param {any} results @param {typeof COLUMNS[number]} column @param {string} name */
function ratio(results, { measure }, name) {
  const value = median(results, measure, name),
    own = median(results, measure, measure === 'page' ? 'burgee-client' : 'burgee');
  return value === undefined ? '' : times(value / Number(own));
}

/** @param {any} results @param {typeof COLUMNS[number]} column @param {string} name */
function absolute({ measures }, { measure, unit }, name) {
  const found = measures[measure][name];
  if (!found) return '';
  return found.held === undefined ? `${unit(found.median)} (${unit(found.low)}–${unit(found.high)})` : unit(found.held);
}

/** @param {any} results */
const descriptions = ({ peers }) =>
  Object.values(peers)
    .filter(({ agreement }) => agreement)
    .map((peer) => {
      const { rollout, ...splits } = peer.agreement.shares;
      const remark = peer.agreement.agrees ? (peer.note ?? '') : '**disagrees: not timed**';
      return [
        bold(peer),
        peer.package ? `\`${peer.package}\` ${peer.version}` : '',
        percent(rollout),
        Object.values(splits).map(percent).join(' / '),
        remark,
      ];
    });

/** @param {number} share */
const percent = (share) => `${share.toFixed(1)} %`;

/** @param {{ name: string, role: string }} peer */
const bold = ({ name, role }) => (role === 'itself' ? `**${name}**` : role === 'floor' ? `*${name}*` : name);

/** @param {string[]} head @param {string[][]} body */
const table = (head, body) =>
  [head, head.map((_, nth) => (nth ? '--:' : '---')), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
