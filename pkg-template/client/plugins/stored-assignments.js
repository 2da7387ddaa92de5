import { attempt, copied } from '../failure.js';
import { hashed } from '../hash.js';
import { unitOf } from './unit.js';

/**
 * The variants of sticky experiments by unit, in the same storage as the snapshot's copy. Units are stored as a short hash:
 * other scripts of the page can read its storage. Where consent is used, nothing is stored or read before it is granted.
 * @typedef {[experiment: string, by: string, unit: string, variant: string, version: number]} Entry
 *
 * @param {{ limit?: number }} [options] @returns {import('../../client.js').Plugin}
 */
export const storedAssignments = (options) => (host) => {
  const { limit = 200 } = copied(options);
  const { store } = host.platform;
  const storage = `burgee:a:${hashed(host.source.url ?? '')}`;
  /** By experiment and unit, the most recently read last. @type {Map<string, Entry>} */
  const entries = new Map();
  let allowed = host.gate.consent === undefined || host.gate.consent === 'granted';

  /** Takes over stored entries, including those of other tabs; this page's own take precedence. */
  function load() {
    const stored = attempt(() => JSON.parse(store.get(storage)));
    const own = [...entries.values()];
    entries.clear();
    for (const entry of [...(Array.isArray(stored) ? stored.filter(isEntry) : []), ...own]) put(entry);
  }

  /** @param {Entry} entry */
  function put(entry) {
    const name = nameOf(entry);
    entries.delete(name);
    entries.set(name, entry);
    if (entries.size > limit) for (const oldest of entries.keys()) return entries.delete(oldest);
  }

  function save() {
    if (!allowed) return;
    load();
    store.set(storage, JSON.stringify([...entries.values()]));
  }

  /** @param {import('../../index.js').Exposure} exposure */
  function assign({ sticky, experiment, by, unit, variant, version }) {
    if (!sticky) return;
    /** @type {Entry} */
    const entry = [experiment, by, hashed(unit), variant, version];
    const known = entries.get(nameOf(entry));
    // Before consent the unit may have seen another variant than on an earlier visit; the earlier one stays.
    put(known?.[4] === version ? known : entry);
    save();
  }

  /** @param {object} attributes */
  function assigned(attributes) {
    const units = new Map();
    const found = [];
    for (const [experiment, by, unit, variant, version] of entries.values()) {
      if (!units.has(by)) units.set(by, unitOf(attributes, by));
      if (units.get(by) !== undefined && hashed(units.get(by)) === unit) found.push([experiment, { variant, version }]);
    }
    return Object.fromEntries(found);
  }

  if (allowed) load();
  const { assignmentsOf } = host;
  host.assignmentsOf = (attributes) => ({ ...assignmentsOf(attributes), ...assigned(attributes) });
  const stops = [
    host.on('exposure', assign),
    host.on('assignment', assign),
    host.on('consent', (consent) => {
      allowed = consent === 'granted';
      if (allowed) save();
      // Decisions that were made already stay the same while the page lives.
      else if (consent === 'denied') store.remove(storage);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
};

/** @param {Entry} entry */
const nameOf = (entry) => entry.slice(0, 3).join('\0');

/** @param {any} entry */
const isEntry = (entry) =>
  Array.isArray(entry) &&
  entry.length === 5 &&
  entry.slice(0, 4).every((part) => typeof part === 'string') &&
  Number.isInteger(entry[4]);
