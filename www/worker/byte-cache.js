// A cache of texts with a limit in bytes: the least recently used texts leave first.

export class ByteCache {
  /** In order of use, oldest first. @type {Map<string, string>} */
  #texts = new Map();
  #bytes = 0;

  /** @param {number} limit in bytes */
  constructor(limit) {
    this.limit = limit;
  }

  get bytes() {
    return this.#bytes;
  }

  /** @param {string} key */
  get(key) {
    const text = this.#texts.get(key);
    if (text === undefined) return undefined;
    this.#texts.delete(key);
    this.#texts.set(key, text);
    return text;
  }

  /**
   * A text that is larger than the whole cache is not kept.
   * @param {string} key
   * @param {string} text
   */
  set(key, text) {
    this.#delete(key);
    this.#texts.set(key, text);
    this.#bytes += sizeOf(key, text);
    for (const oldest of this.#texts.keys()) {
      if (this.#bytes <= this.limit) return;
      this.#delete(oldest);
    }
  }

  /** @param {string} key */
  #delete(key) {
    const text = this.#texts.get(key);
    if (text === undefined) return;
    this.#texts.delete(key);
    this.#bytes -= sizeOf(key, text);
  }
}

/** JavaScript strings have up to two bytes for each UTF-16 code unit. @param {string} key @param {string} text */
const sizeOf = (key, text) => 2 * (key.length + text.length);
