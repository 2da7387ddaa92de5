// Eppo's own SDK, with a configuration in memory instead of the network.
import { EppoClient, MemoryOnlyConfigurationStore } from '@eppo/js-client-sdk-common';
import { createHash } from 'node:crypto';

/** @typedef {{ value?: unknown, variant?: string, rule?: string, logged?: { experiment: string, variant: string } }} Assignment `value` is not there when the caller's default is served */

/** Values that no variation has. */
const DEFAULTS = { STRING: 'the caller’s default', INTEGER: -0.125, NUMERIC: -0.125, JSON: { default: true } };

/** A client of a configuration. @param {any} configuration */
export function client({ format, environment, createdAt, flags }) {
  const store = new MemoryOnlyConfigurationStore();
  store.setEntries(flags);
  store.setFormat(format);
  store.setEnvironment(environment);
  store.setConfigPublishedAt(createdAt);
  const eppo = new EppoClient(/** @type {any} */ ({ flagConfigurationStore: store }));
  /** @type {any[]} */
  const log = [];
  eppo.setAssignmentLogger({ logAssignment: (event) => void log.push(event) });
  return { eppo, log };
}

/**
 * What the SDK assigns.
 * @param {ReturnType<typeof client>} sdk @param {string} flag @param {string} type @param {string} subject @param {any} attributes @returns {Assignment}
 */
export function assigned({ eppo, log }, flag, type, subject, attributes) {
  log.length = 0;
  const { variation, evaluationDetails } = details(eppo, flag, type, subject, attributes);
  if (variation === undefined) return {};
  const [event] = log;
  return {
    value: variation,
    variant: evaluationDetails.variationKey ?? undefined,
    rule: evaluationDetails.matchedAllocation?.key,
    logged: event && { experiment: event.experiment, variant: event.variation },
  };
}

/** @param {EppoClient} eppo @param {string} flag @param {string} type @param {string} subject @param {any} attributes @returns {any} */
function details(eppo, flag, type, subject, attributes) {
  switch (type) {
    case 'BOOLEAN': {
      const [one, other] = [true, false].map((value) =>
        eppo.getBooleanAssignmentDetails(flag, subject, attributes, value),
      );
      return one.variation === other.variation ? one : {};
    }
    case 'STRING':
      return unless(DEFAULTS.STRING, eppo.getStringAssignmentDetails(flag, subject, attributes, DEFAULTS.STRING));
    case 'INTEGER':
      return unless(DEFAULTS.INTEGER, eppo.getIntegerAssignmentDetails(flag, subject, attributes, DEFAULTS.INTEGER));
    case 'NUMERIC':
      return unless(DEFAULTS.NUMERIC, eppo.getNumericAssignmentDetails(flag, subject, attributes, DEFAULTS.NUMERIC));
    default:
      return unless(DEFAULTS.JSON, eppo.getJSONAssignmentDetails(flag, subject, attributes, DEFAULTS.JSON));
  }
}

/** @param {unknown} value @param {any} found */
const unless = (value, found) => (found.variation === value ? {} : found);

/** @param {unknown} text */
const md5 = (text) => createHash('md5').update(String(text)).digest('hex');
/** @param {unknown} text */
const base64 = (text) => Buffer.from(String(text)).toString('base64');

/** The configuration as a browser is sent it. @param {any} configuration */
export const obfuscated = (configuration) => ({
  ...configuration,
  format: 'CLIENT',
  flags: Object.fromEntries(
    Object.entries(configuration.flags).map(([key, flag]) => [md5(key), hiddenFlag(key, flag)]),
  ),
});

/** @param {string} key @param {any} flag */
const hiddenFlag = (key, flag) => ({
  ...flag,
  key: md5(key),
  variations: Object.fromEntries(
    Object.entries(flag.variations).map(([name, { value }]) => [
      base64(name),
      { key: base64(name), value: base64(value) },
    ]),
  ),
  allocations: flag.allocations.map(hiddenAllocation),
});

/** @param {any} allocation */
const hiddenAllocation = (allocation) => ({
  ...allocation,
  key: base64(allocation.key),
  startAt: allocation.startAt && base64(allocation.startAt),
  endAt: allocation.endAt && base64(allocation.endAt),
  rules: allocation.rules?.map((/** @type {any} */ { conditions }) => ({
    conditions: conditions.map(hiddenCondition),
  })),
  splits: allocation.splits.map((/** @type {any} */ split) => ({
    ...split,
    variationKey: base64(split.variationKey),
    shards: split.shards.map((/** @type {any} */ shard) => ({ ...shard, salt: base64(shard.salt) })),
  })),
});

/** @param {any} condition */
const hiddenCondition = ({ attribute, operator, value }) => ({
  attribute: md5(attribute),
  operator: md5(operator),
  value: hiddenOperand(operator, value),
});

/** @param {string} operator @param {any} value */
function hiddenOperand(operator, value) {
  if (operator === 'IS_NULL') return md5(value);
  return Array.isArray(value) ? value.map(md5) : base64(value);
}
