// A Worker: the request has the URL of the site.
import { runAndReport } from './run.js';

export default {
  /** @param {Request} request */
  async fetch(request) {
    await runAndReport(String(new URL(request.url).searchParams.get('site')));
    return new Response('reported');
  },
};
