/**
 * Prints the memory of a process with one peer, in bytes: its code, 10,000 flags, and what 10,000 reads allocated. With
 * `flat`, also the growth after 1,000,000 evaluations and after 1,000 reloads.
 */
import { readFileSync } from 'node:fs';

const [, , name, path, flat] = process.argv;
const { users, flags } = JSON.parse(readFileSync(`${path}.questions`, 'utf8'));
const before = held();
const { peer } = await import(`../peers/${name}.js`);
const ready = await peer.start(readFileSync(path, 'utf8'));
await read(10_000);
const result = {
  held: held() - before,
  rss: process.memoryUsage.rss(),
  flat: flat ? await flatness(readFileSync(path, 'utf8')) : undefined,
};
process.stdout.write(`\n${JSON.stringify(result)}`, () => process.exit());

/** @param {number} times */
async function read(times) {
  for (let nth = 0; nth < times; nth++)
    await ready.read(ready.context(users[nth % users.length]), flags[(nth * 7) % flags.length]);
}

/** @param {string} text */
async function flatness(text) {
  await read(100_000);
  const warm = held();
  await read(1_000_000);
  const evaluated = held() - warm;
  for (let nth = 0; nth < 100; nth++) await ready.reload(text);
  const settled = held();
  for (let nth = 0; nth < 1000; nth++) await ready.reload(text);
  return { evaluations: evaluated, reloads: held() - settled };
}

/** Bytes of the heap and of external memory, which includes WebAssembly's, after a garbage collection. */
function held() {
  for (let i = 0; i < 4; i++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
