// A visitor: one browser profile with tabs, in which one page follows the other and each ends in a different way.
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {import('puppeteer-core').BrowserContext} Profile
 * @typedef {import('puppeteer-core').Page} Tab
 * @typedef {import('../js/schema/random.js').Random} Random
 * @typedef {{ kind: 'visit' | 'about to' | 'recorded' | 'lost', unit: string, what: string }} Note
 */

/** A tab whose page can send notes to the test. @param {Profile} profile @param {(note: Note) => void} onNote */
export async function openTab(profile, onNote) {
  const tab = await profile.newPage();
  const session = await tab.createCDPSession();
  session.on('Runtime.bindingCalled', ({ name, payload }) => name === 'sendNote' && onNote(JSON.parse(payload)));
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: 'sendNote' });
  return tab;
}

/**
 * The ways in which a page ends. Each returns the tab if it is still open.
 * @type {{ [end: string]: (tab: Tab, profile: Profile, random: Random, site: string) => Promise<Tab | undefined> }}
 */
export const ENDS = {
  /** By navigation to the next page. */
  next: async (tab) => tab,
  /** By a reload. The reloaded page is a visit too, which the next page ends. */
  async reload(tab, _, random) {
    void tab.reload().catch(() => {});
    await sleep(random.below(800));
    return tab;
  },
  async away(tab, _, __, site) {
    await tab.goto(`${site}/away`);
    return tab;
  },
  /** Left and returned to: the page may continue from the back/forward cache. */
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
  /** Covered by another tab, and closed some time later. */
  async hidden(tab, profile, random) {
    const cover = await profile.newPage();
    await sleep(random.below(800));
    await tab.close();
    await cover.close();
    return undefined;
  },
  /** A page gets no event before it crashes. */
  async crash(tab) {
    const session = await tab.createCDPSession();
    session.send('Page.crash').catch(() => {});
    await sleep(50);
    await tab.close();
    return undefined;
  },
};

/** In ms. A tab that is ending may never answer. */
const MAX_WAIT = 10_000;

/** @template T @param {() => Promise<T>} run @returns {Promise<T | undefined>} undefined when it fails or takes too long */
async function withMaxWait(run) {
  const timer = new AbortController();
  const late = sleep(MAX_WAIT, undefined, { signal: timer.signal }).catch(() => undefined);
  try {
    return await Promise.race([run(), late]);
  } catch {
    // A page that is ending does not answer.
    return undefined;
  } finally {
    timer.abort();
  }
}

/**
 * Visits one page after the other.
 * @param {Profile} profile
 * @param {Random} random
 * @param {string} site URL
 * @param {string[]} ends how each page ends
 * @param {(note: Note) => void} onNote
 * @param {string} [options] query of the pages
 */
export async function visitPages(profile, random, site, ends, onNote, options = '') {
  /** @type {Tab | undefined} */
  let tab;
  let begin = () => {};
  const listen = (/** @type {Note} */ note) => {
    if (note.kind === 'visit') begin();
    onNote(note);
  };
  for (const end of ends) {
    tab ??= await withMaxWait(() => openTab(profile, listen));
    const open = tab;
    if (!open) continue;
    const begun = new Promise((resolve) => {
      begin = () => resolve(undefined);
    });
    void open.goto(`${site}/visit?seed=${random.below(1e9)}${options}`).catch(() => {});
    // Some pages end before they have begun.
    if (random.chance(0.85)) await withMaxWait(() => begun);
    await sleep(random.below(1000));
    tab = await withMaxWait(() => ENDS[end]?.(open, profile, random, site) ?? Promise.resolve(undefined));
    if (!tab && !open.isClosed()) void open.close().catch(() => {});
  }
  await withMaxWait(async () => tab?.close());
}

/** The last visit, which sends the events that are left. @param {Profile} profile @param {string} site @param {(note: Note) => void} onNote */
export async function lastVisit(profile, site, onNote) {
  for (const tab of await profile.pages()) await withMaxWait(() => tab.close());
  const tab = await openTab(profile, onNote);
  await tab.goto(`${site}/visit?seed=0&idle`);
  // Not by animation frames: a covered tab has none.
  await tab.waitForFunction('globalThis.flush', { polling: 50 });
  const flushed = await tab.evaluate('flush()');
  const entries = /** @type {[string, string][]} */ (await tab.evaluate('Object.entries(localStorage)'));
  await tab.close();
  for (const [key, note] of entries) if (key.startsWith('note:')) onNote(JSON.parse(note));
  return { flushed, stored: entries.filter(([key]) => /^burgee:[el]:/.test(key)) };
}
