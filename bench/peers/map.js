/** The floor of a read: one `Map.get` by the flag's key. */

/** @type {import('./peer.js').Peer} */
export const peer = {
  name: 'Map.get',
  role: 'floor',
  snapshot: ({ flags }) => JSON.stringify(flags.map(({ key }) => key)),
  user: (user) => user,
  start(text) {
    const values = new Map(JSON.parse(text).map((/** @type {string} */ key) => [key, true]));
    return { context: (user) => user, read: (user, { key }) => values.get(key) };
  },
};
