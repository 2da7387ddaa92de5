/**
 * How many events were lost: by this client, and by earlier pages as far as the collector does not know of them yet.
 * @typedef {ReturnType<typeof createLosses>} Losses
 *
 * @param {import('./storage.js').Section} stored counts by client name
 * @param {() => number} random
 */
export function createLosses(stored, random) {
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
      if (persistent) stored.set(self, String(lost));
    },
    /** Takes over the counts of earlier pages. */
    adopt() {
      persistent = true;
      for (const name of stored.names()) counts[name] = Number(stored.get(name));
    },
    /** Forgets the counts that the collector has acknowledged. @param {Record<string, number>} acknowledged */
    acknowledge(acknowledged) {
      for (const name in acknowledged) {
        if (counts[name] !== acknowledged[name]) continue;
        delete counts[name];
        // Another page may have lost more in the meantime.
        if (Number(stored.get(name)) === acknowledged[name]) stored.remove(name);
      }
    },
    clear() {
      stored.names().forEach(stored.remove);
      counts = {};
    },
  };
}
