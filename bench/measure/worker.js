/**
 * One subject of one measure in a separate process, so that no other peer's objects affect its code or its heap. It times a
 * sample with each message, so that the subjects take turns.
 */
import { load } from '../peers/peer.js';
import { workload } from '../workload.js';
import { MEASURES } from './measures.js';

// Hides the peers' deprecation warnings.
console.warn = () => {};

const [, , measure, name, warm, length] = process.argv;
const { flags: count, slow, prepare } = MEASURES[measure];
const peer = await load(name);
const input = workload(count);
const text = await peer.snapshot(input);
const flags = input.flags.map((flag) => ({ ...flag, key: literal(flag.key) }));
const step = await prepare({ peer, text, flags, users: input.users.map(peer.user) });

/** Receives the values, so that the engine cannot remove a step as dead code. @type {any[]} */
const results = new Array(16);
const asynchronous = step(0) instanceof Promise;
let nth = 0;

/** Returns a key like one in an application's source: engines keep one copy of each. @param {string} key */
function literal(key) {
  return Object.keys({ [key]: 0 })[0];
}

/** @param {number} times @returns {number | Promise<number>} ns for each */
function timed(times) {
  if (slow) return alone();
  return asynchronous ? awaited(times) : direct(times);
}

/** @param {number} times */
function direct(times) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < times; i++) results[i & 15] = step(nth++);
  return Number(process.hrtime.bigint() - start) / times;
}

/** @param {number} times */
async function awaited(times) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < times; i++) results[i & 15] = await step(nth++);
  return Number(process.hrtime.bigint() - start) / times;
}

async function alone() {
  globalThis.gc?.();
  const start = process.hrtime.bigint();
  const close = await step(nth++);
  const taken = Number(process.hrtime.bigint() - start);
  await close();
  return taken;
}

/** Warms up, and returns how many steps make a sample. @param {number} ms to warm up @param {number} sample ms */
async function calibrate(ms, sample) {
  if (slow) {
    await timed(1);
    await timed(1);
    return 1;
  }
  let times = 1;
  for (const end = performance.now() + ms; performance.now() < end; ) {
    const each = await timed(times);
    times = Math.max(1, Math.round((sample * 1e6) / each));
  }
  return times;
}

const times = await calibrate(Number(warm), Number(length));
process.on('message', async () => process.send?.(await timed(times)));
process.send?.('ready');
