/**
 * Records what a test client would have sent.
 * @typedef {import('../client.js').Consent} Consent
 * @typedef {ReturnType<typeof createRecorder>} Recorder
 */

/**
 * @param {(type: 'exposure' | 'track', facts: object) => void} record @param {(message: string) => void} lose called for an event without a unit
 */
export function createRecorder(record, lose) {
  /** Recorded exposures. @type {Set<string>} */
  const known = new Set();

  return {
    forget: () => known.clear(),
    /** @param {() => Consent} consentOf */
    forUser(consentOf) {
      /** Events that wait for consent. @type {(() => void)[]} */
      let held = [];

      function release() {
        if (consentOf() === 'unknown') return;
        const released = consentOf() === 'denied' ? [] : held;
        held = [];
        for (const run of released) run();
      }

      /** @param {'exposure' | 'track'} type @param {object} facts */
      function add(type, facts) {
        held.push(() => record(type, facts));
        release();
      }

      return {
        release,
        /** @param {import('../client.js').ClientDetails} details */
        expose({ exposure, reason }) {
          if (!exposure || consentOf() === 'denied') return;
          const { experiment, version, variant, unit } = exposure;
          const identity = JSON.stringify([experiment, version, variant, unit]);
          if (known.has(identity)) return;
          known.add(identity);
          add('exposure', { ...exposure, reason });
        },
        /** @param {string} name @param {any} attributes @param {import('../client.js').TrackOptions} [options] */
        track(name, attributes, { value, properties = {}, by = 'targetingKey' } = {}) {
          const unit = attributes[by];
          if (unit == null) return lose(`\`${name}\`: the context has no \`${by}\``);
          add('track', {
            unit: String(unit),
            by,
            name,
            ...(Number.isFinite(value) && { value }),
            properties: JSON.parse(JSON.stringify(properties)),
          });
        },
      };
    },
  };
}
