import { OpenFeatureEventEmitter } from '@openfeature/web-sdk';
import { createRelay, failureOf } from './relay.js';
import { resolve } from './resolution.js';

/**
 * @typedef {import('../client.js').Client} Client
 * @typedef {import('@openfeature/core').EvaluationContext} EvaluationContext
 * @typedef {import('@openfeature/core').JsonValue} JsonValue
 * @typedef {import('@openfeature/web-sdk').Provider} Provider
 */

/** @implements {Provider} */
export class BurgeeWebProvider {
  metadata = { name: 'burgee' };
  runsOn = /** @type {const} */ ('client');
  /** A client has one user at a time: two domains would overwrite each other's context. */
  domainScoped = true;
  events = new OpenFeatureEventEmitter();
  hooks;
  #client;
  #options;
  #relay;

  /** @param {Client} client @param {import('./web.js').WebProviderOptions} [options] */
  constructor(client, options = {}) {
    this.#client = client;
    this.#options = options;
    this.hooks = options.hooks;
    this.#relay = createRelay(client, this.events, ({ keys, cause }) => {
      // The SDK itself announces a change of context.
      if (cause !== 'context') this.#relay.configured(keys);
    });
  }

  /** @param {EvaluationContext} [context] */
  async initialize(context = {}) {
    const client = this.#client;
    this.#relay.start();
    // If OpenFeature's context is empty, the client keeps its own.
    if (Object.keys(context).length) await client.setContext(context);
    const status = await client.ready;
    const failed = status === 'ERROR' || status === 'FATAL';
    this.#relay.assume(failed ? status : 'READY');
    if (failed) throw failureOf(client);
  }

  /**
   * Values change synchronously, so there is nothing to reconcile once there is a snapshot.
   * @param {EvaluationContext} _ @param {EvaluationContext} context @returns {Promise<void> | void}
   */
  onContextChange(_, context) {
    const client = this.#client;
    const settled = client.setContext(context);
    if (client.status !== 'NOT_READY') return this.#relay.assume('READY');
    return settled.then(() => client.ready).then(() => this.#relay.assume('READY'));
  }

  async onClose() {
    this.#relay.stop();
    await (this.#options.keepOpen ? this.#client.flush() : this.#client.close());
  }

  /** @param {string} key @param {boolean} fallback */
  resolveBooleanEvaluation(key, fallback) {
    return this.#resolve('boolean', key, fallback);
  }

  /** @param {string} key @param {string} fallback */
  resolveStringEvaluation(key, fallback) {
    return this.#resolve('string', key, fallback);
  }

  /** @param {string} key @param {number} fallback */
  resolveNumberEvaluation(key, fallback) {
    return this.#resolve('number', key, fallback);
  }

  /** @template {JsonValue} T @param {string} key @param {T} fallback */
  resolveObjectEvaluation(key, fallback) {
    return this.#resolve('object', key, fallback);
  }

  /** @param {string} name @param {EvaluationContext} _ @param {import('@openfeature/core').TrackingEventDetails} [details] */
  track(name, _, { value, ...properties } = {}) {
    this.#client.track(name, { value, properties, by: this.#options.trackBy });
  }

  /** @template T @param {import('./resolution.js').Type} type @param {string} key @param {T} fallback */
  #resolve(type, key, fallback) {
    const { flagSetId, expose } = this.#options;
    return resolve(this.#client, type, key, fallback, { revision: this.#client.revision, flagSetId, expose });
  }
}
