// GrowthBook's hash, to find units that sit where a test wants them.

/** FNV-1a of 32 bits over UTF-16 code units. @param {string} text */
function fnv1a(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/**
 * For each of the 1,000 positions of the first version of the hash a unit that has it.
 * @param {string} seed
 */
export function units(seed) {
  /** @type {string[]} */
  const found = [];
  for (let number = 0, missing = 1000; missing > 0; number++) {
    const position = fnv1a(`${number}${seed}`) % 1000;
    if (found[position] === undefined) missing--;
    found[position] ??= String(number);
  }
  return found;
}
