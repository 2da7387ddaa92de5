import { internals } from '../client/internals.js';

/**
 * What a client of this very package tells besides its public face. Of any other (a test's, one of another bundle) it is
 * nothing, and the panel does without.
 * @typedef {import('../client.js').Client} Client
 * @typedef {{ [name: string]: import('../index.js').Json }} Variants
 */

/**
 * The variants of each flag, by the snapshot in use: what an override can choose from.
 * @param {Client} client @returns {(key: string) => Variants | undefined}
 */
export function createVariants(client) {
  /** @type {string | undefined} */
  let text;
  /** @type {{ [key: string]: { variants?: Variants } }} */
  let flags = {};
  return (key) => {
    const current = internals.get(client)?.source.text();
    if (current !== text) flags = flagsIn((text = current));
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
