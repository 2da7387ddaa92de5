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
 * Each evaluation has its own view of the snapshot, made from the context that the SDK merged for it: nothing of a request
 * is kept for another.
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
  /** Of the snapshot that was last told of. @type {number | null} */
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
    this.#relay.believe(failed ? status : 'READY');
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
    // On the edge a snapshot that no request could wait for so far is this one's to wait for.
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

  /** Which flags a snapshot changes depends on who asks, so none is named. */
  #changed() {
    const first = this.#revision === null;
    this.#revision = this.#client.revision;
    if (!first || this.#revision === null) this.#relay.configured();
  }
}
