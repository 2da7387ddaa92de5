// A worker thread with the plain JavaScript core. It posts the decisions of the users in its data.
import { parentPort, workerData } from 'node:worker_threads';
import { plain } from 'burgee/plain';
import { Evaluator, initSync } from '../../pkg/index.js';
import { decide } from './decide.js';

Reflect.deleteProperty(globalThis, 'WebAssembly');
initSync(plain);
parentPort?.postMessage(decide(new Evaluator(workerData.snapshot), workerData.users));
