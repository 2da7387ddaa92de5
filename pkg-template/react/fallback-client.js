/** Takes the place of a missing client: reads return their default, and noop is reported. */
const fallback = (/** @type {unknown} */ _, /** @type {any} */ value) => value;
const noop = () => {};
const failed = async () => false;

export const FALLBACK_CLIENT = /** @type {import('../client.js').Client} */ (
  /** @type {unknown} */ ({
    boolean: fallback,
    string: fallback,
    number: fallback,
    object: fallback,
    details: (/** @type {string} */ key, /** @type {any} */ value = null) => ({
      key,
      value,
      reason: 'ERROR',
      errorCode: 'PROVIDER_NOT_READY',
      errorMessage: 'there is no client',
    }),
    all: () => new Map(),
    expose: noop,
    track: noop,
    setContext: async () => {},
    setConsent: noop,
    flush: failed,
    ready: Promise.resolve('ERROR'),
    status: 'ERROR',
    error: null,
    lost: 0,
    revision: null,
    context: () => FALLBACK_CLIENT,
    override: noop,
    on: () => noop,
    refresh: async () => 'ERROR',
    close: failed,
  })
);
