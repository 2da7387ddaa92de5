import { attempt, failure, quoted } from './failure.js';
import { post } from './post.js';
import { hashed } from './world.js';

/**
 * An event on its way. `until`: a send is under way and is given up on at that device time; `away`: the browser has it and
 * sends it even if the page ends; `owner`: the view that it came from, while nobody failed to send it; `stored`: until it
 * is settled, by this page or by another.
 * @typedef {string | ((batch: any) => unknown)} Address
 * @typedef {{ id: string, text: string, size: number, owner?: unknown, until?: number, away?: boolean, stored?: boolean }} Item
 */

/** Browsers let 64 KiB of `keepalive` and beacon bodies be under way at once; the rest is left to others. */
const BATCH_BYTES = 59_800;
const BATCH_EVENTS = 50;

/** One event may not fill a batch alone, or it would be in the way of all others. */
export const EVENT_BYTES = 16_384;

/**
 * Events from the moment they happened until the collector acknowledged them. Each is stored before it is sent and removed
 * after the acknowledgement, one storage key per event: two pages never overwrite each other's, and the worst that a crash
 * or a second page does is to send an event again, which its id makes harmless.
 * @param {import('./world.js').World} world
 * @param {import('./client.js').Settings} settings
 * @param {(error: Error) => void} report
 * @param {(event: string, payload: unknown) => void} emit
 */
export function createOutbox(world, { events, sdk, timeout, maxQueue, flushAfter }, report, emit) {
  const { page, scope, store, device } = world;
  /** @type {Address | undefined} */
  const to =
    typeof events === 'function'
      ? events
      : typeof events === 'string' || events instanceof URL
        ? String(events)
        : undefined;
  const url = typeof to === 'string' ? to : '(function)';
  const prefix = `burgee:e:${hashed(url)}:`;
  const lostPrefix = `burgee:l:${hashed(url)}:`;
  const collector = `collector ${quoted(url)}`;
  /** @type {Map<string, Item>} */
  const items = new Map();
  let lost = 0;
  /** How many each client lost that the collector does not know of: this one, and those of earlier pages. @type {Record<string, number>} */
  let losses = {};
  /** This client's name in there. */
  let self = '';
  let adopted = false;
  let tries = 0;
  /** Not by ourselves before then, after a failure; not at all before then, because the collector asked for silence. */
  let retryAt = 0;
  let quietUntil = 0;
  /** @type {(() => void) | void} */
  let timer;
  /** In a page one send follows the other, so that their bodies share the browser's budget. @type {Promise<unknown>} */
  let tail = Promise.resolve();

  /** @param {string} why @param {object} [facts] */
  function lose(why, facts) {
    self ||= scope.Math.random().toString(36).slice(2);
    losses[self] = ++lost;
    if (adopted) store.set(lostPrefix + self, String(lost));
    report(failure(`an event is lost: ${why}`, facts));
  }

  /**
   * Takes over what earlier pages could not send, or sent by a beacon that nobody acknowledged. It goes by a request of its
   * own at once: were it left to the next beacon, a visitor who reads fast would send it again with every page.
   * What other open pages are about to send goes too: a lock to tell them apart would keep pages out of the back/forward cache.
   */
  function adopt() {
    if (!to) return;
    adopted = true;
    for (const key of store.keys(lostPrefix)) losses[key.slice(lostPrefix.length)] = Number(store.get(key));
    for (const key of store.keys(prefix)) {
      const id = key.slice(prefix.length);
      const text = store.get(key);
      // Sent by another page meanwhile; or one too many, which stays stored for a page that has room.
      if (!text || items.has(id) || items.size >= maxQueue) continue;
      // One that is damaged would spoil the batch.
      if (text.length <= EVENT_BYTES && attempt(() => JSON.parse(text).id === id))
        items.set(id, { id, text, size: text.length * 3, away: true, stored: true });
      else store.remove(key), lose('it was stored damaged');
    }
    if (items.size) arm(0);
  }

  /** @param {Item} item */
  function add(item) {
    if (!to) return;
    // The first events stay: an exposure is of use without its later conversions, they are of none without it.
    if (items.size >= maxQueue) return lose(`the queue of ${maxQueue} is full`);
    items.set(item.id, item);
    item.stored = store.set(prefix + item.id, item.text);
    arm(items.size < BATCH_EVENTS ? flushAfter : 0);
  }

  /** @param {number} ms */
  function arm(ms) {
    if (!flushAfter || (timer && ms)) return;
    disarm();
    timer = world.after(Math.max(ms, Math.max(retryAt, quietUntil) - device()), () => void flush());
  }

  const disarm = () => (timer = timer?.());

  /** @param {boolean} [online] */
  function wake(online) {
    if (online) retryAt = 0;
    if (items.size) arm(online ? 0 : flushAfter);
  }

  /** @param {(item: Item) => unknown} fits */
  function nextBatch(fits) {
    const batch = [];
    let size = 0;
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
    `{"sdk":${JSON.stringify(sdk)},"sent":${world.now()},"lost":${lost},"losses":${JSON.stringify(losses)},"events":[${batch.map(({ text }) => text)}]}`;

  /** @param {unknown} owner nobody: for all @returns {Promise<boolean>} whether nothing is left waiting */
  async function drain(owner) {
    disarm();
    /** @param {Item} item */
    const fits = (item) => (item.until ?? 0) <= device() && (!owner || !item.owner || item.owner === owner);
    for (let batch; to && (batch = nextBatch(fits)).length; ) if (!(await send(batch, to))) return (arm(0), false);
    return true;
  }

  /** The collector will not change its mind. @param {Item[]} batch @param {string | undefined} says @param {any[]} rejected @param {object} facts */
  function settle(batch, says, rejected, facts) {
    for (const { id, stored } of batch) {
      const one = rejected.find((one) => one?.id === id);
      const why = says ? `: ${says}` : one && ` rejected ${quoted(id)}: ${one.message}`;
      // What is not stored any more was settled, and counted, by another page.
      if (why && (!stored || store.get(prefix + id))) lose(collector + why, facts);
      items.delete(id);
      store.remove(prefix + id);
      emit('sent', { id, lost: !!why });
    }
  }

  /** @param {Item[]} batch @param {Address} to @returns {Promise<boolean>} whether the collector has decided on it */
  async function send(batch, to) {
    if (device() < quietUntil) return false;
    // Not after a failure: the page's budget for `keepalive` may be what failed.
    const keepalive = page && !tries;
    for (const item of batch) (item.until = device() + timeout), (item.away = keepalive);
    const told = { ...losses };
    const { retry, wait, status, says, rejected = [] } = await post(world, to, bodyOf(batch), timeout, keepalive);
    if (retry) {
      // Whoever flushes next may take them along.
      for (const item of batch) item.until = item.away = item.owner = undefined;
      quietUntil = device() + (wait ?? 0);
      retryAt = device() + world.backoff(tries++);
      report(failure(`${collector}: ${says}; ${items.size} kept for another try`, { url, status }));
      return false;
    }
    tries = retryAt = 0;
    settle(batch, says, rejected, { url, status });
    for (const name in told) {
      if (says || losses[name] !== told[name]) continue;
      delete losses[name];
      // Another page may have lost more since.
      if (Number(store.get(lostPrefix + name)) === told[name]) store.remove(lostPrefix + name);
    }
    return true;
  }

  /** @param {unknown} [owner] @returns {Promise<boolean>} */
  function flush(owner) {
    // Outside a page nobody waits for another request's network: the runtime may have ended that request.
    if (!page) return drain(owner);
    const sent = tail.then(() => drain(owner));
    tail = sent;
    return sent;
  }

  /**
   * The page may be about to end: hand over what is not on its way yet, and keep it until somebody acknowledges it. If it
   * stays, in the background, its timer goes on and sends the same ids by a request that hears the answer.
   */
  function hide() {
    if (typeof to !== 'string') return void flush();
    for (let batch; (batch = nextBatch(({ away }) => !away)).length; ) {
      // Refused: over the browser's budget, or forbidden. It stays stored for the next page.
      if (!scope.navigator.sendBeacon(to, bodyOf(batch))) return;
      for (const item of batch) (item.away = true), (item.until = 0);
    }
  }

  return {
    add,
    adopt,
    flush,
    hide,
    lose,
    /** The page is back, or the network: nobody acknowledged the beacons, so the same ids go once more. */
    wake,
    /** Drops what waits. @param {unknown} [owner] whose events, as long as nobody failed to send them; nobody: all */
    clear(owner) {
      for (const [id, item] of items) if (!owner || item.owner === owner) items.delete(id), store.remove(prefix + id);
      if (owner) return;
      for (const key of [...store.keys(lostPrefix), ...store.keys(prefix)]) store.remove(key);
      losses = {};
    },
    stop() {
      flushAfter = 0;
      disarm();
    },
    lost: () => lost,
  };
}
