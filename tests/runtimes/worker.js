// The Worker of the comparison. A request has a snapshot and users; the response has their decisions.
import { Evaluator, init } from '../../pkg/index.js';
import { decide } from './decide.js';

export default {
  /** @param {Request} request */
  async fetch(request) {
    await init();
    const { snapshot, users } = await request.json();
    return new Response(decide(new Evaluator(snapshot), users).join('\n'));
  },
};
