/** Unleash's SDK for Node, beside the document that its features became. */
import { objects } from './vocabulary.js';

/** What a context has by itself; all else are properties. */
const FIELDS = ['userId', 'sessionId', 'remoteAddress', 'environment', 'appName'];

/** @type {import('./prove.js').Peer} */
export const unleash = {
  package: 'unleash-client',
  // Without these two the SDK takes those of its own configuration.
  habits: { text: true, present: ['appName', 'environment'] },
  learn(file, vocabulary) {
    for (const name of ['userId', 'sessionId']) vocabulary.hashes(name);
    for (const { contextName, operator, values, value, stickiness, parameters } of objects(file)) {
      if (operator === 'DATE_AFTER' || operator === 'DATE_BEFORE') vocabulary.dates([value, values]);
      if (contextName && contextName !== 'currentTime') vocabulary.compares(contextName, [value ?? [], values ?? []]);
      for (const name of [stickiness, parameters?.stickiness]) if (!['default', 'random'].includes(name)) vocabulary.hashes(name);
      listed(parameters, vocabulary);
    }
  },
  async start({ Unleash, InMemStorageProvider }, { features, segments = [] }) {
    const client = new Unleash({
      appName: 'burgee', url: 'http://127.0.0.1:9/', refreshInterval: 0, disableMetrics: true, disableAutoStart: true,
      skipInstanceCountWarning: true, storageProvider: new InMemStorageProvider(), bootstrap: { data: features, segments },
    });
    for (const event of ['error', 'warn']) client.on(event, () => {});
    const ready = new Promise((done) => client.once('ready', done));
    // What `start` does, but for the fetch.
    await client.repository.loadBootstrap();
    await ready;
    return {
      keys: features.map((/** @type {any} */ { name }) => name),
      decide: (user) => (key) => answer(client, key, contextOf(user)),
      close: () => client.destroy(),
    };
  },
};

/** The parameters of strategies that have lists of users and addresses. @param {any} parameters @param {import('./vocabulary.js').Vocabulary} vocabulary */
function listed(parameters, vocabulary) {
  const { userIds, IPs } = Object(parameters);
  if (userIds) vocabulary.compares('userId', userIds.split(/\s*,\s*/));
  if (IPs) vocabulary.compares('remoteAddress', IPs.split(/\s*,\s*/).map((/** @type {string} */ range) => range.split('/')[0]));
}

/** @param {import('./users.js').User} user */
function contextOf({ attributes, now }) {
  const entries = Object.entries(attributes);
  const own = entries.filter(([name]) => FIELDS.includes(name));
  const properties = Object.fromEntries(entries.filter(([name]) => !FIELDS.includes(name)));
  return { ...Object.fromEntries(own), properties, currentTime: new Date(now) };
}

/** @param {any} client @param {string} key @param {object} context */
function answer(client, key, context) {
  return client.isEnabled(key, context);
}
