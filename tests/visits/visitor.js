// A visitor: one browser profile with tabs, in which one page follows the other and none ends the way the last one did.
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {import('puppeteer-core').BrowserContext} Profile
 * @typedef {import('puppeteer-core').Page} Tab
 * @typedef {import('../js/schema/random.js').Random} Random
 * @typedef {{ kind: 'visit' | 'about to' | 'recorded' | 'lost', unit: string, what: string }} Told
 */

/** A tab whose page can tell the test something without the client. @param {Profile} profile @param {(told: Told) => void} hear */
export async function openTab(profile, hear) {
  const tab = await profile.newPage();
  const session = await tab.createCDPSession();
  session.on('Runtime.bindingCalled', ({ name, payload }) => name === 'tell' && hear(JSON.parse(payload)));
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: 'tell' });
  return tab;
}

/**
 * How a page ends. Each gives the tab if it is still there.
 * @type {{ [end: string]: (tab: Tab, profile: Profile, random: Random, site: string) => Promise<Tab | undefined> }}
 */
export const ENDS = {
  /** By the navigation to the next one. */
  next: async (tab) => tab,
  /** By a reload, which is a visit of its own that the next one ends. */
  async reload(tab, _, random) {
    void tab.reload().catch(() => {});
    await sleep(random.below(800));
    return tab;
  },
  async away(tab, _, __, site) {
    await tab.goto(`${site}/away`);
    return tab;
  },
  /** Left, and come back to: the page may go on where it was. */
  async back(tab, _, random, site) {
    await tab.goto(`${site}/away`);
    void tab.goBack().catch(() => {});
    await sleep(random.below(800));
    return tab;
  },
  async close(tab) {
    await tab.close();
    return undefined;
  },
  /** Covered by another tab, and closed there some time later. */
  async hidden(tab, profile, random) {
    const cover = await profile.newPage();
    await sleep(random.below(800));
    await tab.close();
    await cover.close();
    return undefined;
  },
  /** No event tells a page of its crash. */
  async crash(tab) {
    const session = await tab.createCDPSession();
    session.send('Page.crash').catch(() => {});
    await sleep(50);
    await tab.close();
    return undefined;
  },
};

/** Ends a tab that answers nothing any more, and with it what waits for an answer. */
const PATIENCE = 10_000;

/** @template T @param {() => Promise<T>} run @returns {Promise<T | undefined>} nothing when it fails or takes too long */
async function patiently(run) {
  const given = new AbortController();
  const late = sleep(PATIENCE, undefined, { signal: given.signal }).catch(() => undefined);
  try {
    return await Promise.race([run(), late]);
  } catch {
    // A page that is ending does not answer.
    return undefined;
  } finally {
    given.abort();
  }
}

/**
 * Visits in one tab after the other.
 * @param {Profile} profile @param {Random} random @param {string} site @param {string[]} ends
 * @param {(told: Told) => void} hear @param {string} [options] the page's
 */
export async function visit(profile, random, site, ends, hear, options = '') {
  /** @type {Tab | undefined} */
  let tab;
  let begin = () => {};
  const listen = (/** @type {Told} */ told) => {
    if (told.kind === 'visit') begin();
    hear(told);
  };
  for (const end of ends) {
    tab ??= await patiently(() => openTab(profile, listen));
    const open = tab;
    if (!open) continue;
    const begun = new Promise((done) => (begin = () => done(undefined)));
    void open.goto(`${site}/visit?seed=${random.below(1e9)}${options}`).catch(() => {});
    // Some end before they have begun.
    if (random.chance(0.85)) await patiently(() => begun);
    await sleep(random.below(1000));
    tab = await patiently(() => ENDS[end]?.(open, profile, random, site) ?? Promise.resolve(undefined));
    if (!tab && !open.isClosed()) void open.close().catch(() => {});
  }
  await patiently(async () => tab?.close());
}

/** One last visit, which sends what is left. @param {Profile} profile @param {string} site @param {(told: Told) => void} hear */
export async function lastVisit(profile, site, hear) {
  for (const tab of await profile.pages()) await patiently(() => tab.close());
  const tab = await openTab(profile, hear);
  await tab.goto(`${site}/visit?seed=0&idle`);
  // Not by animation frames: a tab that is covered has none.
  await tab.waitForFunction('globalThis.flush', { polling: 50 });
  const flushed = await tab.evaluate('flush()');
  const entries = /** @type {[string, string][]} */ (await tab.evaluate('Object.entries(localStorage)'));
  await tab.close();
  for (const [key, note] of entries) if (key.startsWith('told:')) hear(JSON.parse(note));
  return { flushed, stored: entries.filter(([key]) => /^burgee:[el]:/.test(key)) };
}
