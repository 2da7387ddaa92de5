import { keysChanged } from './changes.js';
import { consentOf } from './consent.js';
import { createUserView } from './user-view.js';

/**
 * The client's own user view. Unlike the others it follows the snapshot, reports changed values, and its consent is the
 * client's.
 * @typedef {ReturnType<typeof createOwnView>} OwnView
 * @typedef {Pick<import('../client.js').PluginHost, 'completeContext' | 'assignmentsOf'>} Hooks plugins may replace them
 */

/**
 * @param {import('./user-view.js').Parts & { gate: import('./consent.js').Gate }} parts
 * @param {Hooks} hooks @param {() => boolean | number} isWatched whether changed values have to be reported
 */
export function createOwnView(parts, { completeContext, assignmentsOf }, isWatched) {
  const { settings, gate, decider, ledger, outbox, emit } = parts;
  const { waitUntil } = settings;
  const own = createUserView(parts, completeContext(settings.context), { waitUntil }, assignmentsOf);
  const { view, renew, keep, release } = own;
  let adopted = false;

  const values = () =>
    new Map([...view.all()].map(([key, { value, variant }]) => [key, JSON.stringify([value, variant])]));

  /** Runs what may change values. @param {'snapshot' | 'context' | 'consent' | 'override'} cause @param {() => void} run */
  function change(cause, run) {
    const before = isWatched() && values();
    run();
    renew();
    if (cause === 'context') emit(cause);
    if (!before) return;
    const keys = keysChanged(before, values());
    if (keys.length) emit('change', { keys, cause });
  }

  /** Events of earlier pages wait for the same consent as this page's. */
  function applyConsent() {
    if (gate.consent === 'denied') {
      outbox.clear();
      ledger.clear();
    } else if (gate.consent !== 'unknown' && !adopted) {
      adopted = true;
      outbox.adopt();
    }
    release();
  }

  return {
    keep,
    release,
    change,
    applyConsent,
    view: {
      ...view,
      /** @param {any} attributes */
      async setContext(attributes) {
        change('context', () => view.setContext(completeContext(attributes)));
      },
      /** @param {any} consent */
      setConsent(consent) {
        emit('consent', consent);
        change('consent', () => {
          gate.consent = consentOf(consent) ?? 'unknown';
        });
        applyConsent();
      },
      /** @param {string} key @param {unknown} [value] */
      override(key, value) {
        const { overrides } = decider;
        change('override', () => (value === undefined ? overrides.delete(key) : overrides.set(key, value)));
      },
    },
  };
}
