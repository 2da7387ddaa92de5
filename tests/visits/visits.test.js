// Nothing that a page recorded is lost, however the page ended and whatever the network did.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Random } from '../js/schema/random.js';
import { openBrowser } from './browser.js';
import { createCollector } from './collector.js';
import { page, startSite } from './site.js';
import { ENDS, lastVisit, visit } from './visitor.js';

/** @import { Told } from './visitor.js' */

const VISITORS = 4;
const TABS = 2;

const flag = (/** @type {string} */ experiment) => ({
  variants: { a: 'a', b: 'b' },
  off: 'a',
  rules: [{ experiment, split: { a: 50, b: 50 } }],
  fallthrough: 'a',
});
const KEYS = ['button', 'banner', 'pricing', 'search'];
const SNAPSHOT = JSON.stringify({
  format: 'burgee/1',
  revision: 1,
  flags: Object.fromEntries(KEYS.map((key) => [key, flag(`${key}-test`)])),
  experiments: Object.fromEntries(KEYS.map((key) => [`${key}-test`, { status: 'running' }])),
});

/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => (browser = await openBrowser()));
after(() => browser?.close());

/** A name for an event that does not come from the client. @param {any} event */
const nameOf = (event) => `${event.unit} ${event.flag ?? event.properties.what}`;

/**
 * Visits in several profiles at once, two tabs in each, and what everybody says afterwards.
 * @param {{ seed: number, visits: number, oneIn: number, kinds?: string[], options?: string }} how
 */
async function observe({ seed, visits, oneIn, kinds = Object.keys(ENDS), options }) {
  const random = new Random(seed);
  const collector = Object.assign(createCollector(new Random(seed + 1)), { oneIn });
  const site = await startSite({
    '/visit': page('visit'),
    '/away': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<title>away</title>'),
    '/live/snapshot.json': (_, response) => collector.reply(response, () => SNAPSHOT),
    '/live/report': collector.report,
  });
  const told = /** @type {Told[]} */ ([]);
  const hear = (/** @type {Told} */ one) => void told.push(one);
  const lanes = VISITORS * TABS;
  const ends = Array.from({ length: visits }, (_, i) => kinds[i % kinds.length] ?? '');
  const profiles = await Promise.all(Array.from({ length: VISITORS }, () => browser.createBrowserContext()));
  await Promise.all(
    Array.from({ length: lanes }, (_, lane) => {
      const own = ends.filter((_, i) => i % lanes === lane);
      const profile = /** @type {any} */ (profiles[lane % VISITORS]);
      return visit(profile, new Random(random.below(1e9)), site.url, own, hear, options);
    }),
  );
  collector.oneIn = 0;
  await site.idle();
  const last = await Promise.all(profiles.map((profile) => lastVisit(profile, site.url, hear)));
  await site.idle();
  await Promise.all(profiles.map((profile) => profile.close()));
  await site.close();
  // Most was told twice: at once, and by the note.
  const namesOf = (/** @type {string} */ kind) => [
    ...new Set(told.filter((one) => one.kind === kind).map(({ unit, what }) => `${unit} ${what}`)),
  ];
  const recorded = namesOf('recorded');
  const held = [...collector.held.values()].map(nameOf);
  const lost = namesOf('lost');
  const pages = new Set(told.map(({ unit }) => unit)).size;
  return { collector, recorded, begun: namesOf('about to'), held, lost, pages, last };
}

/** What of the first is not in the second. @param {string[]} some @param {string[]} others */
const without = (some, others) => {
  const known = new Set(others);
  return some.filter((one) => !known.has(one));
};

test('500 visits that end at any moment, with a server that fails one request in ten: nothing is lost, nothing counts twice', async (context) => {
  const { collector, recorded, begun, held, lost, pages, last } = await observe({
    seed: 20_261_121,
    visits: 500,
    oneIn: 10,
  });
  const failed = Object.values(collector.failures).reduce((sum, count) => sum + count, 0);
  context.diagnostic(
    `500 visits, ${recorded.length} events recorded, ${held.length} held, ${lost.length} lost, ${collector.duplicates} duplicates ignored`,
  );
  context.diagnostic(
    `${collector.requests} requests, ${failed} failed: ${JSON.stringify(collector.failures)}; ${pages} pages began`,
  );
  assert.deepEqual(without(recorded, held), [], 'recorded, and not held');
  // A crash can come between the client's note of an event and the page's own.
  assert.deepEqual(without(held, [...recorded, ...begun]), [], 'held, and recorded by nobody');
  assert.ok(
    without(held, recorded).length <= 500 / 50,
    `${without(held, recorded).length} crashes in the middle are many`,
  );
  assert.equal(new Set(held).size, held.length, 'one event under two ids');
  assert.deepEqual(lost, []);
  assert.deepEqual(last, Array(VISITORS).fill({ flushed: true, stored: [] }));
  // The test itself must have happened.
  assert.ok(recorded.length > 400, `${recorded.length} events are few for 500 visits`);
  assert.deepEqual(Object.keys(collector.failures).sort(), ['500', '500 after all', 'cut', 'cut after all', 'slow']);
  assert.ok(failed > collector.requests / 20);
});

test('what cannot be kept is counted, by the page and by the collector: recorded is held and lost', async (context) => {
  // Room for two events, a server that mostly fails, and no crash, which could come between a loss and its note.
  const kinds = Object.keys(ENDS).filter((end) => end !== 'crash');
  const { collector, recorded, begun, held, lost, last } = await observe({
    seed: 5,
    visits: 60,
    oneIn: 2,
    kinds,
    options: '&maxQueue=2',
  });
  context.diagnostic(
    `60 visits with a small queue, ${recorded.length} events recorded, ${held.length} held, ${lost.length} lost`,
  );
  assert.ok(lost.length > 5, `${lost.length} lost are few`);
  assert.deepEqual(without(held, [...recorded, ...begun]), [], 'held, and recorded by nobody');
  assert.equal(without(recorded, held).length, lost.length);
  assert.deepEqual(
    [...new Set(lost.map((one) => one.replace(/^.* \d+: /, '')))],
    ['an event is lost: the queue of 2 is full'],
  );
  assert.equal(
    [...collector.losses.values()].reduce((sum, count) => sum + count, 0),
    lost.length,
  );
  assert.deepEqual(last, Array(VISITORS).fill({ flushed: true, stored: [] }));
});
