import { internals } from '../client/internals.js';

/**
 * The variants of each flag, from the snapshot's text. Only for clients of the same bundle: for others the panel works without.
 * @typedef {import('../client.js').Client} Client
 * @typedef {{ [name: string]: import('../index.js').Json }} Variants
 */

/**
 * What an override can choose from, in the snapshot in use.
 * @param {Client} client @returns {(key: string) => Variants | undefined}
 */
export function createVariants(client) {
  /** @type {string | undefined} */
  let text;
  /** @type {{ [key: string]: { variants?: Variants } }} */
  let flags = {};
  return (key) => {
    const current = internals.get(client)?.source.text();
    if (current !== text) {
      text = current;
      flags = flagsIn(text);
    }
    const variants = Object.hasOwn(flags, key) ? flags[key]?.variants : undefined;
    return variants && Object.keys(variants).length ? variants : undefined;
  };
}

/** @param {string | undefined} text */
function flagsIn(text) {
  try {
    return JSON.parse(text ?? '{}').flags ?? {};
  } catch {
    return {};
  }
}
