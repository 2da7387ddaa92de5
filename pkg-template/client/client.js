import { keysChanged } from './changes.js';
import { createEmitter } from './emitter.js';
import { attempt, copied } from './failure.js';
import { createLedger } from './ledger.js';
import { createOutbox } from './outbox.js';
import { watchPage } from './page.js';
import { createSource } from './source.js';
import { consentOf, createView } from './view.js';
import { createWorld } from './world.js';

/**
 * @typedef {import('../client.js').ClientOptions} ClientOptions
 * @typedef {import('../client.js').Status} Status
 * @typedef {ReturnType<typeof settingsOf>} Settings
 * @typedef {{ init(text?: string): Promise<void>, Evaluator: typeof import('../index.js').Evaluator }} Core
 * @typedef {ReturnType<typeof createView>} Made
 *
 * What the views of one client share.
 * @typedef {object} Hub
 * @property {import('./world.js').World} world
 * @property {Settings} settings
 * @property {(event: string, payload?: unknown) => void} emit
 * @property {(event: unknown, run: (payload: any) => void) => () => void} on
 * @property {(error: any) => void} report
 * @property {(cause: string, made: Made, run: () => void) => void} change
 * @property {boolean} closed
 * @property {boolean} prerendering
 * @property {import('../client.js').Consent | undefined} consent
 * @property {Map<string, any>} overrides
 * @property {ReturnType<typeof createLedger>} ledger
 * @property {ReturnType<typeof createOutbox>} outbox
 * @property {ReturnType<typeof createSource>} source
 * @property {(given: any) => any} attributesOf what the client decides by, of what `setContext` was given
 * @property {(attributes: any) => any} assignmentsOf what these attributes' units were assigned before
 * @property {(exposure: import('../index.js').Exposure) => void} [assign] keeps a sticky one
 * @property {any} [client] the public face; not yet there when plugins begin
 *
 * @typedef {(hub: Hub) => void | (() => void)} Plugin begins before anything is decided or fetched; gives what stops it
 */

/** Of which client a view is, for functions that are given one. @type {WeakMap<object, Hub>} */
export const hubs = new WeakMap();

/** Of package.json; a test compares them. */
export const SDK = 'burgee-js/0.1.0';

/** @param {ClientOptions} options @param {boolean} page */
function settingsOf(options, page) {
  const defaults = {
    sdk: SDK,
    timeout: 5000,
    maxBytes: 5_242_880,
    cacheFor: 604_800_000,
    poll: 0,
    refreshAfter: 60_000,
    // Timers belong to pages: elsewhere they outlive the request that started them.
    flushAfter: page ? 5000 : 0,
    maxQueue: 1000,
    maxSeen: 1000,
  };
  // One of the wrong type is none, `NaN` least of all: nothing is larger than it.
  const fits = (/** @type {[string, any]} */ [key, value]) =>
    value === value && (!(key in defaults) || typeof value === typeof defaults[/** @type {'poll'} */ (key)]);
  return /** @type {typeof defaults & ClientOptions} */ ({
    ...defaults,
    ...Object.fromEntries(Object.entries(options).filter(fits)),
  });
}

/** @param {Made} made */
const valuesOf = ({ view }) =>
  new Map([...view.all()].map(([key, { value, variant }]) => [key, JSON.stringify([value, variant])]));

/** @param {any} given @param {Core} core @param {any} scope */
export function createClient(given, core, scope) {
  /** @type {ClientOptions} */
  const options = copied(given);
  const world = createWorld(options, scope);
  const { page } = world;
  const settings = settingsOf(options, page);
  const { emit, on, listening } = createEmitter();
  if (settings.onError) on('error', settings.onError);
  /** @type {import('../client.js').ClientError | null} */
  let error = null;
  /** @type {Status} */
  let status = 'NOT_READY';
  let adopted = false;
  let unwatch = () => {};

  const ledger = createLedger(settings.maxSeen);
  const outbox = createOutbox(world, settings, report, emit);
  const overrides = /** @type {Map<string, any>} */ (new Map(Object.entries(copied(settings.overrides))));
  const source = createSource(world, settings, core, install, fail);
  /** @type {Hub} */
  const hub = {
    world,
    settings,
    emit,
    on,
    report,
    change,
    overrides,
    ledger,
    outbox,
    source,
    closed: false,
    /** A page that is rendered ahead may never be seen. */
    prerendering: !!scope.document?.prerendering,
    consent: consentOf(settings.consent),
    attributesOf: copied,
    assignmentsOf: () => settings.assignments,
  };
  const plugins = [...Object.values(copied(settings.plugins)), settings.bootstrap];
  const stops = plugins.map((plugin) => typeof plugin === 'function' && attempt(() => plugin(hub), report));
  /** The client's own view follows the snapshot; the others keep the one they began with. */
  const main = createView(hub, hub.attributesOf(settings.context), { waitUntil: settings.waitUntil }, true);

  /** @param {any} thrown */
  function report(thrown) {
    error = thrown;
    emit('error', thrown);
  }

  /** @param {any} thrown @param {boolean} [fatal] */
  function fail(thrown, fatal) {
    turn(source.evaluator ? 'STALE' : fatal ? 'FATAL' : 'ERROR');
    report(thrown);
  }

  /** @param {import('../index.js').Evaluator} [next] without: the one in use is confirmed @param {boolean} [stale] */
  function install(next, stale) {
    if (next) change('snapshot', main, () => (source.evaluator = next));
    turn(stale ? 'STALE' : 'READY');
  }

  /** @param {Status} next */
  function turn(next) {
    const changed = status !== next;
    status = next;
    if (changed && /READY|STALE/.test(next)) emit(next.toLowerCase());
  }

  /**
   * Does what may change values, and says which it changed when somebody listens.
   * @param {string} cause @param {Made} made @param {() => void} run
   */
  function change(cause, made, run) {
    const before = made === main && status !== 'NOT_READY' && listening('change').length && valuesOf(made);
    run();
    made.renew();
    if (made === main && cause === 'context') emit(cause);
    if (!before) return;
    const keys = keysChanged(before, valuesOf(made));
    if (keys.length) emit('change', { keys, cause });
  }

  /** What earlier pages left waits for the same word as the rest. */
  function inherit() {
    if (hub.consent === 'denied') outbox.clear(), ledger.clear();
    else if (hub.consent !== 'unknown' && !adopted) (adopted = true), outbox.adopt();
  }

  /** @param {Made} made */
  function freshen({ keep }) {
    if (source.url && source.idle(settings.refreshAfter)) keep(source.refresh());
  }

  function watch() {
    unwatch = watchPage(
      scope,
      outbox.hide,
      (online) => {
        outbox.wake(online);
        freshen(main);
      },
      () => {
        hub.prerendering = false;
        main.settle();
      },
    );
  }

  inherit();
  // A test may well bring half a page.
  if (page) attempt(watch);
  const inline = source.start();
  if (source.evaluator) turn('READY');
  const fetched = page ? source.refresh() : undefined;
  const begun = Promise.resolve(inline).then(() => (source.evaluator ? undefined : fetched));

  const client = {
    ...main.view,
    get ready() {
      const ready = page
        ? begun
        : begun.then(() => (source.evaluator || source.resting() ? undefined : source.refresh()));
      return ready.then(() => status);
    },
    get status() {
      return status;
    },
    get error() {
      return error;
    },
    get lost() {
      return outbox.lost();
    },
    get revision() {
      return source.evaluator?.revision ?? null;
    },
    on,
    /** @param {unknown} attributes @param {import('../client.js').ViewOptions} [options] */
    context(attributes, options) {
      const made = createView(hub, attributes, options);
      hubs.set(made.view, hub);
      freshen(made);
      return made.view;
    },
    /** @param {string} key @param {unknown} [value] */
    override(key, value) {
      change('override', main, () => (value === undefined ? overrides.delete(key) : overrides.set(key, value)));
    },
    /** @param {any} given */
    setContext: (given) => main.view.setContext(hub.attributesOf(given)),
    /** @param {any} consent */
    setConsent(consent) {
      emit('consent', consent);
      main.view.setConsent(consent);
      inherit();
    },
    refresh: () => source.refresh(true).then(() => status),
    close() {
      const flushed = main.view.flush();
      hub.closed = true;
      for (const stop of [unwatch, source.stop, outbox.stop, ...stops]) attempt(/** @type {() => void} */ (stop));
      return flushed;
    },
  };
  hubs.set(client, hub);
  return (hub.client = client);
}
