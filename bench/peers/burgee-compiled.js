/** The evaluator in a page: a compiled snapshot, and the module that only decides. */
import { readFile } from 'node:fs/promises';
import { Evaluator, init } from '../../pkg/index.js';
import { peer as burgee, ready } from './burgee.js';

/** @type {import('./peer.js').Peer} */
export const peer = {
  ...burgee,
  name: 'Burgee, compiled',
  note: 'a compiled snapshot, and the module for pages, which is optimised for size',
  snapshot: async (workload) => (await import('../measure/compile.js')).compiled(await burgee.snapshot(workload)),
  async start(text) {
    await init(readFile(new URL('../../pkg/page.wasm', import.meta.url)));
    return ready(new Evaluator(text));
  },
};
