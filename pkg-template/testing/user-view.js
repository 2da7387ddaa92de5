import { SAMPLES, failed } from '../evaluator/details.js';

/**
 * @typedef {import('../client.js').Consent} Consent
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {ReturnType<typeof createUserView>} UserViewHandle
 *
 * What the user views of one test client share.
 * @typedef {object} Shared
 * @property {ReturnType<typeof import('./values.js').createValues>} values
 * @property {() => boolean} isServing whether there are values
 * @property {import('./recorder.js').Recorder} recorder
 * @property {{ consent: Consent }} gate
 */

/**
 * @param {Shared} shared @param {any} initial @param {import('../client.js').UserViewOptions} [options]
 * @param {(run: () => void) => void} [change] runs what may change values
 */
export function createUserView(shared, initial, options = {}, change = (run) => run()) {
  const { values, isServing, recorder, gate } = shared;
  let attributes = { ...initial };
  let { consent } = options;
  const reporter = recorder.forUser(() => consent ?? gate.consent);

  /** @param {string} key @param {any} [fallback] @returns {any} */
  function details(key, fallback) {
    if (isServing()) return values.details(key, fallback, attributes);
    return failed(key, fallback, 'PROVIDER_NOT_READY', 'no snapshot is loaded yet');
  }

  /** @param {keyof typeof SAMPLES} type */
  const reader = (type) => (/** @type {string} */ key, /** @type {any} */ fallback) => {
    const found = details(key, SAMPLES[type]);
    if (found.reason === 'ERROR') return fallback;
    reporter.expose(found);
    return found.value;
  };

  const view = {
    boolean: reader('boolean'),
    string: reader('string'),
    number: reader('number'),
    object: reader('object'),
    details,
    all: () => new Map((isServing() ? values.keys() : []).map((key) => [key, details(key)])),
    attributes: () => ({ ...attributes }),
    /** @param {string} key */
    expose: (key) => reporter.expose(details(key)),
    /** @param {string} name @param {import('../client.js').TrackOptions} [options] */
    track: (name, options) => reporter.track(name, attributes, options),
    /** @param {any} next */
    async setContext(next) {
      change(() => {
        attributes = { ...next };
      });
    },
    /** @param {Consent} next */
    setConsent(next) {
      consent = next;
      reporter.release();
    },
    flush: async () => true,
  };
  return { view, release: reporter.release };
}
