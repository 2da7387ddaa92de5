// Every case in Bun: prints what came out, as JSON.
import { CASES } from './cases.js';
import { run } from './worker.js';

const results = [];
for (const one of CASES) results.push(await run(one));
console.log(JSON.stringify(results));
