// A thread of its own, whose core is plain JavaScript: it answers with the decisions of the users that it was given.
import { parentPort, workerData } from 'node:worker_threads';
import { plain } from 'burgee/plain';
import { Evaluator, initSync } from '../../pkg/index.js';
import { decide } from './decide.js';

Reflect.deleteProperty(globalThis, 'WebAssembly');
initSync(plain);
parentPort?.postMessage(decide(new Evaluator(workerData.snapshot), workerData.users));
