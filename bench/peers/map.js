/** The lower bound of a read: one `Map.get` by the flag's key. */

/** @type {import('./peer.js').Peer} */
export const peer = {
  name: 'Map.get',
  role: 'floor',
  snapshot: ({ flags }) => JSON.stringify(Object.fromEntries(flags.map(({ key }) => [key, true]))),
  user: (user) => user,
  start(text) {
    const values = new Map(Object.entries(JSON.parse(text)));
    return { context: (user) => user, read: (_user, { key }) => values.get(key) };
  },
};
