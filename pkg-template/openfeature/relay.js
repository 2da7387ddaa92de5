/**
 * What happens to the client, told as a provider's events.
 *
 * OpenFeature's SDK keeps the provider's status by itself, and takes it for `READY` after `initialize()` and after every
 * change of context; it hears of anything else only through events. So the relay remembers what the SDK believes.
 *
 * @typedef {import('../client.js').Client} Client
 * @typedef {import('../client.js').ClientEvents['change']} Change
 */

const EVENTS = /** @type {const} */ ({
  READY: 'PROVIDER_READY',
  STALE: 'PROVIDER_STALE',
  ERROR: 'PROVIDER_ERROR',
  FATAL: 'PROVIDER_ERROR',
});

/**
 * @param {Client} client
 * @param {{ emit(event: any, details?: any): void }} events the provider's
 * @param {(change: Change) => void} changed
 * @throws {TypeError} when it is no client
 */
export function createRelay(client, events, changed) {
  if (!client?.on)
    throw new TypeError(
      'a provider needs the client that `createClient()` of `burgee/client` makes, and not a view of it',
    );
  /** What the SDK takes the status for; none while it waits for `initialize()`. @type {string | undefined} */
  let believed;
  /** @type {(() => void)[]} */
  let offs = [];

  function tell() {
    const { status } = client;
    if (!believed || status === 'NOT_READY' || status === believed) return;
    believed = status;
    const message = status === 'READY' ? undefined : client.error?.message;
    events.emit(EVENTS[status], { message, ...(status === 'FATAL' && { errorCode: 'PROVIDER_FATAL' }) });
  }

  return {
    start() {
      if (offs.length) return;
      const told = () => void later().then(tell);
      offs = [
        client.on('ready', tell),
        // The status changes before its reason is there.
        client.on('stale', told),
        client.on('error', told),
        // What follows a start or an error is told by `PROVIDER_READY`.
        client.on('change', (change) => (believed === 'READY' || believed === 'STALE') && changed(change)),
      ];
    },
    /** The SDK will take the provider for `status` as soon as the promise it awaits settles. @param {string} status */
    believe(status) {
      believed = undefined;
      void later().then(() => {
        believed = status;
        tell();
      });
    },
    /** @param {string[]} [flagsChanged] */
    configured: (flagsChanged) => events.emit('PROVIDER_CONFIGURATION_CHANGED', { flagsChanged }),
    stop() {
      believed = undefined;
      for (const off of offs.splice(0)) off();
    },
  };
}

/** After those who await what is settling now. */
async function later() {
  for (let hops = 0; hops < 3; hops++) await null;
}

/**
 * What `initialize()` rejects with: OpenFeature reads `code`, and tells an error for good from one that may pass.
 * @param {Client} client
 */
export function failureOf({ status, error }) {
  const code = status === 'FATAL' ? 'PROVIDER_FATAL' : error?.issues ? 'PARSE_ERROR' : 'GENERAL';
  return Object.assign(new Error(error?.message ?? 'there is no snapshot', { cause: error }), { code });
}
