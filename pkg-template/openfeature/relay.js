/**
 * Translates the client's events to a provider's events.
 *
 * OpenFeature's SDK keeps the provider's status itself. It assumes `READY` after `initialize()` and after each change of
 * context, and learns of any other status only from events. So the relay remembers which status the SDK assumes.
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
 * @throws {TypeError} if it is not a client
 */
export function createRelay(client, events, changed) {
  if (!client?.on)
    throw new TypeError('expected a client made by `createClient()` of `burgee/client`, not one of its user views');
  /** The status that the SDK assumes; none while it waits for `initialize()`. @type {string | undefined} */
  let assumed;
  /** @type {(() => void)[]} */
  let stops = [];

  function emitStatus() {
    const { status } = client;
    if (!assumed || status === 'NOT_READY' || status === assumed) return;
    assumed = status;
    const message = status === 'READY' ? undefined : client.error?.message;
    events.emit(EVENTS[status], { message, ...(status === 'FATAL' && { errorCode: 'PROVIDER_FATAL' }) });
  }

  return {
    start() {
      if (stops.length) return;
      const emitLater = () => void later().then(emitStatus);
      stops = [
        client.on('ready', emitStatus),
        // The status changes before the error is set.
        client.on('stale', emitLater),
        client.on('error', emitLater),
        // After a start or an error, `PROVIDER_READY` announces the new values.
        client.on('change', (change) => (assumed === 'READY' || assumed === 'STALE') && changed(change)),
      ];
    },
    /** Tells the relay that the SDK assumes `status` once the promise that it awaits settles. @param {string} status */
    assume(status) {
      assumed = undefined;
      void later().then(() => {
        assumed = status;
        emitStatus();
      });
    },
    /** @param {string[]} [flagsChanged] */
    configured: (flagsChanged) => events.emit('PROVIDER_CONFIGURATION_CHANGED', { flagsChanged }),
    stop() {
      assumed = undefined;
      for (const stop of stops.splice(0)) stop();
    },
  };
}

/** Resolves after the code that awaits a promise which settles now. */
async function later() {
  for (let hops = 0; hops < 3; hops++) await null;
}

/**
 * The error of `initialize()`. By its `code` OpenFeature tells a permanent error from a temporary one.
 * @param {Client} client
 */
export function failureOf({ status, error }) {
  const code = status === 'FATAL' ? 'PROVIDER_FATAL' : error?.issues ? 'PARSE_ERROR' : 'GENERAL';
  return Object.assign(new Error(error?.message ?? 'there is no snapshot', { cause: error }), { code });
}
