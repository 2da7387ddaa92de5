import { attempt, copied } from '../failure.js';
import { hashed } from '../world.js';
import { unitOf } from './unit.js';

/**
 * Which variant of a sticky experiment each unit of this device got, kept where the snapshot's copy is. Units are stored by
 * a short hash: other scripts of the page read its storage. Nothing is stored, nor read, before consent is granted where
 * consent is used.
 * @typedef {[experiment: string, by: string, unit: string, variant: string, version: number]} Entry
 *
 * @param {{ limit?: number }} [options] @returns {import('../../client.js').Plugin}
 */
export const storedAssignments = (options) => (hub) => {
  const { limit = 200 } = copied(options);
  const { store } = hub.world;
  const storage = `burgee:a:${hashed(hub.source.url ?? '')}`;
  /** By experiment and unit, the one that was met last at the end. @type {Map<string, Entry>} */
  const entries = new Map();
  let keeps = hub.consent === undefined || hub.consent === 'granted';

  /** Takes over what is stored, other tabs' too; what this page knows itself goes before. */
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
    if (!keeps) return;
    load();
    store.set(storage, JSON.stringify([...entries.values()]));
  }

  /** @param {import('../../index.js').Exposure} exposure */
  function assign({ sticky, experiment, by, unit, variant, version }) {
    if (!sticky) return;
    /** @type {Entry} */
    const entry = [experiment, by, hashed(unit), variant, version];
    const known = entries.get(nameOf(entry));
    // What was seen while consent was unknown may be another variant than the one of an earlier visit, which stays.
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

  if (keeps) load();
  const { assignmentsOf } = hub;
  hub.assign = assign;
  hub.assignmentsOf = (/** @type {object} */ attributes) => ({ ...assignmentsOf(attributes), ...assigned(attributes) });
  const stops = [
    hub.on('exposure', assign),
    hub.on('consent', (/** @type {unknown} */ consent) => {
      keeps = consent === 'granted';
      if (keeps) save();
      // What is decided already stays as it is while the page lives.
      else if (consent === 'denied') store.remove(storage);
    }),
  ];
  return () => stops.forEach((stop) => stop());
};

/** @param {Entry} entry */
const nameOf = (entry) => entry.slice(0, 3).join('\0');

/** @param {any} entry */
const isEntry = (entry) =>
  Array.isArray(entry) &&
  entry.length === 5 &&
  entry.slice(0, 4).every((part) => typeof part === 'string') &&
  Number.isInteger(entry[4]);
