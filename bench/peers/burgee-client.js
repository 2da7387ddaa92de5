/** The client in a page: its context is set, and every flag was read before. */
import { createClient } from '../../pkg/client.js';
import { init } from '../../pkg/index.js';
import { peer as burgee } from './burgee.js';

/** @type {import('./peer.js').Peer} */
export const peer = {
  ...burgee,
  name: 'Burgee client',
  async start(text) {
    /** @type {ReturnType<typeof createClient>} */
    let client;
    const snapshot = JSON.parse(text);
    await init();
    return {
      context(user) {
        client = createClient({ snapshot, context: user });
        return client;
      },
      read: (client, flag) => (flag.kind === 'split' ? client.string(flag.key, '') : client.boolean(flag.key, false)),
      close: () => client?.close(),
    };
  },
};
