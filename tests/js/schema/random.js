/** Random choices from a seed, the same in every run. */
export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed;
  }

  /** A number from 0 to below 1 (mulberry32). */
  number() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number below `limit`. @param {number} limit */
  below(limit) {
    return Math.floor(this.number() * limit);
  }

  /** @param {number} probability */
  chance(probability) {
    return this.number() < probability;
  }

  /** @template T @param {readonly T[]} items @returns {T} */
  of(items) {
    return items[this.below(items.length)];
  }

  /** Up to `most` made things, at least `least`. @template T @param {(index: number) => T} make @param {number} most @param {number} [least] */
  list(make, most, least = 0) {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, index) => make(index));
  }

  /**
   * An object with those members that must be there, and each of the others half the time.
   * @param {{ [name: string]: () => any }} required @param {{ [name: string]: () => any }} [optional]
   */
  object(required, optional = {}) {
    const chosen = Object.entries(optional).filter(() => this.chance(0.4));
    return Object.fromEntries([...Object.entries(required), ...chosen].map(([name, make]) => [name, make()]));
  }
}
