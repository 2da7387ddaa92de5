/**
 * How many events were lost: by this client, and by earlier pages as far as the collector does not know of them yet.
 * @typedef {ReturnType<typeof createLosses>} Losses
 *
 * @param {import('./storage.js').Store} store @param {string} prefix of the storage keys
 * @param {() => number} random
 */
export function createLosses(store, prefix, random) {
  let lost = 0;
  /** @type {Record<string, number>} */
  let counts = {};
  /** This client's name among the counts; most clients lose nothing and need none. */
  let self = '';
  let persistent = false;
  return {
    lost: () => lost,
    counts: () => counts,
    add() {
      self ||= random().toString(36).slice(2);
      counts[self] = ++lost;
      if (persistent) store.set(prefix + self, String(lost));
    },
    /** Takes over the counts of earlier pages. */
    adopt() {
      persistent = true;
      for (const name of store.names(prefix)) counts[name] = Number(store.get(prefix + name));
    },
    /** Forgets the counts that the collector has acknowledged. @param {Record<string, number>} acknowledged */
    acknowledge(acknowledged) {
      for (const name in acknowledged) {
        if (counts[name] !== acknowledged[name]) continue;
        delete counts[name];
        // Another page may have lost more in the meantime.
        if (Number(store.get(prefix + name)) === acknowledged[name]) store.remove(prefix + name);
      }
    },
    clear() {
      for (const name of store.names(prefix)) store.remove(prefix + name);
      counts = {};
    },
  };
}
