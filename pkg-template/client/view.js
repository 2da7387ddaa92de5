import { SAMPLES, failed, typeOf } from '../evaluator/details.js';
import { attempt, copied, failure, quoted, textOf } from './failure.js';
import { keyOf } from './ledger.js';
import { EVENT_BYTES } from './outbox.js';
import { uuid } from './world.js';

/**
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {'boolean' | 'string' | 'number' | 'object'} Type
 */

/** A word that is none of the three is no yes. @param {any} given @returns {import('../client.js').Consent | undefined} */
export const consentOf = (given) =>
  given == null ? undefined : given === 'granted' || given === 'denied' ? given : 'unknown';

/**
 * One user's flags: the reads, and what the user is reported to have seen and done.
 * @param {import('./client.js').Hub} hub
 * @param {any} attributes
 * @param {import('../client.js').ViewOptions} [options]
 * @param {boolean} [main] whether it is the client's own
 */
export function createView(hub, attributes, options, main) {
  const { world, source, outbox, ledger, overrides, emit, report } = hub;
  const { now, waitUntil, assignments, ...own } = copied(options);
  let consent = consentOf(own.consent);
  attributes = copied(attributes);
  /** @type {import('../index.js').Context | undefined} */
  let context;
  /** Of the snapshot that the context was made from. @type {number | null} */
  let revision = null;
  /** Values whose exposure is dealt with: what a read needs, and nothing else. @type {Map<string, { type: Type, value: any }>} */
  const entries = new Map();
  /** What happened while nobody had said yes or no. @type {{ event: any, item: import('./outbox.js').Item }[]} */
  let held = [];
  let flushing = false;
  /** The client sends for all, another view for itself. */
  const owner = main ? undefined : entries;

  const agreed = () => consent ?? hub.consent;

  /** @param {Type} type */
  const reader = (type) => (/** @type {string} */ key, /** @type {any} */ fallback) => {
    const entry = entries.get(key);
    return entry !== undefined && entry.type === type ? entry.value : read(type, key, fallback);
  };

  /** @param {Type} type @param {string} key @param {any} fallback */
  function read(type, key, fallback) {
    const found = details(key, SAMPLES[type]);
    // Without a variant it is no value of the snapshot's, but the sample.
    if (found.variant === undefined && !found.overridden) return fallback;
    note(found);
    entries.set(key, { type, value: found.value });
    return found.value;
  }

  /** @param {string} key @param {any} [fallback] @returns {Details} */
  function details(key, fallback) {
    return attempt(
      () => {
        if (!overrides.has(key))
          return (
            decide()?.details(key, fallback) ?? failed(key, fallback, 'PROVIDER_NOT_READY', 'no snapshot is loaded yet')
          );
        const value = overrides.get(key);
        if (fallback === undefined || typeOf(value) === typeOf(fallback))
          return { key, value, reason: 'STATIC', overridden: true };
        return failed(
          key,
          fallback,
          'TYPE_MISMATCH',
          `${quoted(key)} is overridden with a ${typeOf(value)}, not a ${typeOf(fallback)}`,
        );
      },
      (thrown) => failed(key, fallback, 'GENERAL', textOf(thrown)),
    );
  }

  /** @returns {Map<string, Details>} */
  function all() {
    const found = new Map(
      attempt(
        () => decide()?.all(),
        (thrown) => (report(thrown), undefined),
      ),
    );
    for (const key of overrides.keys()) found.set(key, details(key));
    return found;
  }

  /** Made when first needed: on the edge the time stands still, and at nought before the first request. */
  function decide() {
    if (!context && source.evaluator) {
      revision = source.evaluator.revision;
      context = source.evaluator.context(attributes, {
        now: now ?? world.now(),
        consent: agreed() ?? 'unknown',
        assignments: main ? hub.assignmentsOf(attributes) : assignments,
      });
    }
    return context;
  }

  /** @param {Details} found */
  function note({ exposure, reason }) {
    if (!exposure || ledger.has(exposure)) return;
    // What is held may never be let go, so it does not count as reported: another request of this user may have the word.
    if (!held.some(({ event }) => keyOf(event) === keyOf(exposure))) record('exposure', { ...exposure, reason });
  }

  /** @param {string} name @param {import('../client.js').TrackOptions} [options] */
  function track(name, options) {
    attempt(
      () => {
        const { value, properties, by = 'targetingKey' } = copied(options);
        const unit = attributes[by];
        if (unit == null) throw failure(`the context has no ${quoted(by)}`);
        record('track', {
          unit: String(unit),
          by,
          name: String(name),
          value: Number.isFinite(value) ? value : undefined,
          properties: copied(properties),
        });
      },
      (thrown) => refuse(name, thrown),
    );
  }

  /** @param {unknown} name @param {any} cause */
  function refuse(name, cause) {
    if (agreed() !== 'denied' && !hub.closed) outbox.lose(`${quoted(name)}: ${textOf(cause)}`, { cause });
  }

  /** @param {string} type @param {any} facts */
  function record(type, facts) {
    const agrees = agreed();
    if (agrees === 'denied' || hub.closed) return;
    attempt(
      () => {
        const id = uuid(world.scope.crypto);
        const text = JSON.stringify({ id, type, at: world.now(), revision, ...facts });
        const size = new TextEncoder().encode(text).length;
        if (size > EVENT_BYTES) throw failure(`larger than ${EVENT_BYTES} bytes`);
        if (held.length >= hub.settings.maxQueue) throw failure(`the queue of ${held.length} is full`);
        held.push({ event: JSON.parse(text), item: { id, text, size, owner } });
      },
      (thrown) => refuse(facts.name ?? facts.flag, thrown),
    );
    settle();
  }

  /** Lets go of what is held, if the time has come. */
  function settle() {
    if (agreed() === 'unknown' || hub.prerendering) return;
    const free = held;
    held = [];
    for (const { event, item } of free) {
      const exposes = event.type === 'exposure';
      // Another view may have been faster.
      if (exposes && ledger.has(event)) continue;
      if (exposes) ledger.add(event);
      outbox.add(item);
      if (exposes) emit('exposure', event);
    }
    if (!free.length || !waitUntil || flushing) return;
    // After the reads that follow in the same breath, so that they share a request.
    flushing = true;
    keep(Promise.resolve().then(() => ((flushing = false), outbox.flush(owner))));
  }

  /** Gives a promise to the edge's `waitUntil`. @template T @param {Promise<T>} promise */
  function keep(promise) {
    attempt(() => waitUntil?.(promise), report);
    return promise;
  }

  /** Decides anew at the next read. */
  function renew() {
    context = undefined;
    entries.clear();
  }

  const view = {
    boolean: reader('boolean'),
    string: reader('string'),
    number: reader('number'),
    object: reader('object'),
    details,
    all,
    attributes: () => ({ ...attributes }),
    /** @param {string} key */
    expose: (key) => note(details(key)),
    track,
    /** @param {any} given */
    async setContext(given) {
      hub.change('context', made, () => (attributes = copied(given)));
    },
    /** @param {any} given */
    setConsent(given) {
      given = consentOf(given) ?? 'unknown';
      hub.change('consent', made, () => (main ? (hub.consent = given) : (consent = given)));
      if (given === 'denied') {
        held = [];
        if (!main) outbox.clear(owner);
      }
      settle();
    },
    flush() {
      settle();
      return keep(outbox.flush(owner));
    },
  };
  const made = { view, renew, settle, keep };
  return made;
}
