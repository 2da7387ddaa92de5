import { attempt, failure, quoted, textOf } from './failure.js';
import { EVENT_BYTES } from './outbox.js';
import { uuid } from './world.js';

/**
 * @typedef {import('../index.js').Attributes} Attributes
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('../client.js').Consent} Consent
 * @typedef {import('./client.js').Hub} Hub
 * @typedef {'boolean' | 'string' | 'number' | 'object'} Type
 * @typedef {{ event: any, item: import('./outbox.js').Item }} Recorded
 */

/** A value of each type, to ask the evaluator for that type whatever the caller gave as default. */
const SAMPLES = { boolean: false, string: '', number: 0, object: {} };

/** @param {unknown} value @returns {string} */
const typeOf = (value) => (value === null ? 'object' : typeof value);

/** One user's flags: the reads, and what the user is reported to have seen and done. */
export class View {
  #hub;
  #attributes;
  #consent;
  #waitUntil;
  /** @type {number | undefined} */
  #instant;
  /** @type {import('../index.js').Context | null} */
  #context = null;
  /** Of the snapshot that the context was made from. @type {number | null} */
  #revision = null;
  /** Values whose exposure is dealt with: what a read needs, and nothing else. @type {Map<string, { type: Type, value: any }>} */
  #entries = new Map();
  /** What happened while nobody had said yes or no. @type {Recorded[]} */
  #held = [];
  #flushing = false;

  /**
   * @param {Hub} hub @param {unknown} attributes
   * @param {import('../client.js').ViewOptions} [options]
   */
  constructor(hub, attributes, options = {}) {
    this.#hub = hub;
    this.#attributes = object(attributes);
    this.#consent = options.consent;
    this.#waitUntil = options.waitUntil;
    this.#instant = options.now;
  }

  /** @param {string} key @param {boolean} fallback */
  boolean(key, fallback) {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.type === 'boolean' ? entry.value : this.#read('boolean', key, fallback);
  }

  /** @param {string} key @param {string} fallback */
  string(key, fallback) {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.type === 'string' ? entry.value : this.#read('string', key, fallback);
  }

  /** @param {string} key @param {number} fallback */
  number(key, fallback) {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.type === 'number' ? entry.value : this.#read('number', key, fallback);
  }

  /** @param {string} key @param {any} fallback */
  object(key, fallback) {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.type === 'object' ? entry.value : this.#read('object', key, fallback);
  }

  /** @param {Type} type @param {string} key @param {any} fallback */
  #read(type, key, fallback) {
    const details = this.details(key, SAMPLES[type]);
    if (details.reason === 'ERROR') return fallback;
    this.#expose(details);
    this.#entries.set(key, { type, value: details.value });
    return details.value;
  }

  /** @param {string} key @param {any} [fallback] @returns {Details} */
  details(key, fallback) {
    const wrong = (/** @type {any} */ errorCode, /** @type {string} */ errorMessage) =>
      /** @type {Details} */ ({ key, value: fallback ?? null, reason: 'ERROR', errorCode, errorMessage });
    return attempt(
      () => {
        const { overrides } = this.#hub;
        if (overrides.has(key)) {
          const value = overrides.get(key);
          if (fallback === undefined || typeOf(value) === typeOf(fallback)) return { key, value, reason: 'STATIC', overridden: true };
          return wrong('TYPE_MISMATCH', `flag ${quoted(key)} is overridden with a ${typeOf(value)}, not a ${typeOf(fallback)}`);
        }
        const context = this.#decide();
        return context ? context.details(key, fallback) : wrong('PROVIDER_NOT_READY', 'no snapshot is loaded yet');
      },
      (thrown) => wrong('GENERAL', textOf(thrown)),
    );
  }

  /** @returns {Map<string, Details>} */
  all() {
    return attempt(
      () => {
        const all = new Map(this.#decide()?.all());
        for (const key of this.#hub.overrides.keys()) all.set(key, this.details(key));
        return all;
      },
      (thrown) => (this.#hub.report(failure(`flags could not be listed: ${textOf(thrown)}`, { cause: thrown })), new Map()),
    );
  }

  /** Made when first needed: on the edge the time stands still, and at nought before the first request. */
  #decide() {
    const { source, world } = this.#hub;
    if (this.#context || !source.evaluator) return this.#context;
    this.#revision = source.evaluator.revision;
    const options = { now: this.#instant ?? world.now(), consent: this.#agreed() ?? 'unknown' };
    return (this.#context = source.evaluator.context(this.#attributes, options));
  }

  #agreed() {
    return this.#consent ?? this.#hub.consent;
  }

  /** @param {string} key */
  expose(key) {
    this.#expose(this.details(key));
  }

  /** @param {Details} details */
  #expose({ exposure, reason }) {
    if (!exposure || this.#agreed() === 'denied' || !this.#hub.ledger.first(exposure)) return;
    const { by, unit, experiment, version, flag, variant } = exposure;
    this.#record({ type: 'exposure', unit, by, experiment, version, flag, variant, reason, revision: this.#revision });
  }

  /** @param {string} name @param {import('../client.js').TrackOptions} [options] */
  track(name, options) {
    const { value, properties, by = 'targetingKey' } = object(options);
    const unit = this.#attributes[by];
    if (typeof unit !== 'string' && typeof unit !== 'number') return this.#refuse(name, `the context has no ${quoted(by)}`);
    this.#record({
      type: 'track', unit: String(unit), by, name: textOf(name),
      ...(Number.isFinite(value) && { value }), properties: object(properties),
    });
  }

  /** @param {unknown} name @param {string} why @param {unknown} [cause] */
  #refuse(name, why, cause) {
    if (this.#agreed() !== 'denied' && !this.#hub.closed) this.#hub.outbox.lose(1, `${quoted(name)}: ${why}`, { cause });
  }

  /** @param {{ type: string, [field: string]: unknown }} facts */
  #record({ type, ...facts }) {
    const hub = this.#hub;
    const agreed = this.#agreed();
    if (agreed === 'denied' || hub.closed) return;
    attempt(
      () => {
        const id = uuid(hub.world.scope.crypto);
        const text = JSON.stringify({ id, type, at: Math.round(hub.world.now()), ...facts });
        const size = new TextEncoder().encode(text).length;
        if (size > EVENT_BYTES) return this.#refuse(facts.name ?? facts.flag, `larger than ${EVENT_BYTES} bytes`);
        const recorded = { event: JSON.parse(text), item: { id, text, size, owner: this } };
        if (agreed !== 'unknown' && !hub.prerendering) this.#release(recorded);
        else if (this.#held.length < hub.options.maxQueue) this.#held.push(recorded);
        else this.#refuse(facts.name ?? facts.flag, `the queue of ${hub.options.maxQueue} is full`);
      },
      (thrown) => this.#refuse(facts.name ?? facts.flag, textOf(thrown), thrown),
    );
  }

  /** @param {Recorded} recorded */
  #release({ event, item }) {
    const { outbox, emit } = this.#hub;
    outbox.add(item);
    if (event.type === 'exposure') emit('exposure', event);
    if (!this.#waitUntil || this.#flushing) return;
    // After the reads that follow in the same breath, so that they share a request.
    this.#flushing = true;
    const flushed = Promise.resolve().then(() => ((this.#flushing = false), outbox.flush(this.#owner())));
    this.keep(flushed);
  }

  /** The client sends for all, another view for itself. */
  #owner() {
    return this.#hub.main === this ? null : this;
  }

  /** Gives a promise to the edge's `waitUntil`. @param {Promise<unknown>} promise */
  keep(promise) {
    attempt(
      () => void this.#waitUntil?.(promise),
      (thrown) => this.#hub.report(failure(`\`waitUntil\` threw: ${textOf(thrown)}`, { cause: thrown })),
    );
  }

  /** @returns {Promise<boolean>} */
  flush() {
    this.settle();
    const flushed = this.#hub.outbox.flush(this.#owner());
    this.keep(flushed);
    return flushed;
  }

  /** @param {unknown} attributes @returns {Promise<void>} */
  setContext(attributes) {
    this.#hub.change('context', this, () => {
      this.#attributes = object(attributes);
    });
    return Promise.resolve();
  }

  /** @param {Consent} consent */
  setConsent(consent) {
    if (consent !== 'granted' && consent !== 'denied' && consent !== 'unknown') return;
    this.#hub.change('consent', this, () => {
      this.#consent = consent;
    });
    // What was dropped may be reported when it is read again after another answer.
    if (consent === 'denied' && this.#held.splice(0).length) this.#hub.ledger.clear();
    this.settle();
  }

  /** Lets go of what was held, if the time has come. */
  settle() {
    const agreed = this.#agreed();
    if (agreed !== 'unknown' && agreed !== 'denied' && !this.#hub.prerendering) for (const one of this.#held.splice(0)) this.#release(one);
  }

  /** Decides anew at the next read. */
  renew() {
    this.#context = null;
    this.#entries.clear();
  }
}

/** @param {unknown} value @returns {any} */
const object = (value) => (value && typeof value === 'object' ? value : {});
