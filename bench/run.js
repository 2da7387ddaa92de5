/**
 * Measures Burgee beside its peers and writes results.json, docs/benchmarks.md and docs/benchmarks.svg. With `--quick` it
 * takes less time and only prints. It sends no requests to other machines.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { TOLERANCE, agreement } from './agreement.js';
import { cold, flat, memory } from './measure/alone.js';
import { MEASURES } from './measure/measures.js';
import { run } from './measure/rounds.js';
import { NAMES, load } from './peers/peer.js';
import { write } from './report/write.js';
import { targets } from './report/targets.js';

/** @typedef {import('./measure/rounds.js').Effort} Effort */

const quick = process.argv.includes('--quick');
/** @type {Effort} */
const EFFORT = quick
  ? { rounds: 5, warm: 100, sample: 10, starts: 3 }
  : { rounds: 15, warm: 300, sample: 20, starts: 15 };
const report = (/** @type {string} */ text) => process.stderr.write(`· ${text}\n`);

// Hides the peers' deprecation warnings.
console.warn = console.debug = () => {};

/** Describes the subjects, and checks that each decides the workload. */
async function describe() {
  /** @type {{ [name: string]: any }} */
  const peers = {};
  for (const name of [...NAMES, 'burgee-client', 'map', 'json']) {
    const peer = await load(name);
    const floor = name === 'map' || name === 'json';
    peers[name] = {
      name: peer.name,
      role: peer.role ?? 'peer',
      note: peer.note,
      package: peer.package,
      version: peer.package && version(peer.package),
    };
    if (!floor) peers[name].agreement = await agreement(peer, 400);
  }
  return peers;
}

/** @param {string} name of a package */
const version = (name) =>
  JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;

report('checking that all subjects agree …');
const peers = await describe();
const excluded = Object.keys(peers).filter((name) => peers[name].agreement && !peers[name].agreement.agrees);
for (const name of excluded)
  report(
    `${peers[name].name} disagrees with the workload by more than ${TOLERANCE.overall} point and is not timed: ${JSON.stringify(peers[name].agreement)}`,
  );

/** @type {{ [measure: string]: any }} */
const measures = {};
for (const measure of Object.keys(MEASURES)) {
  report(`measuring ${measure} …`);
  // A step of a tenth of a second needs fewer samples.
  const rounds = measure === 'load10000' ? Math.ceil(EFFORT.rounds / 3) : EFFORT.rounds;
  measures[measure] = await run(measure, excluded, { ...EFFORT, rounds });
}
report('starting fresh processes …');
measures.cold = await cold(excluded, EFFORT.starts);
report('measuring memory with 10,000 flags …');
measures.memory = await memory(excluded);
report('evaluating 1,000,000 times and reloading 1,000 times …');
measures.flat = await flat();

const results = {
  machine: {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    system: `${process.platform} ${process.arch}`,
    node: process.version,
  },
  rounds: EFFORT.rounds,
  peers,
  measures,
};
if (!quick) write(results);
for (const { name, target, measured, met } of targets(results))
  process.stdout.write(`${met ? 'met    ' : 'not met'}  ${name}: ${measured} (target: ${target})\n`);
process.exit();
