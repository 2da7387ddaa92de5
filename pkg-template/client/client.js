import { createEmitter } from './emitter.js';
import { attempt } from './failure.js';
import { createLedger } from './ledger.js';
import { createOutbox } from './outbox.js';
import { watchPage } from './page.js';
import { createSource } from './source.js';
import { View } from './view.js';
import { createWorld } from './world.js';

/**
 * @typedef {import('../client.js').ClientOptions} ClientOptions
 * @typedef {import('../client.js').Status} Status
 * @typedef {ClientOptions & Required<Pick<ClientOptions, 'sdk' | 'timeout' | 'maxBytes' | 'cacheFor' | 'poll' | 'refreshAfter' | 'flushAfter' | 'maxQueue' | 'maxSeen'>>} Settings
 * @typedef {{ init: typeof import('../index.js').init, Evaluator: typeof import('../index.js').Evaluator }} Core
 * @typedef {ReturnType<typeof createHub>} Hub
 */

/** Of package.json; a test compares them. */
export const SDK = 'burgee-js/0.1.0';

/** @param {ClientOptions} options @param {boolean} page @returns {Settings} */
const withDefaults = (options, page) => ({
  ...options,
  sdk: options.sdk ?? SDK,
  timeout: options.timeout ?? 5000,
  maxBytes: options.maxBytes ?? 5_242_880,
  cacheFor: options.cacheFor ?? 604_800_000,
  poll: options.poll ? Math.max(1, options.poll) : 0,
  refreshAfter: options.refreshAfter ?? 60_000,
  // Timers belong to pages: elsewhere they outlive the request that started them.
  flushAfter: options.flushAfter ?? (page ? 5000 : 0),
  maxQueue: options.maxQueue ?? 1000,
  maxSeen: options.maxSeen ?? 1000,
});

/**
 * What the views of one client share.
 * @param {ClientOptions} given @param {Core} core @param {any} scope
 */
function createHub(given, core, scope) {
  const world = createWorld(given, scope);
  const options = withDefaults(given, world.page);
  const { emit, on, wanted } = createEmitter();

  const hub = {
    world,
    options,
    emit,
    on,
    /** @type {Status} */
    status: 'NOT_READY',
    /** @type {import('./failure.js').ClientError | null} */
    error: null,
    closed: false,
    /** A page that is rendered ahead may never be seen. */
    prerendering: !!scope.document?.prerendering,
    consent: options.consent,
    /** @type {Map<string, any>} */
    overrides: new Map(Object.entries(options.overrides ?? {})),
    ledger: createLedger(options.maxSeen),
    /** The client itself, which follows the snapshot; other views keep the one they began with. @type {View | null} */
    main: null,

    /** @param {any} error */
    report(error) {
      hub.error = error;
      emit('error', error);
    },

    /**
     * Does what may change values, and says which it changed when somebody listens.
     * @param {string} cause @param {View} view @param {() => void} run
     */
    change(cause, view, run) {
      const before = view === hub.main && hub.status !== 'NOT_READY' && wanted('change') && valuesOf(view);
      run();
      view.renew();
      const keys = before ? differing(before, valuesOf(view)) : [];
      if (keys.length) emit('change', { keys, cause });
    },
    source: createSource(world, options, core, install, failed),
    outbox: createOutbox(world, options, (error) => hub.report(error)),
  };
  on('error', options.onError);
  return hub;

  /** @param {Status} status */
  function turn(status) {
    const before = hub.status;
    hub.status = status;
    if (before !== status && (status === 'READY' || status === 'STALE')) emit(status.toLowerCase());
  }

  /** @param {() => void} [take] */
  function install(take) {
    if (take && hub.main) hub.change('snapshot', hub.main, take);
    turn('READY');
  }

  /** @param {any} error */
  function failed(error) {
    turn(hub.source.evaluator ? 'STALE' : hub.source.fatal ? 'FATAL' : 'ERROR');
    hub.report(error);
  }
}

/** @param {View} view */
const valuesOf = (view) => new Map([...view.all()].map(([key, { value, variant }]) => [key, JSON.stringify([value, variant])]));

/** @param {Map<string, string>} before @param {Map<string, string>} after */
const differing = (before, after) => [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));

/** One user's flags in a page, or the source of views for many users elsewhere. */
export class Client extends View {
  #hub;
  /** @type {Promise<unknown>} */
  #begun;
  #unwatch = () => {};

  /** @param {ClientOptions} options @param {Core} core @param {any} scope */
  constructor(options, core, scope) {
    const given = /** @type {ClientOptions} */ (options && typeof options === 'object' ? options : {});
    const hub = createHub(given, core, scope);
    super(hub, given.context, { waitUntil: given.waitUntil });
    this.#hub = hub;
    hub.main = this;
    if (hub.consent === 'denied') hub.outbox.clear();
    else if (hub.consent !== 'unknown') hub.outbox.adopt();
    this.#begun = this.#begin(core);
  }

  /** @param {Core} core @returns {Promise<unknown>} */
  #begin(core) {
    const { world, source } = this.#hub;
    const inline = source.start();
    if (!world.page) return Promise.resolve(inline);
    this.#watch();
    if (!source.url) return Promise.resolve(inline);
    // The core starts while the snapshot is under way; what fails is told when it is needed.
    attempt(() => void core.init().catch(() => {}), () => {});
    const fetched = source.refresh();
    return Promise.resolve(inline).then(() => (source.evaluator ? undefined : fetched));
  }

  #watch() {
    const { world, outbox } = this.#hub;
    this.#unwatch = watchPage(world.scope, {
      hide: () => outbox.hide(),
      wake: (online) => {
        outbox.wake(online);
        this.#freshen(this);
      },
      shown: () => {
        this.#hub.prerendering = false;
        this.settle();
      },
    });
  }

  /** @param {View} view */
  #freshen(view) {
    const { source, options } = this.#hub;
    if (source.url && source.idle(options.refreshAfter)) view.keep(source.refresh());
  }

  get ready() {
    const { world, source } = this.#hub;
    const ready = world.page ? this.#begun : this.#begun.then(() => (source.evaluator || source.resting() ? undefined : source.refresh()));
    return ready.then(() => this.#hub.status);
  }

  get status() {
    return this.#hub.status;
  }

  get error() {
    return this.#hub.error;
  }

  get lost() {
    return this.#hub.outbox.lost;
  }

  get revision() {
    return this.#hub.source.evaluator?.revision ?? null;
  }

  /** @param {unknown} attributes @param {import('../client.js').ViewOptions} [options] */
  context(attributes, options) {
    const view = new View(this.#hub, attributes, options ?? {});
    this.#freshen(view);
    return view;
  }

  /** @param {string} key @param {unknown} [value] */
  override(key, value) {
    const { overrides } = this.#hub;
    this.#hub.change('override', this, () => void (value === undefined ? overrides.delete(key) : overrides.set(key, value)));
  }

  /** @override @param {import('../client.js').Consent} consent */
  setConsent(consent) {
    const { outbox, ledger } = this.#hub;
    super.setConsent(consent);
    if (consent === 'granted') outbox.adopt();
    if (consent === 'denied') outbox.clear(), ledger.clear();
    this.#hub.consent = consent;
  }

  /** @param {string} event @param {(payload: any) => void} handler */
  on(event, handler) {
    return this.#hub.on(event, handler);
  }

  /** @returns {Promise<Status>} */
  refresh() {
    return this.#hub.source.refresh().then(() => this.#hub.status);
  }

  /** @returns {Promise<boolean>} */
  close() {
    const { source, outbox } = this.#hub;
    const flushed = this.flush();
    this.#hub.closed = true;
    this.#unwatch();
    source.stop();
    outbox.stop();
    return flushed;
  }
}
