import { attempt } from './failure.js';

/**
 * An event that the collector has not acknowledged yet.
 * @typedef {object} QueuedEvent
 * @property {string} id
 * @property {string} text JSON
 * @property {number} size at most so many bytes of UTF-8
 * @property {unknown} [owner] the user view that it came from, until a request with it failed
 * @property {number} [until] a request with it is under way, and is given up at this device time
 * @property {boolean} [away] the browser sends it even if the page ends
 * @property {boolean} [stored] whether it was stored
 *
 * @typedef {ReturnType<typeof createQueue>} Queue
 */

/** Browsers let 64 KiB of `keepalive` and beacon bodies be under way at once; the rest is left to other requests. */
const BATCH_BYTES = 59_800;
export const BATCH_EVENTS = 50;

/** An event must not fill a batch alone: it would block all others. */
export const EVENT_BYTES = 16_384;

/**
 * Unsent events, oldest first, in memory and in storage. One storage key per event: two pages never overwrite each other's
 * events, and the worst that a crash or a second page can do is to send an event twice, which its id makes harmless.
 * @param {import('./storage.js').Store} store @param {string} prefix of the storage keys @param {number} limit
 */
export function createQueue(store, prefix, limit) {
  /** @type {Map<string, QueuedEvent>} */
  const events = new Map();

  /** @param {QueuedEvent} event @returns {unknown} falsy if another page has settled it already */
  function remove({ id, stored }) {
    const isPending = !stored || store.get(prefix + id);
    events.delete(id);
    store.remove(prefix + id);
    return isPending;
  }

  return {
    size: () => events.size,
    remove,
    /** @param {QueuedEvent} event */
    add(event) {
      events.set(event.id, event);
      event.stored = store.set(prefix + event.id, event.text);
    },
    /** Takes over the events of earlier pages. @param {() => void} damaged called for each event that cannot be read */
    adopt(damaged) {
      for (const id of store.names(prefix)) {
        const text = store.get(prefix + id);
        // Sent by another page in the meantime; or one too many, which stays stored for a page that has room.
        if (!text || events.has(id) || events.size >= limit) continue;
        // A damaged event would make the whole batch invalid.
        if (text.length <= EVENT_BYTES && attempt(() => JSON.parse(text).id === id))
          events.set(id, { id, text, size: text.length * 3, away: true, stored: true });
        else {
          store.remove(prefix + id);
          damaged();
        }
      }
    },
    /** The oldest events that fit into one request. @param {(event: QueuedEvent) => unknown} isWanted */
    nextBatch(isWanted) {
      const batch = [];
      let size = 0;
      for (const event of events.values()) {
        if (!isWanted(event)) continue;
        size += event.size + 1;
        if (size > BATCH_BYTES || batch.length === BATCH_EVENTS) break;
        batch.push(event);
      }
      return batch;
    },
    /** @param {unknown} [owner] drops only this user view's events that no request failed with; without one, all events */
    clear(owner) {
      for (const event of events.values()) if (!owner || event.owner === owner) remove(event);
      if (!owner) for (const id of store.names(prefix)) store.remove(prefix + id);
    },
  };
}
