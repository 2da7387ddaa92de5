// No recorded event is lost, however its page ends and whatever the network does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Random } from '../js/schema/random.js';
import { openBrowser } from './browser.js';
import { createCollector } from './collector.js';
import { page, startSite } from './site.js';
import { ENDS, lastVisit, visitPages } from './visitor.js';

/** @import { Note } from './visitor.js' */

const VISITORS = 4;
const TABS_PER_VISITOR = 2;

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
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

/** Identifies an event without its id, as pages do. @param {any} event */
const nameOf = (event) => `${event.unit} ${event.flag ?? event.properties.what}`;

/** @param {string} name */
const unitOf = (name) => name.split(' ')[0];

/**
 * Visits with several profiles at once, two tabs in each. The result compares what pages recorded with what the collector has.
 * @param {{ seed: number, visits: number, failOneIn: number, kinds?: string[], options?: string }} settings
 */
async function runVisits({ seed, visits, failOneIn, kinds = Object.keys(ENDS), options }) {
  const random = new Random(seed);
  const collector = Object.assign(createCollector(new Random(seed + 1)), { failOneIn });
  const site = await startSite({
    '/visit': page('visit'),
    '/away': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<title>away</title>'),
    '/live/snapshot.json': (_, response) => collector.reply(response, () => SNAPSHOT),
    '/live/report': collector.report,
  });
  const notes = /** @type {Note[]} */ ([]);
  const onNote = (/** @type {Note} */ note) => void notes.push(note);
  const lanes = VISITORS * TABS_PER_VISITOR;
  const ends = Array.from({ length: visits }, (_, i) => kinds[i % kinds.length] ?? '');
  const profiles = await Promise.all(Array.from({ length: VISITORS }, () => browser.createBrowserContext()));
  await Promise.all(
    Array.from({ length: lanes }, (_, lane) => {
      const own = ends.filter((_, i) => i % lanes === lane);
      const profile = /** @type {any} */ (profiles[lane % VISITORS]);
      return visitPages(profile, new Random(random.below(1e9)), site.url, own, onNote, options);
    }),
  );
  collector.failOneIn = 0;
  await site.idle();
  const last = await Promise.all(profiles.map((profile) => lastVisit(profile, site.url, onNote)));
  await site.idle();
  await Promise.all(profiles.map((profile) => profile.close()));
  await site.close();
  // Most notes arrive twice: by a call, and from the storage.
  const namesOf = (/** @type {string} */ kind) => [
    ...new Set(notes.filter((note) => note.kind === kind).map(({ unit, what }) => `${unit} ${what}`)),
  ];
  const recorded = namesOf('recorded');
  const stored = [...collector.stored.values()].map(nameOf);
  const lost = namesOf('lost');
  const pages = new Set(notes.map(({ unit }) => unit)).size;
  return { collector, recorded, begun: namesOf('about to'), stored, lost, pages, last };
}

/** The names that are not among the others. @param {string[]} names @param {string[]} others */
const without = (names, others) => {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
};

test('500 visits that end at any moment lose no event and store none twice, while one request in ten fails', async (context) => {
  const { collector, recorded, begun, stored, lost, pages, last } = await runVisits({
    seed: 20_261_121,
    visits: 500,
    failOneIn: 10,
  });
  const failed = Object.values(collector.failures).reduce((sum, count) => sum + count, 0);
  context.diagnostic(
    `500 visits, ${recorded.length} events recorded, ${stored.length} stored, ${lost.length} lost, ${collector.duplicates} duplicates ignored`,
  );
  context.diagnostic(
    `${collector.requests} requests, ${failed} failed: ${JSON.stringify(collector.failures)}; ${pages} pages began`,
  );
  assert.deepEqual(without(recorded, stored), [], 'recorded, but not stored');
  assert.deepEqual(without(stored, [...recorded, ...begun]), [], 'stored, but no page recorded it');
  // A page can end between the client's write of an event and its own note, which happens to one event of a page at most.
  const interrupted = without(stored, recorded).map(unitOf);
  assert.equal(new Set(interrupted).size, interrupted.length, 'a page missed the notes of two events');
  assert.ok(interrupted.length <= 500 / 50, `${interrupted.length} pages were interrupted between event and note`);
  assert.equal(new Set(stored).size, stored.length, 'an event is stored under two ids');
  assert.deepEqual(lost, []);
  assert.deepEqual(last, Array(VISITORS).fill({ flushed: true, stored: [] }));
  // The visits must really have happened.
  assert.ok(recorded.length > 400, `only ${recorded.length} events were recorded`);
  assert.deepEqual(Object.keys(collector.failures).sort(), ['500', 'cut', 'late 500', 'late cut', 'slow']);
  assert.ok(failed > collector.requests / 20);
});

test('page and collector count every event that a full queue loses: recorded is stored plus lost', async (context) => {
  // Room for two events, a server that often fails, and no crash, which could come between a loss and its note.
  const kinds = Object.keys(ENDS).filter((end) => end !== 'crash');
  const { collector, recorded, begun, stored, lost, last } = await runVisits({
    seed: 5,
    visits: 60,
    failOneIn: 2,
    kinds,
    options: '&maxQueue=2',
  });
  context.diagnostic(
    `60 visits with a small queue, ${recorded.length} events recorded, ${stored.length} stored, ${lost.length} lost`,
  );
  assert.ok(lost.length > 5, `only ${lost.length} events were lost`);
  assert.deepEqual(without(stored, [...recorded, ...begun]), [], 'stored, but no page recorded it');
  assert.equal(without(recorded, stored).length, lost.length);
  assert.deepEqual(
    [...new Set(lost.map((name) => name.replace(/^.* \d+: /, '')))],
    ['an event is lost: the queue of 2 is full'],
  );
  assert.equal(
    [...collector.losses.values()].reduce((sum, count) => sum + count, 0),
    lost.length,
  );
  assert.deepEqual(last, Array(VISITORS).fill({ flushed: true, stored: [] }));
});
