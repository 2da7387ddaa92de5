/** Runs a measure's subjects in turns and returns their times. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MEASURES } from './measures.js';

/** @typedef {{ rounds: number, warm: number, sample: number, starts: number }} Effort times in ms */
/** @typedef {{ median: number, low: number, high: number }} Spread the median and the quartiles */

const WORKER = fileURLToPath(new URL('worker.js', import.meta.url));

/** @param {string} measure @param {string[]} excluded subjects @param {Effort} effort @returns {Promise<{ [subject: string]: Spread }>} ns */
export async function run(measure, excluded, { rounds, warm, sample }) {
  const names = MEASURES[measure].subjects.filter((name) => !excluded.includes(name));
  const workers = [];
  for (const name of names) workers.push(await start(measure, name, warm, sample));
  /** @type {{ [subject: string]: number[] }} */
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another subject, so the order has no effect.
    for (const { name, measureOnce } of [
      ...workers.slice(round % workers.length),
      ...workers.slice(0, round % workers.length),
    ])
      samples[name].push(await measureOnce());
  }
  for (const { stop } of workers) stop();
  return Object.fromEntries(names.map((name) => [name, spread(samples[name])]));
}

/** @param {string} measure @param {string} name @param {number} warm @param {number} sample */
async function start(measure, name, warm, sample) {
  const child = fork(WORKER, [measure, name, `${warm}`, `${sample}`], { execArgv: ['--expose-gc'] });
  /** @returns {Promise<any>} */
  const nextMessage = () =>
    new Promise((resolve, reject) => {
      const onExit = (/** @type {number | null} */ code) =>
        reject(new Error(`${name} exited with code ${code} during the measure ${measure}`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(message);
      });
    });
  await nextMessage();
  const measureOnce = () => {
    child.send('measure');
    return nextMessage();
  };
  return { name, measureOnce, stop: () => child.kill() };
}

/** @param {number[]} samples @returns {Spread} */
export function spread(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (/** @type {number} */ part) => sorted[Math.round((sorted.length - 1) * part)];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
