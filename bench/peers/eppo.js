/** Eppo's common SDK with its in-memory store, without a logger. */
import common from '@eppo/js-client-sdk-common';

const { EppoClient, MemoryOnlyConfigurationStore, VariationType } = common;

/** @type {import('./peer.js').Peer} */
export const peer = {
  name: 'Eppo common',
  package: '@eppo/js-client-sdk-common',
  snapshot: ({ flags }) =>
    JSON.stringify({ format: 'SERVER', flags: Object.fromEntries(flags.map((flag) => [flag.key, translate(flag)])) }),
  user: (user) => user,
  async start(text) {
    const store = new MemoryOnlyConfigurationStore();
    const replace = async (/** @type {string} */ other) => {
      const { flags, format } = JSON.parse(other);
      store.setFormat(format);
      await store.setEntries(flags);
    };
    await replace(text);
    const client = new EppoClient({ flagConfigurationStore: store });
    return {
      context: (user) => user,
      read: (user, flag) =>
        flag.kind === 'split'
          ? client.getStringAssignment(flag.key, user.targetingKey, user, '')
          : client.getBooleanAssignment(flag.key, user.targetingKey, user, false),
      reload: replace,
    };
  },
};

/** @param {import('../workload.js').Flag} flag */
function translate(flag) {
  const common = { key: flag.key, enabled: true, totalShards: 10_000 };
  const switched = {
    ...common,
    variationType: VariationType.BOOLEAN,
    variations: { on: { key: 'on', value: true }, off: { key: 'off', value: false } },
  };
  switch (flag.kind) {
    case 'switch':
      return { ...switched, allocations: [allocation('all', [{ shards: [], variationKey: flag.on ? 'on' : 'off' }])] };
    case 'rollout':
      return {
        ...switched,
        allocations: [
          {
            ...allocation('some', splits(flag.key, [['on', flag.percent]])),
            rules: [{ conditions: [oneOf('country', flag.countries), oneOf('plan', flag.plans)] }],
          },
        ],
      };
    case 'split':
      return {
        ...common,
        variationType: VariationType.STRING,
        variations: Object.fromEntries(flag.shares.map(([name]) => [name, { key: name, value: name }])),
        allocations: [allocation('split', splits(flag.key, flag.shares))],
      };
  }
}

/** @param {string} key @param {any[]} splits */
const allocation = (key, splits) => ({ key, splits, doLog: false });

/** @param {string} attribute @param {string[]} value */
const oneOf = (attribute, value) => ({ attribute, operator: 'ONE_OF', value });

/** @param {string} salt @param {[string, number][]} shares */
function splits(salt, shares) {
  let end = 0;
  return shares.map(([variationKey, share]) => {
    const start = end;
    end += share;
    return { variationKey, shards: [{ salt, ranges: [{ start: start * 100, end: end * 100 }] }] };
  });
}
