// Prints the snapshot of each file of cases, compiled: JSON, by the file's name.
import { stdout } from 'node:process';
import { compile, init } from '../../../pkg/index.js';
import { FILES } from '../cases/verify.js';

await init();
const compiled = Object.entries(FILES).map(([name, { snapshot }]) => [name, compile(JSON.stringify(snapshot))]);
stdout.write(JSON.stringify(Object.fromEntries(compiled)));
