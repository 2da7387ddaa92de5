/**
 * What a process holds for one subject: its code, 10,000 flags ready to decide, and what 10,000 reads left behind. With
 * `flat`, also after 1,000,000 evaluations and after 1,000 reloads. Prints bytes.
 */
import { readFileSync } from 'node:fs';

const [, , name, path, flat] = process.argv;
const { users, flags } = JSON.parse(readFileSync(`${path}.asked`, 'utf8'));
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

/** Bytes of the heap and of what hangs on it, WebAssembly's memory among it, after everything that can go has gone. */
function held() {
  for (let i = 0; i < 4; i++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
