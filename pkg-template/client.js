import { Evaluator, init } from './index.js';
import { Client } from './client/client.js';

/** @param {import('./client.js').ClientOptions} options */
export const createClient = (options) => new Client(options, { init, Evaluator }, globalThis);
