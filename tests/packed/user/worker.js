// In a Worker: the site comes with the request.
import { tell } from './visit.js';

export default {
  /** @param {Request} request */
  async fetch(request) {
    await tell(String(new URL(request.url).searchParams.get('site')));
    return new Response('told');
  },
};
