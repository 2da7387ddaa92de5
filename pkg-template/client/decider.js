import { failed, mismatched, typeOf } from '../evaluator/details.js';
import { attempt, textOf } from './failure.js';

/**
 * Decides flags by the snapshot in use and by overrides.
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('../index.js').Evaluator} Evaluator
 * @typedef {[attributes: any, options: import('../index.js').ContextOptions]} ContextInput
 * @typedef {ReturnType<typeof createDecider>} Decider
 *
 * One user's decisions.
 * @typedef {object} Decisions
 * @property {(key: string, fallback?: any) => Details} details never throws
 * @property {() => Map<string, Details>} all never throws
 * @property {() => void} renew decides again at the next read
 * @property {() => number | null} revision of the snapshot that decided last
 */

/**
 * @param {object} initial overrides by key
 * @param {(event: string) => void} emit
 * @param {(error: any) => void} report
 */
export function createDecider(initial, emit, report) {
  /** @type {Map<string, any>} */
  const overrides = new Map(Object.entries(initial));
  /** @type {Evaluator | undefined} */
  let evaluator;

  return {
    overrides,
    evaluator: () => evaluator,
    /** Puts a snapshot into use; plugins get to know it before the first read. @param {Evaluator | undefined} next */
    use(next) {
      evaluator = next;
      emit('snapshot');
    },
    /**
     * @param {() => ContextInput} inputOf called at the first read: on the edge the clock stands still, and is 0 before the
     * first request
     * @returns {Decisions}
     */
    decisionsFor(inputOf) {
      /** @type {import('../index.js').Context | undefined} */
      let context;
      /** @type {number | null} */
      let revision = null;

      function decide() {
        if (!context && evaluator) {
          revision = evaluator.revision;
          context = evaluator.context(...inputOf());
        }
        return context;
      }

      const details = (/** @type {string} */ key, /** @type {any} */ fallback) =>
        attempt(
          () =>
            overrides.has(key)
              ? overridden(key, overrides.get(key), fallback)
              : (decide()?.details(key, fallback) ??
                failed(key, fallback, 'PROVIDER_NOT_READY', 'no snapshot is loaded yet')),
          (thrown) => failed(key, fallback, 'GENERAL', textOf(thrown)),
        );

      return {
        details,
        all() {
          /** @type {Map<string, Details>} */
          const all = new Map(
            attempt(
              () => decide()?.all(),
              (thrown) => {
                report(thrown);
                return undefined;
              },
            ),
          );
          for (const key of overrides.keys()) all.set(key, details(key, undefined));
          return all;
        },
        renew: () => (context = undefined),
        revision: () => revision,
      };
    },
  };
}

/** @param {string} key @param {any} value @param {any} fallback @returns {Details} */
const overridden = (key, value, fallback) =>
  fallback === undefined || typeOf(value) === typeOf(fallback)
    ? { key, value, reason: 'STATIC', overridden: true }
    : mismatched(key, typeOf(value), fallback);
