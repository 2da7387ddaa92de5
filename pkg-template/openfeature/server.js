import { OpenFeatureEventEmitter } from '@openfeature/server-sdk';
import { createRelay, failureOf } from './relay.js';
import { resolve } from './resolution.js';

/**
 * @typedef {import('../client.js').Client} Client
 * @typedef {import('@openfeature/core').EvaluationContext} EvaluationContext
 * @typedef {import('@openfeature/core').JsonValue} JsonValue
 * @typedef {import('@openfeature/server-sdk').Provider} Provider
 */

/**
 * Each evaluation has its own user view, made from the context that the SDK merged for it: requests share no state.
 * @implements {Provider}
 */
export class BurgeeServerProvider {
  metadata = { name: 'burgee' };
  runsOn = /** @type {const} */ ('server');
  events = new OpenFeatureEventEmitter();
  hooks;
  #client;
  #options;
  #relay;
  /** The revision of the last snapshot that was announced. @type {number | null} */
  #revision = null;

  /** @param {Client} client @param {import('./server.js').ServerProviderOptions} [options] */
  constructor(client, options = {}) {
    this.#client = client;
    this.#options = options;
    this.hooks = options.hooks;
    this.#relay = createRelay(client, this.events, ({ keys, cause }) => {
      if (cause === 'snapshot') this.#changed();
      else if (cause === 'override') this.#relay.configured(keys);
    });
  }

  async initialize() {
    const client = this.#client;
    this.#relay.start();
    const status = this.#options.lazy ? 'READY' : await client.ready;
    const failed = status === 'ERROR' || status === 'FATAL';
    this.#revision = client.revision;
    this.#relay.assume(failed ? status : 'READY');
    if (failed) throw failureOf(client);
  }

  async onClose() {
    this.#relay.stop();
    await (this.#options.keepOpen ? this.#client.flush() : this.#client.close());
  }

  /** @param {string} key @param {boolean} fallback @param {EvaluationContext} context */
  resolveBooleanEvaluation(key, fallback, context) {
    return this.#resolve('boolean', key, fallback, context);
  }

  /** @param {string} key @param {string} fallback @param {EvaluationContext} context */
  resolveStringEvaluation(key, fallback, context) {
    return this.#resolve('string', key, fallback, context);
  }

  /** @param {string} key @param {number} fallback @param {EvaluationContext} context */
  resolveNumberEvaluation(key, fallback, context) {
    return this.#resolve('number', key, fallback, context);
  }

  /** @template {JsonValue} T @param {string} key @param {T} fallback @param {EvaluationContext} context */
  resolveObjectEvaluation(key, fallback, context) {
    return this.#resolve('object', key, fallback, context);
  }

  /** @param {string} name @param {EvaluationContext} context @param {import('@openfeature/core').TrackingEventDetails} [details] */
  track(name, context, { value, ...properties } = {}) {
    this.#view(context).track(name, { value, properties, by: this.#options.trackBy });
  }

  /** @template T @param {import('./resolution.js').Type} type @param {string} key @param {T} fallback @param {EvaluationContext} context */
  async #resolve(type, key, fallback, context) {
    const client = this.#client;
    // On the edge this request waits for the snapshot if no earlier one could.
    if (client.status === 'NOT_READY' || client.status === 'ERROR') await client.ready;
    const view = this.#view(context);
    if (client.revision !== this.#revision) this.#changed();
    const { flagSetId, expose } = this.#options;
    return resolve(view, type, key, fallback, { revision: client.revision, flagSetId, expose });
  }

  /** @param {EvaluationContext} context */
  #view(context) {
    const { waitUntil, viewOptions } = this.#options;
    return this.#client.context(context, { waitUntil, ...viewOptions?.(context) });
  }

  /** Without `flagsChanged`: which values a snapshot changes depends on the user. */
  #changed() {
    const first = this.#revision === null;
    this.#revision = this.#client.revision;
    if (!first || this.#revision === null) this.#relay.configured();
  }
}
