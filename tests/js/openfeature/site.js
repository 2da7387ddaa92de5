/** The site that the documentation speaks of: it serves the README's snapshot and takes reports. */
import { Evaluator } from '../../../pkg/index.js';
import { serve } from '../client/support.js';
import { codeOf } from '../markdown.js';

const NOVEMBER = Date.parse('2026-11-15T00:00:00Z');
const SNAPSHOT = codeOf('README.md').code('snapshot');

export async function openSite() {
  /** @type {any[]} */
  const events = [];
  let reported = () => {};
  const { url, stop } = await serve((request, response) => {
    const report = request.url === '/live/report';
    if (report) events.push(...JSON.parse(request.body).events);
    response
      .writeHead(200, { 'content-type': 'application/json', date: new Date(NOVEMBER).toUTCString() })
      .end(report ? '{}' : SNAPSHOT);
    reported();
  });
  return {
    snapshot: SNAPSHOT,
    events,
    stop,
    /** A snippet whose addresses are this site's. @param {string} code */
    here: (code) => code.replaceAll('https://example.com', url).replaceAll("'/live/", `'${url}/live/`),
    /** What the snapshot gives a user of the pricing page. @param {any} user */
    expected: (user) => new Evaluator(SNAPSHOT).context(user, { now: NOVEMBER }).string('pricing_page', 'control'),
    /** Until so many events are there. @param {number} count @returns {Promise<void>} */
    received: (count) => new Promise((resolve) => (reported = () => events.length >= count && resolve())),
  };
}
