/**
 * The client. Data flows one way, and each part keeps its own state:
 *
 *   source ─ evaluator → decider ─ details → user view ─ events → recorder → ledger and outbox ─ batches → collector
 *
 * | part | does | knows |
 * |---|---|---|
 * | source | loads, caches and refreshes snapshots | the last response, the text in use |
 * | decider | decides flags for one context after another | the evaluator in use, overrides |
 * | user view | one user's reads | attributes, values read so far |
 * | recorder | makes events, and holds them until consent is known | held events |
 * | ledger | remembers what was reported | exposures |
 * | outbox | stores, sends and retries events | queue, losses, timers |
 *
 * This file connects them, owns status and consent, and makes the public object. Plugins see `PluginHost` (client.d.ts).
 */
import { consentOf } from './consent.js';
import { createDecider } from './decider.js';
import { createEmitter } from './emitter.js';
import { attempt, copied } from './failure.js';
import { internals } from './internals.js';
import { createLedger } from './ledger.js';
import { followPage, readiness } from './lifecycle.js';
import { resolveOptions } from './options.js';
import { createOutbox } from './outbox.js';
import { createOwnView } from './own-view.js';
import { createPlatform } from './platform.js';
import { createSource } from './source.js';
import { createUserView } from './user-view.js';

/** @typedef {{ status: import('../client.js').Status, error: import('../client.js').ClientError | null }} ClientState */

/** @param {any} given @param {import('./source.js').Core} core @param {any} scope */
export function createClient(given, core, scope) {
  /** @type {import('../client.js').ClientOptions} */
  const options = copied(given);
  const platform = createPlatform(options, scope);
  const settings = resolveOptions(options, platform.page);
  const { emit, on, listening } = createEmitter();
  if (settings.onError) on('error', settings.onError);
  /** @type {ClientState} */
  const state = { status: 'NOT_READY', error: null };
  /** @type {import('./consent.js').Gate} */
  const gate = {
    consent: consentOf(settings.consent),
    prerendering: !!scope.document?.prerendering,
    closed: false,
  };
  const ledger = createLedger(settings.maxSeen);
  const outbox = createOutbox(platform, settings, gate, report, emit);
  const decider = createDecider(copied(settings.overrides), emit, report);
  const source = createSource(platform, settings, gate, core, install, fail);
  const parts = { platform, settings, gate, decider, ledger, outbox, source, emit, report };
  /** @type {import('../client.js').PluginHost} */
  const host = {
    ...parts,
    on,
    completeContext: copied,
    assignmentsOf: () => settings.assignments,
    setContext: (attributes) => own.view.setContext(attributes),
  };
  const stops = [...Object.values(copied(settings.plugins)), settings.bootstrap].map(
    (plugin) => /** @type {unknown} */ (typeof plugin === 'function' && attempt(() => plugin(host), report)),
  );
  const own = createOwnView(parts, host, () => state.status !== 'NOT_READY' && listening('change').length);
  own.applyConsent();
  // The page may be incomplete, in a test for example.
  if (platform.page) stops.push(attempt(() => followPage(parts, own)));
  const started = source.start(!!decider.evaluator());
  if (decider.evaluator()) become('READY');
  return publicClient(parts, own, state, on, stops, readiness(parts, state, started));

  /** @param {import('../index.js').Evaluator} [next] @param {boolean} [stale] */
  function install(next, stale) {
    if (next) own.change('snapshot', () => decider.use(next));
    become(stale ? 'STALE' : 'READY');
  }

  /** @param {import('../client.js').ClientError} error @param {boolean} [fatal] */
  function fail(error, fatal) {
    become(decider.evaluator() ? 'STALE' : fatal ? 'FATAL' : 'ERROR');
    report(error);
  }

  /** @param {import('../client.js').Status} next */
  function become(next) {
    const changed = state.status !== next;
    state.status = next;
    if (changed && /READY|STALE/.test(next)) emit(next.toLowerCase());
  }

  /** @param {any} error */
  function report(error) {
    state.error = error;
    emit('error', error);
  }
}

/**
 * @param {import('./lifecycle.js').Parts} parts @param {import('./own-view.js').OwnView} own
 * @param {ClientState} state
 * @param {(event: unknown, run: (payload: any) => void) => () => void} on @param {unknown[]} stops
 * @param {() => Promise<import('../client.js').Status>} ready
 */
function publicClient(parts, { view }, state, on, stops, ready) {
  const { gate, decider, outbox, source } = parts;
  const client = {
    ...view,
    get ready() {
      return ready();
    },
    get status() {
      return state.status;
    },
    get error() {
      return state.error;
    },
    get lost() {
      return outbox.lost();
    },
    get revision() {
      return decider.evaluator()?.revision ?? null;
    },
    on,
    /** @param {unknown} attributes @param {import('../client.js').UserViewOptions} [options] */
    context(attributes, options) {
      const { view, keep } = createUserView(parts, attributes, options);
      internals.set(view, parts);
      source.freshen(keep);
      return view;
    },
    refresh: () => source.refresh(true).then(() => state.status),
    close() {
      const flushed = view.flush();
      gate.closed = true;
      for (const stop of [source.stop, outbox.stop, ...stops]) attempt(/** @type {() => void} */ (stop));
      return flushed;
    },
  };
  internals.set(client, parts);
  return client;
}
