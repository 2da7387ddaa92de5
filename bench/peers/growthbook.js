/** GrowthBook's client for many users. */
import { GrowthBookClient } from '@growthbook/growthbook';

/** @type {import('./peer.js').Peer} */
export const peer = {
  name: 'GrowthBook',
  package: '@growthbook/growthbook',
  snapshot: ({ flags }) =>
    JSON.stringify({ features: Object.fromEntries(flags.map((flag) => [flag.key, translate(flag)])) }),
  user: ({ targetingKey, ...attributes }) => ({ attributes: { id: targetingKey, ...attributes } }),
  start(text) {
    const client = new GrowthBookClient();
    client.initSync({ payload: JSON.parse(text) });
    return {
      context: (user) => user,
      read: (user, flag) => client.getFeatureValue(flag.key, flag.kind === 'split' ? '' : false, user),
      reload: (other) => client.setPayload(JSON.parse(other)),
      close: () => client.destroy(),
    };
  },
};

/** @param {import('../workload.js').Flag} flag */
function translate(flag) {
  switch (flag.kind) {
    case 'switch':
      return { defaultValue: flag.on };
    case 'rollout':
      return {
        defaultValue: false,
        rules: [{ condition: condition(flag), force: true, coverage: flag.percent / 100, hashAttribute: 'id' }],
      };
    case 'split':
      return {
        defaultValue: 'control',
        rules: [
          {
            variations: flag.shares.map(([name]) => name),
            weights: flag.shares.map(([, share]) => share / 100),
            hashAttribute: 'id',
            hashVersion: 2,
          },
        ],
      };
  }
}

/** @param {import('../workload.js').Rollout} flag */
const condition = ({ countries, plans }) => ({ country: { $in: countries }, plan: { $in: plans } });
