import { attempt, failure, quoted } from './failure.js';
import { post } from './post.js';
import { createStore, hashed } from './store.js';
import { backoff } from './world.js';

/**
 * An event on its way. `until`: another send is under way and is given up on at that device time; `away`: the browser has
 * it and sends it even if the page ends.
 * @typedef {{ id: string, text: string, size: number, owner?: object | null, until?: number, away?: boolean }} Item
 * @typedef {ReturnType<typeof createOutbox>} Outbox
 */

/** Browsers let 64 KiB of `keepalive` and beacon bodies be under way at once; the rest is left to others. */
const BATCH_BYTES = 60_000;
const BATCH_EVENTS = 50;
const ENVELOPE_BYTES = 200;

/** One event may not fill a batch alone, or it would be in the way of all others. */
export const EVENT_BYTES = 16_384;

/** @param {unknown} to @returns {string | ((batch: any) => unknown) | null} */
const addressOf = (to) => (to instanceof URL ? to.href : typeof to === 'function' || typeof to === 'string' ? /** @type {any} */ (to) || null : null);

/** Whether a stored event can go into a batch without spoiling it. @param {string} text */
const whole = (text) => text.length <= EVENT_BYTES && attempt(() => typeof JSON.parse(text) === 'object', () => false);

/**
 * Events from the moment they happened until the collector acknowledged them. Each is stored before it is sent and removed
 * after the acknowledgement, one storage key per event: two pages never overwrite each other's, and the worst that a crash
 * or a second page does is to send an event again, which its id makes harmless.
 * @param {import('./world.js').World} world
 * @param {import('./client.js').Settings} options
 * @param {(error: Error) => void} report
 */
export function createOutbox(world, options, report) {
  const to = addressOf(options.events);
  const name = typeof to === 'string' ? to : '(function)';
  const store = createStore(to ? world.storage : null);
  const prefix = `burgee:e:${hashed(name)}:`;
  const lostKey = `burgee:l:${hashed(name)}`;
  /** @type {Map<string, Item>} */
  const items = new Map();
  let lost = 0;
  /** How many of the lost ones the collector knows of. */
  let told = 0;
  let tries = 0;
  /** Not by ourselves before then, after a failure; not at all before then, because the collector asked for silence. */
  let retryAt = 0;
  let quietUntil = 0;
  let adopted = false;
  let timed = options.flushAfter > 0;
  /** @type {(() => void) | void} */
  let timer;
  /** In a page one send follows the other, so that their bodies share the browser's budget. @type {Promise<unknown>} */
  let tail = Promise.resolve();

  /** @param {number} count @param {string} why @param {object} [facts] */
  function lose(count, why, facts) {
    lost += count;
    remember();
    report(failure(`${count} event${count > 1 ? 's' : ''} lost: ${why}`, facts));
  }

  /** What the collector was not told is told by the next page. */
  const remember = () => (lost > told ? store.set(lostKey, String(lost - told)) : store.remove(lostKey));

  /** @param {Item} item */
  function forget({ id }) {
    items.delete(id);
    store.remove(prefix + id);
  }

  /** Takes over what earlier pages could not send. */
  function adopt() {
    if (adopted) return;
    adopted = true;
    lost += Number(store.get(lostKey)) || 0;
    for (const key of store.keys(prefix)) {
      const id = key.slice(prefix.length);
      const text = store.get(key);
      if (!text || items.has(id)) continue;
      if (items.size < options.maxQueue && whole(text)) items.set(id, { id, text, size: text.length * 3 });
      else store.remove(key), lose(1, 'what was stored is damaged, or more than the queue may hold');
    }
    if (items.size) arm(options.flushAfter);
  }

  /** @param {Item} item */
  function add(item) {
    if (!to) return;
    // The first events stay: an exposure is of use without its later conversions, they are of none without it.
    if (items.size >= options.maxQueue) return lose(1, `the queue of ${options.maxQueue} is full`);
    items.set(item.id, item);
    store.set(prefix + item.id, item.text);
    arm(items.size >= BATCH_EVENTS ? 0 : options.flushAfter);
  }

  /** @param {number} ms */
  function arm(ms) {
    if (!timed || (timer && ms)) return;
    disarm();
    timer = world.after(Math.max(ms, Math.max(retryAt, quietUntil) - world.device()), () => void flush());
  }

  const disarm = () => (timer = void timer?.());

  /** The next batch: not under way, of this owner or of nobody in particular. @param {(item: Item) => unknown} fits */
  function next(fits) {
    const batch = [];
    let size = ENVELOPE_BYTES;
    for (const item of items.values()) {
      if (!fits(item)) continue;
      size += item.size + 1;
      if (size > BATCH_BYTES || batch.length === BATCH_EVENTS) break;
      batch.push(item);
    }
    return batch;
  }

  /** @param {Item[]} batch */
  const bodyOf = (batch) =>
    `{"sdk":${JSON.stringify(options.sdk)},"sent":${Math.round(world.now())},"lost":${lost},"events":[${batch.map((i) => i.text)}]}`;

  /** @param {object | null} owner @returns {Promise<boolean>} whether nothing is left waiting */
  async function drain(owner) {
    disarm();
    const fits = (/** @type {Item} */ i) => !(/** @type {number} */ (i.until) > world.device()) && (!owner || !i.owner || i.owner === owner);
    for (let batch; (batch = next(fits)).length; ) if (!(await send(batch))) return false;
    return true;
  }

  /** @param {Item[]} batch @returns {Promise<boolean>} whether the collector has decided on it */
  async function send(batch) {
    if (!to) return false;
    if (world.device() < quietUntil) return arm(0), false;
    // After a failure without `keepalive`: the page's budget for it may be what failed.
    const keepalive = world.page && !tries;
    for (const item of batch) (item.until = world.device() + options.timeout), (item.away = keepalive);
    const telling = lost;
    const answer = await post(world, to, bodyOf(batch), { timeout: options.timeout, keepalive });
    if (answer.retry) return postpone(batch, answer), false;
    tries = retryAt = 0;
    for (const item of batch) forget(item);
    if (!answer.says) told = telling;
    remember();
    settle(batch, answer);
    return true;
  }

  /** @param {Item[]} batch @param {import('./post.js').Answer} answer */
  function postpone(batch, { wait, says, status }) {
    // Whoever flushes next may take them along.
    for (const item of batch) (item.until = 0), (item.away = false), (item.owner = null);
    if (wait) quietUntil = world.device() + wait;
    retryAt = world.device() + backoff(tries++, world.scope);
    arm(0);
    report(failure(`collector ${quoted(name)} ${says}; ${items.size} kept for another try`, { url: name, status }));
  }

  /** @param {Item[]} batch @param {import('./post.js').Answer} answer */
  function settle(batch, { says, status, rejected = [] }) {
    if (says) lose(batch.length, `collector ${quoted(name)} ${says}`, { url: name, status });
    for (const one of rejected) lose(1, `collector ${quoted(name)} rejected ${quoted(one?.id)}: ${one?.message}`, { url: name });
  }

  /** @param {object | null} [owner] @returns {Promise<boolean>} */
  function flush(owner = null) {
    // Outside a page nobody waits for another request's network: the runtime may have ended that request.
    if (!world.page) return drain(owner);
    const sent = tail.then(() => drain(owner));
    tail = sent;
    return sent;
  }

  /** The page may be about to end: hand over what is not on its way yet, and keep it until somebody acknowledges it. */
  function hide() {
    disarm();
    if (typeof to !== 'string') return void flush();
    for (let batch; (batch = next((item) => !item.away)).length; ) {
      // Refused: over the browser's budget, or forbidden. It stays stored for the next page.
      if (!world.scope.navigator?.sendBeacon?.(to, bodyOf(batch))) return;
      for (const item of batch) (item.away = true), (item.until = 0);
    }
  }

  return {
    add,
    adopt,
    flush,
    hide,
    lose,
    /** The page is back, or the network: nobody acknowledged the beacons, so the same ids go once more. @param {boolean} online */
    wake(online) {
      if (online) retryAt = 0;
      if (items.size) arm(online ? 0 : options.flushAfter);
    },
    clear() {
      for (const key of [lostKey, ...store.keys(prefix)]) store.remove(key);
      items.clear();
    },
    stop() {
      timed = false;
      disarm();
    },
    get lost() {
      return lost;
    },
  };
}
