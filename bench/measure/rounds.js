/** Runs a measure's subjects in turns, and says how they did. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MEASURES } from './measures.js';

/** @typedef {{ rounds: number, warm: number, sample: number, starts: number }} Effort times in ms */
/** @typedef {{ median: number, low: number, high: number }} Spread the median and the quartiles */

const WORKER = fileURLToPath(new URL('worker.js', import.meta.url));

/** @param {string} measure @param {string[]} without subjects that are left out @param {Effort} effort @returns {Promise<{ [subject: string]: Spread }>} ns */
export async function run(measure, without, { rounds, warm, sample }) {
  const names = MEASURES[measure].subjects.filter((name) => !without.includes(name));
  const workers = [];
  for (const name of names) workers.push(await started(measure, name, warm, sample));
  /** @type {{ [subject: string]: number[] }} */
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    // Another one begins each time: none always follows the same neighbour.
    for (const { name, ask } of [...workers.slice(round % workers.length), ...workers.slice(0, round % workers.length)])
      samples[name].push(await ask());
  }
  for (const { stop } of workers) stop();
  return Object.fromEntries(names.map((name) => [name, spread(samples[name])]));
}

/** @param {string} measure @param {string} name @param {number} warm @param {number} sample */
async function started(measure, name, warm, sample) {
  const child = fork(WORKER, [measure, name, `${warm}`, `${sample}`], { execArgv: ['--expose-gc'] });
  /** @returns {Promise<any>} */
  const heard = () =>
    new Promise((done, failed) => {
      const ended = (/** @type {number | null} */ code) =>
        failed(new Error(`${name} ended with ${code} while ${measure} was measured`));
      child.once('exit', ended);
      child.once('message', (message) => (child.off('exit', ended), done(message)));
    });
  await heard();
  return { name, ask: () => (child.send('go'), heard()), stop: () => child.kill() };
}

/** @param {number[]} samples @returns {Spread} */
export function spread(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (/** @type {number} */ part) => sorted[Math.round((sorted.length - 1) * part)];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
