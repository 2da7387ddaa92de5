/** What a page has: a compiled snapshot, and of the core only what decides. */
import { readFile } from 'node:fs/promises';
import { Evaluator, init } from '../../pkg/index.js';
import { peer as burgee, ready } from './burgee.js';

/** @type {import('./peer.js').Peer} */
export const peer = {
  ...burgee,
  name: 'Burgee, compiled',
  note: 'a snapshot that was compiled before, and the module for pages, which is built for size',
  snapshot: async (workload) => (await import('../measure/compile.js')).compiled(await burgee.snapshot(workload)),
  async start(text) {
    await init(readFile(new URL('../../pkg/page.wasm', import.meta.url)));
    return ready(new Evaluator(text));
  },
};
