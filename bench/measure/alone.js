/** Measures that need a new process for each sample: the cold start and the memory. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NAMES, load } from '../peers/peer.js';
import { workload } from '../workload.js';
import { spread } from './rounds.js';

/** @typedef {{ held: number, rss: number, flat?: { evaluations: number, reloads: number } }} Memory bytes */

/** The time from import to the first value, in ms. @param {string[]} excluded @param {number} starts */
export const cold = (excluded, starts) =>
  inFolder(async (folder) => {
    const names = NAMES.filter((name) => !excluded.includes(name));
    const files = await snapshots(folder, names, 1000);
    /** @type {{ [name: string]: number[] }} */
    const samples = Object.fromEntries(names.map((name) => [name, []]));
    for (let start = 0; start < starts; start++) {
      for (const name of names) samples[name].push((await node('cold.js', name, files[name])).ms);
    }
    return Object.fromEntries(names.map((name) => [name, spread(samples[name])]));
  });

/** The memory with 10,000 flags. @param {string[]} excluded @returns {Promise<{ [name: string]: Memory }>} */
export const memory = (excluded) =>
  inFolder(async (folder) => {
    const names = NAMES.filter((name) => !excluded.includes(name));
    const files = await snapshots(folder, names, 10_000);
    const found = [];
    for (const name of names) found.push([name, await node('memory.js', name, files[name])]);
    return Object.fromEntries(found);
  });

/**
 * The growth of Burgee's memory. The median of three processes, because code that the engine compiles counts too.
 * @returns {Promise<{ flat: { evaluations: number, reloads: number } }>}
 */
export const flat = () =>
  inFolder(async (folder) => {
    const { burgee } = await snapshots(folder, ['burgee'], 1000);
    const found = [];
    for (let process = 0; process < 3; process++) found.push((await node('memory.js', 'burgee', burgee, 'flat')).flat);
    const middle = (/** @type {'evaluations' | 'reloads'} */ name) =>
      found.map((flat) => flat[name]).sort((a, b) => a - b)[1];
    return { flat: { evaluations: middle('evaluations'), reloads: middle('reloads') } };
  });

/** @template T @param {(folder: string) => Promise<T>} action */
async function inFolder(action) {
  const folder = mkdtempSync(join(tmpdir(), 'burgee-bench-'));
  try {
    return await action(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes each peer's snapshot, and beside it the flags and the users in the form that its API takes. @param {string} folder @param {string[]} names @param {number} count */
async function snapshots(folder, names, count) {
  const { flags, users } = workload(count);
  /** @type {{ [name: string]: string }} */
  const files = {};
  for (const name of names) {
    const peer = await load(name);
    files[name] = join(folder, name);
    writeFileSync(files[name], await peer.snapshot({ flags, users }));
    writeFileSync(`${files[name]}.questions`, JSON.stringify({ users: users.map(peer.user), flags }));
  }
  return files;
}

/** @param {string} script @param {string[]} options @returns {Promise<any>} */
const node = (script, ...options) =>
  new Promise((resolve, reject) => {
    const path = fileURLToPath(new URL(script, import.meta.url));
    execFile(process.execPath, ['--expose-gc', path, ...options], { maxBuffer: 2 ** 24 }, (error, text) =>
      error ? reject(error) : resolve(JSON.parse(text.slice(text.lastIndexOf('\n')))),
    );
  });
