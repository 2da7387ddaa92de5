import { failed, mismatched, typeOf } from '../../evaluator/details.js';
import { attempt, failure, textOf } from '../failure.js';
import { textIn } from '../snapshot-text.js';
import { unitOf } from './unit.js';

/**
 * Values that a server decided for the page's user. They take the evaluator's place until a snapshot is loaded, so the first
 * paint needs neither a request nor the core. Without a snapshot they are all that the client serves.
 *
 * @typedef {import('../../server.js').ServerValues} ServerValues
 * @typedef {import('../../client.js').ClientDetails} Details
 */

/** @param {unknown} source the object, its text, an element that contains the text, or its selector @returns {import('../../client.js').Plugin} */
export const handedOver = (source) => (host) => {
  const values = read(textIn(source, host.platform.scope));
  const flags = new Map(Object.entries(values.flags));
  const exposures = [...flags.values()].flatMap(({ exposure, reported }) =>
    exposure ? { ...exposure, reported } : [],
  );
  const belongs = createOwnerCheck(exposures, values.context ?? {});
  host.settings.context ??= values.context;
  for (const exposure of exposures) {
    if (exposure.reported) host.ledger.add(exposure);
    if (exposure.sticky) host.emit('assignment', exposure);
  }
  // The snapshot that replaces the values keeps the sticky assignments.
  const sticky = Object.fromEntries(
    exposures.flatMap(({ sticky, experiment, variant, version }) =>
      sticky ? [[experiment, { variant, version }]] : [],
    ),
  );
  const { assignmentsOf } = host;
  host.assignmentsOf = (attributes) => ({
    ...(belongs(attributes) && sticky),
    ...assignmentsOf(attributes),
  });
  host.decider.use(/** @type {any} */ (createEvaluator(values, flags, belongs, host.report)));
};

/** @param {string | undefined} text @returns {ServerValues} */
function read(text) {
  // Frozen like the evaluator's values: all readers share them.
  const values = attempt(
    () => JSON.parse(text ?? '', (_, value) => Object.freeze(value)),
    (thrown) => {
      throw failure(`values from the server: ${text ? textOf(thrown) : 'there are none'}`);
    },
  );
  if (values?.format !== 'burgee-values/1' || typeof values.flags !== 'object' || values.flags === null) {
    throw failure('values from the server: expected the format `burgee-values/1`, as `handOver()` writes it');
  }
  return values;
}

/**
 * @param {ServerValues} values @param {Map<string, any>} flags
 * @param {(attributes: object) => boolean} belongs @param {(error: Error) => void} report
 */
function createEvaluator({ revision }, flags, belongs, report) {
  let reported = false;
  return {
    revision,
    issues: [],
    keys: [...flags.keys()],
    /** @param {object} attributes */
    context(attributes) {
      if (belongs(attributes)) return createReads(flags, 'FLAG_NOT_FOUND', 'is not among the values from the server');
      if (!reported)
        report(
          failure('the values from the server belong to another user: defaults are served until a snapshot is loaded'),
        );
      reported = true;
      return createReads(new Map(), 'PROVIDER_NOT_READY', 'was decided for another user');
    },
  };
}

/**
 * Tells whether attributes still belong to the user that the server decided for, by `targetingKey` and the hashed units. A
 * page from a shared cache, or one after a login, must not show another user's values.
 * @param {import('../../index.js').Exposure[]} exposures @param {object} context
 */
function createOwnerCheck(exposures, context) {
  const units = new Map(exposures.map(({ by, unit }) => [by, unit]));
  const names = new Set(['targetingKey', ...units.keys()]);
  const unitsOf = (/** @type {object} */ attributes) =>
    new Map([...names].map((name) => [name, unitOf(attributes, name)]));
  const serverUnits = unitsOf(context);
  /** @type {Map<string, string | undefined> | undefined} */
  let first;
  return (/** @type {object} */ attributes) => {
    const now = unitsOf(attributes);
    first ??= now;
    return [...names].every((name) => {
      const unit = now.get(name);
      const expected = units.get(name) ?? serverUnits.get(name);
      // A page may know less about its user than the server, but then it must not learn more: that would be another user.
      return unit === first?.get(name) && (unit === undefined || expected === undefined || unit === expected);
    });
  };
}

/** @param {Map<string, any>} flags @param {import('../../index.js').ErrorCode} errorCode @param {string} problem with a flag that is missing */
function createReads(flags, errorCode, problem) {
  /** @param {string} key @param {any} [fallback] @returns {Details} */
  function details(key, fallback) {
    const found = flags.get(key);
    if (!found) return failed(key, fallback, errorCode, `\`${String(key)}\` ${problem}`);
    const kind = typeOf(found.value);
    if (fallback !== undefined && typeof fallback !== kind) return mismatched(key, kind, fallback);
    const { reported, ...facts } = found;
    return { key, ...facts };
  }
  /** @param {string} kind */
  const reader = (kind) => (/** @type {string} */ key, /** @type {any} */ fallback) => {
    const { value, variant } = details(key);
    return variant !== undefined && typeOf(value) === kind ? value : fallback;
  };
  return {
    details,
    all: () => new Map([...flags.keys()].map((key) => [key, details(key)])),
    boolean: reader('boolean'),
    string: reader('string'),
    number: reader('number'),
    object: reader('object'),
  };
}
