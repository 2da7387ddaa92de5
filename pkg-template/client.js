import { createClient as create } from './client/client.js';
import { Evaluator, init } from './index.js';

/** @param {import('./client.js').ClientOptions} options */
export const createClient = (options) => create(options, { init, Evaluator }, globalThis);
