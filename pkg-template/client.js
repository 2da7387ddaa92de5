import { createClient as create } from './client/client.js';
import { initFor } from './evaluator/engine.js';
import { Evaluator } from './index.js';

/** @param {import('./client.js').ClientOptions} options */
export const createClient = (options) => create(options, { init: initFor, Evaluator }, globalThis);
