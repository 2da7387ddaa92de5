/** The client where there is none: every read gives its default, and nothing is reported. */
const fallback = (/** @type {unknown} */ _, /** @type {any} */ value) => value;
const nothing = () => {};
const failed = async () => false;

export const NOBODY = /** @type {import('../client.js').Client} */ (
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
    expose: nothing,
    track: nothing,
    setContext: async () => {},
    setConsent: nothing,
    flush: failed,
    ready: Promise.resolve('ERROR'),
    status: 'ERROR',
    error: null,
    lost: 0,
    revision: null,
    context: () => NOBODY,
    override: nothing,
    on: () => nothing,
    refresh: async () => 'ERROR',
    close: failed,
  })
);
