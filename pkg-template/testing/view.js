import { SAMPLES, failed } from '../evaluator/details.js';

/**
 * @typedef {import('../client.js').Consent} Consent
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {ReturnType<typeof createView>} Made
 *
 * What the views of one test client share.
 * @typedef {object} Hub
 * @property {ReturnType<typeof import('./values.js').createValues>} values
 * @property {() => boolean} serving whether there are values by now
 * @property {(type: 'exposure' | 'track', facts: object) => void} record
 * @property {(message: string) => void} lose
 * @property {(made: Made, cause: string, run: () => void) => void} change
 * @property {Consent} consent
 * @property {Set<string>} seen
 */

/** @param {Hub} hub @param {any} given @param {import('../client.js').ViewOptions} [options] */
export function createView(hub, given, options = {}) {
  let attributes = { ...given };
  let { consent } = options;
  /** What happened while nobody had said yes or no. @type {(() => void)[]} */
  let held = [];
  const agreed = () => consent ?? hub.consent;

  /** @param {string} key @param {any} [fallback] @returns {any} */
  function details(key, fallback) {
    if (hub.serving()) return hub.values.details(key, fallback, attributes);
    return failed(key, fallback, 'PROVIDER_NOT_READY', 'no snapshot is loaded yet');
  }

  /** @param {keyof typeof SAMPLES} type */
  const reader = (type) => (/** @type {string} */ key, /** @type {any} */ fallback) => {
    const found = details(key, SAMPLES[type]);
    if (found.reason === 'ERROR') return fallback;
    note(found);
    return found.value;
  };

  /** @param {Details} found */
  function note({ exposure, reason }) {
    if (!exposure || agreed() === 'denied') return;
    const { experiment, version, variant, unit } = exposure;
    const identity = JSON.stringify([experiment, version, variant, unit]);
    if (hub.seen.has(identity)) return;
    hub.seen.add(identity);
    record('exposure', { ...exposure, reason });
  }

  /** @param {'exposure' | 'track'} type @param {object} facts */
  function record(type, facts) {
    if (agreed() === 'denied') return;
    held.push(() => hub.record(type, facts));
    settle();
  }

  function settle() {
    if (agreed() === 'unknown') return;
    for (const run of held.splice(0)) run();
  }

  const view = {
    boolean: reader('boolean'),
    string: reader('string'),
    number: reader('number'),
    object: reader('object'),
    details,
    all: () => new Map((hub.serving() ? hub.values.keys() : []).map((key) => [key, details(key)])),
    attributes: () => ({ ...attributes }),
    /** @param {string} key */
    expose: (key) => note(details(key)),
    /** @param {string} name @param {import('../client.js').TrackOptions} [options] */
    track(name, { value, properties = {}, by = 'targetingKey' } = {}) {
      const unit = attributes[by];
      if (unit == null) return hub.lose(`\`${name}\`: the context has no \`${by}\``);
      record('track', {
        unit: String(unit),
        by,
        name,
        ...(Number.isFinite(value) && { value }),
        properties: JSON.parse(JSON.stringify(properties)),
      });
    },
    /** @param {any} next */
    async setContext(next) {
      hub.change(made, 'context', () => (attributes = { ...next }));
    },
    /** @param {Consent} next */
    setConsent(next) {
      consent = next;
      if (next === 'denied') held = [];
      settle();
    },
    flush: async () => true,
  };
  const made = { view, settle, drop: () => void (held = []) };
  return made;
}
