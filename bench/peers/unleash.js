/** Unleash's Node SDK with bootstrap data. It fetches nothing and sends no metrics. */
import { InMemStorageProvider, Unleash } from 'unleash-client';

/** @type {import('./peer.js').Peer} */
export const peer = {
  name: 'Unleash',
  package: 'unleash-client',
  snapshot: ({ flags }) => JSON.stringify({ version: 2, features: flags.map(translate) }),
  user: ({ targetingKey, ...properties }) => ({ userId: targetingKey, properties }),
  async start(text) {
    const unleash = new Unleash({
      appName: 'bench',
      url: 'http://127.0.0.1:9/',
      refreshInterval: 0,
      disableMetrics: true,
      disableAutoStart: true,
      skipInstanceCountWarning: true,
      storageProvider: new InMemStorageProvider(),
      bootstrap: { data: JSON.parse(text).features },
    });
    unleash.on('error', () => {});
    unleash.on('warn', () => {});
    const ready = new Promise((done) => unleash.once('ready', () => done(undefined)));
    // Does what `start` does, except for the fetch.
    await /** @type {any} */ (unleash).repository.loadBootstrap();
    await ready;
    return {
      context: (user) => user,
      read: (user, flag) =>
        flag.kind === 'split' ? unleash.getVariant(flag.key, user).name : unleash.isEnabled(flag.key, user),
      close: () => unleash.destroy(),
    };
  },
};

/** @param {import('../workload.js').Flag} flag */
function translate(flag) {
  const common = { name: flag.key, type: 'release', enabled: true, stale: false, variants: [] };
  switch (flag.kind) {
    case 'switch':
      return { ...common, enabled: flag.on, strategies: [{ name: 'default', parameters: {}, constraints: [] }] };
    case 'rollout':
      return {
        ...common,
        strategies: [
          {
            ...gradual(flag.key, flag.percent),
            constraints: [isIn('country', flag.countries), isIn('plan', flag.plans)],
          },
        ],
      };
    case 'split':
      return {
        ...common,
        strategies: [
          {
            ...gradual(flag.key, 100),
            variants: flag.shares.map(([name, share]) => ({
              name,
              weight: share * 10,
              stickiness: 'userId',
              payload: { type: 'string', value: name },
            })),
          },
        ],
      };
  }
}

/** @param {string} groupId @param {number} percent */
const gradual = (groupId, percent) => ({
  name: 'flexibleRollout',
  parameters: { rollout: `${percent}`, stickiness: 'userId', groupId },
  constraints: [],
});

/** @param {string} contextName @param {string[]} values */
const isIn = (contextName, values) => ({ contextName, operator: 'IN', inverted: false, values });
