/** Prints the time from `import` to the first value in this new process, in ms. The snapshot's text is in memory. */
import { readFileSync } from 'node:fs';

const [, , name, path] = process.argv;
const {
  users: [user],
  flags: [, flag],
} = JSON.parse(readFileSync(`${path}.questions`, 'utf8'));
const text = readFileSync(path, 'utf8');
const start = performance.now();
const { peer } = await import(`../peers/${name}.js`);
const ready = await peer.start(text);
const value = await ready.read(ready.context(user), flag);
const ms = performance.now() - start;
process.stdout.write(`\n${JSON.stringify({ ms, value })}`, () => process.exit());
