/** The client as a page has it: its context is set, and every flag was read before. */
import * as core from '../../pkg/index.js';
import { createClient } from '../../pkg/client/client.js';
import { peer as burgee } from './burgee.js';

/** @type {import('./peer.js').Peer} */
export const peer = {
  ...burgee,
  name: 'Burgee client',
  async start(text) {
    /** @type {ReturnType<typeof createClient>} */
    let client;
    const snapshot = JSON.parse(text);
    await core.init();
    return {
      context: (user) => (client = createClient({ snapshot, context: user }, core, { ...globalThis, fetch: undefined })),
      read: (client, flag) => (flag.kind === 'split' ? client.string(flag.key, '') : client.boolean(flag.key, false)),
      close: () => client?.close(),
    };
  },
};
