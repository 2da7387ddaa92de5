/** Compares with Unleash's SDK for Node. */
import { Failure } from '../failure.js';
import { objects } from './vocabulary.js';

/** The fields of a context; all other attributes are properties. */
const FIELDS = ['userId', 'sessionId', 'remoteAddress', 'environment', 'appName'];
/** The suffix of the flag with a feature's variant. */
const VARIANT = '.variant';

/** @type {import('./prove.js').Peer} */
export const unleash = {
  package: 'unleash-client',
  learn(file, vocabulary, { units = 'low-bytes', targetingKey }) {
    /** @param {string} field */
    const ours = (field) => (field === targetingKey ? 'targetingKey' : field);
    // Without one of these the SDK uses its own configuration, or assigns at random.
    const present = new Set(['appName', 'environment', ours('userId')]);
    vocabulary.hashes(ours('userId'));
    vocabulary.hashes(ours('sessionId'));
    for (const part of objects(file)) {
      compared(part, ours, vocabulary);
      for (const field of [part.stickiness, part.parameters?.stickiness]) {
        if (!field || field === 'default' || field === 'random') continue;
        vocabulary.hashes(ours(field));
        present.add(ours(field));
      }
    }
    return { text: true, ascii: units !== 'low-bytes', present: [...present] };
  },
  async start({ Unleash, InMemStorageProvider }, { features, segments = [] }, { targetingKey }, { flags }) {
    if (!features) throw new Failure('`--prove` needs a complete response with `features`, not the events of a delta');
    const client = new Unleash({
      appName: 'burgee',
      url: 'http://127.0.0.1:9/',
      refreshInterval: 0,
      disableMetrics: true,
      disableAutoStart: true,
      skipInstanceCountWarning: true,
      storageProvider: new InMemStorageProvider(),
      bootstrap: { data: features, segments },
    });
    for (const event of ['error', 'warn']) client.on(event, () => {});
    const ready = new Promise((done) => client.once('ready', done));
    // Like `start`, without the fetch.
    await client.repository.loadBootstrap();
    await ready;
    const names = new Set(/** @type {string[]} */ (features.map((/** @type {any} */ { name }) => name)));
    return {
      keys: [...names, ...[...names].map((name) => name + VARIANT).filter((key) => flags[key] && !names.has(key))],
      decide(user) {
        const context = contextOf(user, targetingKey);
        return (key) => (names.has(key) ? client.isEnabled(key, context) : variant(client, key, context, flags[key]));
      },
      close: () => client.destroy(),
    };
  },
};

/**
 * Learns what a constraint, a strategy or an override compares.
 * @param {any} part @param {(field: string) => string} ours @param {import('./vocabulary.js').Vocabulary} vocabulary
 */
function compared({ contextName, operator, value, values, parameters }, ours, vocabulary) {
  if (contextName === 'currentTime') vocabulary.dates([value, values]);
  else if (contextName)
    vocabulary.compares(ours(contextName), operator === 'IN_CIDR' ? values?.map(address) : [value, values]);
  const { userIds, IPs } = Object(parameters);
  if (userIds) vocabulary.compares(ours('userId'), userIds.split(/\s*,\s*/));
  if (IPs) vocabulary.compares('remoteAddress', IPs.split(/\s*,\s*/).map(address));
}

/** An address in a range. @param {string} range */
const address = (range) => range.split('/')[0];

/** @param {import('./users.js').User} user @param {string} [targetingKey] */
function contextOf({ attributes: { targetingKey: key, ...attributes }, now }, targetingKey) {
  const entries = Object.entries(targetingKey ? { ...attributes, [targetingKey]: key } : attributes);
  const own = entries.filter(([name]) => FIELDS.includes(name));
  const properties = entries.filter(([name]) => !FIELDS.includes(name));
  return { ...Object.fromEntries(own), properties: Object.fromEntries(properties), currentTime: new Date(now) };
}

/**
 * A variant's value: its payload, or its name if the flag's values are names.
 * @param {any} client @param {string} key @param {object} context @param {{ variants: { [name: string]: unknown } }} flag
 */
function variant(client, key, context, flag) {
  const { name, enabled, payload } = client.getVariant(key.slice(0, -VARIANT.length), context);
  if (!enabled) return undefined;
  if (!payload || Object.entries(flag.variants).every(([name, value]) => name === value)) return name;
  if (payload.type === 'number') return Number(payload.value);
  return payload.type === 'json' ? JSON.parse(payload.value) : payload.value;
}
