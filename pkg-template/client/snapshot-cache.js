import { hashed } from './hash.js';

/** @typedef {{ text: string, etag?: string }} Copy the text that a server sent, and its ETag */

/**
 * The device's copy of the snapshot: one storage value, so that text and ETag can only change together.
 * @param {import('./platform.js').Platform} platform @param {number} lifetime ms @param {string | undefined} url
 */
export function createSnapshotCache(platform, lifetime, url) {
  const { store, device } = platform;
  const key = `burgee:s:${hashed(url ?? '')}`;
  let writtenAt = 0;
  return {
    /** @returns {Copy | undefined} */
    read() {
      const [, at, offset, etag, text] = /^(\d+) (-?\d+) (.*)\n([\s\S]+)/.exec(url ? store.get(key) : '') ?? [];
      if (!text || device() - Number(at) > lifetime) return;
      writtenAt = Number(at);
      // A clock that was wrong is probably still wrong, and the first decisions come before the server's next response.
      platform.offset = Number(offset);
      return { text, etag };
    },
    /** @param {Copy} copy @param {boolean} changed */
    write({ text, etag }, changed) {
      const now = Math.round(device());
      // An unchanged copy is written again only to extend its life.
      if (!changed && now - writtenAt < lifetime / 8) return;
      if (store.set(key, `${now} ${Math.round(platform.offset)} ${etag}\n${text}`)) writtenAt = now;
    },
    drop: () => store.remove(key),
  };
}
