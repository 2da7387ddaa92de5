import { failed, typeOf } from '../../evaluator/details.js';
import { attempt, failure, textOf } from '../failure.js';
import { textIn } from '../source.js';
import { unitOf } from './unit.js';

/**
 * Values that a server decided for the user of this page. They stand in for an evaluator until a snapshot is there, so the
 * first paint needs neither a request nor the core; with no snapshot at all they are all there is.
 *
 * @typedef {import('../../server.js').HandedOver} HandedOver
 * @typedef {import('../../client.js').ClientDetails} Details
 */

/** @param {unknown} given the object, its text, an element that holds the text, or a selector of one @returns {import('../client.js').Plugin} */
export const handedOver = (given) => (hub) => {
  const values = read(textIn(given, hub.world.scope));
  const flags = new Map(Object.entries(values.flags));
  const exposures = [...flags.values()].flatMap(({ exposure, reported }) =>
    exposure ? { ...exposure, reported } : [],
  );
  const belongs = createOwner(exposures, values.context ?? {});
  hub.settings.context ??= values.context;
  for (const exposure of exposures) {
    if (exposure.reported) hub.ledger.add(exposure);
    if (exposure.sticky) hub.assign?.(exposure);
  }
  // The snapshot that takes over keeps to what was sticky.
  const sticky = Object.fromEntries(
    exposures.flatMap(({ sticky, experiment, variant, version }) =>
      sticky ? [[experiment, { variant, version }]] : [],
    ),
  );
  const { assignmentsOf } = hub;
  hub.assignmentsOf = (/** @type {object} */ attributes) => ({
    ...(belongs(attributes) && sticky),
    ...assignmentsOf(attributes),
  });
  hub.source.evaluator = /** @type {any} */ (createValues(values, flags, belongs, hub.report));
};

/** @param {string | undefined} text @returns {HandedOver} */
function read(text) {
  // Frozen as the evaluator's: every reader gets the same ones.
  const values = attempt(
    () => JSON.parse(text ?? '', (_, value) => Object.freeze(value)),
    (thrown) => {
      throw failure(`the values handed over: ${text ? textOf(thrown) : 'there are none'}`);
    },
  );
  if (values?.format !== 'burgee-values/1' || typeof values.flags !== 'object' || values.flags === null) {
    throw failure('the values handed over: this version reads `burgee-values/1`, as `handOver()` writes it');
  }
  return values;
}

/**
 * @param {HandedOver} values @param {Map<string, any>} flags
 * @param {(attributes: object) => boolean} belongs @param {(error: Error) => void} report
 */
function createValues({ revision }, flags, belongs, report) {
  let told = false;
  return {
    revision,
    issues: [],
    keys: [...flags.keys()],
    /** @param {object} attributes */
    context(attributes) {
      if (belongs(attributes)) return createReads(flags, 'FLAG_NOT_FOUND', 'is not among the values handed over');
      if (!told)
        report(
          failure('the values handed over are those of another user: defaults are served until there is a snapshot'),
        );
      told = true;
      return createReads(new Map(), 'PROVIDER_NOT_READY', 'was handed over for another user');
    },
  };
}

/**
 * Whether attributes are still those of the user that the server decided for: the units that it hashed, and `targetingKey`.
 * A page that came out of somebody else's cache, and a login, must not be served another's values.
 * @param {import('../../index.js').Exposure[]} exposures @param {object} context
 */
function createOwner(exposures, context) {
  const units = new Map(exposures.map(({ by, unit }) => [by, unit]));
  const names = new Set(['targetingKey', ...units.keys()]);
  const look = (/** @type {object} */ attributes) =>
    new Map([...names].map((name) => [name, unitOf(attributes, name)]));
  const handed = look(context);
  /** @type {Map<string, string | undefined> | undefined} */
  let first;
  return (/** @type {object} */ attributes) => {
    const now = look(attributes);
    first ??= now;
    return [...names].every((name) => {
      const unit = now.get(name);
      const expected = units.get(name) ?? handed.get(name);
      // A page may know less of its user than the server does, but then not suddenly more.
      return unit === first?.get(name) && (unit === undefined || expected === undefined || unit === expected);
    });
  };
}

/** @param {Map<string, any>} flags @param {import('../../index.js').ErrorCode} errorCode @param {string} says of a flag that is not there */
function createReads(flags, errorCode, says) {
  /** @param {string} key @param {any} [fallback] @returns {Details} */
  function details(key, fallback) {
    const found = flags.get(key);
    if (!found) return failed(key, fallback, errorCode, `\`${String(key)}\` ${says}`);
    const kind = typeOf(found.value);
    if (fallback !== undefined && typeof fallback !== kind)
      return failed(
        key,
        fallback,
        'TYPE_MISMATCH',
        `\`${key}\` is of type ${kind}, the default of type ${typeof fallback}`,
      );
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
