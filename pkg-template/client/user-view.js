import { SAMPLES } from '../evaluator/details.js';
import { consentOf } from './consent.js';
import { attempt, copied } from './failure.js';
import { createRecorder } from './recorder.js';

/**
 * One user's flags: the public reads, and what is reported of the user.
 * @typedef {import('../evaluator/details.js').FlagType} FlagType
 * @typedef {ReturnType<typeof createUserView>} UserViewHandle
 *
 * Values whose exposure was recorded: the fast path of a read.
 * @typedef {Map<string, { type: FlagType, value: any }>} KnownValues
 *
 * What all user views of a client share.
 * @typedef {object} Parts
 * @property {import('./platform.js').Platform} platform
 * @property {import('./options.js').Settings} settings
 * @property {Readonly<import('./consent.js').Gate>} gate
 * @property {import('./decider.js').Decider} decider
 * @property {import('./ledger.js').Ledger} ledger
 * @property {import('./outbox.js').Outbox} outbox
 * @property {(event: string, payload?: unknown) => void} emit
 * @property {(error: any) => void} report
 */

/**
 * @param {Parts} parts @param {any} attributes @param {import('../client.js').UserViewOptions} [options]
 * @param {(attributes: any) => any} [assignmentsOf] only of the client's own view, whose flush sends all events
 */
export function createUserView(parts, attributes, options, assignmentsOf) {
  const { platform, gate, decider, outbox, report } = parts;
  const { now, waitUntil, assignments, ...own } = copied(options);
  let consent = consentOf(own.consent);
  let flushing = false;
  attributes = copied(attributes);
  const agreed = () => consent ?? gate.consent;
  const decisions = decider.decisionsFor(() => [
    attributes,
    {
      now: now ?? platform.now(),
      consent: agreed() ?? 'unknown',
      assignments: assignmentsOf ? assignmentsOf(attributes) : assignments,
    },
  ]);
  const owner = assignmentsOf ? undefined : decisions;
  const recorder = createRecorder(parts, agreed, decisions.revision, owner, flushSoon);
  const { release } = recorder;
  /** @type {KnownValues} */
  const known = new Map();

  function flushSoon() {
    if (!waitUntil || flushing) return;
    flushing = true;
    // After the reads that follow synchronously, so that they share a request.
    keep(
      Promise.resolve().then(() => {
        flushing = false;
        return outbox.flush(owner);
      }),
    );
  }

  /** Passes a promise to the edge's `waitUntil`. @template T @param {Promise<T>} promise */
  function keep(promise) {
    attempt(() => waitUntil?.(promise), report);
    return promise;
  }

  /** Decides again at the next read. */
  function renew() {
    decisions.renew();
    known.clear();
  }

  const view = {
    ...createReads(decisions, recorder, known),
    attributes: () => ({ ...attributes }),
    /** @param {string} name @param {import('../client.js').TrackOptions} [options] */
    track: (name, options) => recorder.track(name, attributes, options),
    /** @param {any} next */
    async setContext(next) {
      attributes = copied(next);
      renew();
    },
    /** @param {any} value */
    setConsent(value) {
      consent = consentOf(value) ?? 'unknown';
      renew();
      if (consent === 'denied') outbox.clear(owner);
      release();
    },
    flush() {
      release();
      return keep(outbox.flush(owner));
    },
  };
  return { view, renew, keep, release };
}

/**
 * @param {import('./decider.js').Decisions} decisions @param {import('./recorder.js').Recorder} recorder
 * @param {KnownValues} known
 */
function createReads({ details, all }, { expose }, known) {
  /** @param {FlagType} type */
  const reader = (type) => (/** @type {string} */ key, /** @type {any} */ fallback) => {
    const entry = known.get(key);
    return entry !== undefined && entry.type === type ? entry.value : read(type, key, fallback);
  };

  /** @param {FlagType} type @param {string} key @param {any} fallback */
  function read(type, key, fallback) {
    const found = details(key, SAMPLES[type]);
    // Without a variant the value is the sample, not the snapshot's.
    if (found.variant === undefined && !found.overridden) return fallback;
    expose(found);
    known.set(key, { type, value: found.value });
    return found.value;
  }

  return {
    boolean: reader('boolean'),
    string: reader('string'),
    number: reader('number'),
    object: reader('object'),
    details,
    all,
    /** @param {string} key */
    expose: (key) => expose(details(key)),
  };
}
