/** Statsig's on-device client. Its specs are passed in process, and it logs nothing. */
import { StatsigOnDeviceEvalClient } from '@statsig/js-on-device-eval-client';

const QUIET = { disableExposureLog: true };

/** @type {import('./peer.js').Peer} */
export const peer = {
  name: 'Statsig on-device',
  package: '@statsig/js-on-device-eval-client',
  snapshot({ flags }) {
    const specs = flags.map(translate);
    return JSON.stringify({
      has_updates: true,
      time: 1,
      layers: {},
      layer_configs: [],
      feature_gates: specs.filter(({ type }) => type === 'feature_gate'),
      dynamic_configs: specs.filter(({ type }) => type === 'dynamic_config'),
    });
  },
  user: ({ targetingKey, email, country, ...custom }) => ({ userID: targetingKey, email, country, custom }),
  start(text) {
    const client = new StatsigOnDeviceEvalClient('client-bench', {
      networkConfig: { preventAllNetworkTraffic: true },
      loggingEnabled: 'disabled',
      disableStorage: true,
      includeCurrentPageUrlWithEvents: false,
    });
    client.dataAdapter.setData(text);
    client.initializeSync();
    return {
      context: (user) => user,
      read: (user, flag) =>
        flag.kind === 'split'
          ? client.getExperiment(flag.key, user, QUIET).value.group
          : client.checkGate(flag.key, user, QUIET),
      reload(other) {
        client.dataAdapter.setData(other);
        return client.updateSync();
      },
      close: () => client.shutdown(),
    };
  },
};

/** @param {import('../workload.js').Flag} flag */
function translate(flag) {
  const common = {
    name: flag.key,
    salt: flag.key,
    enabled: true,
    entity: 'feature_gate',
    idType: 'userID',
    isDeviceBased: false,
  };
  const gate = { ...common, type: 'feature_gate', defaultValue: false };
  switch (flag.kind) {
    case 'switch':
      return { ...gate, enabled: flag.on, rules: [rule('all', [everyone], 100, true)] };
    case 'rollout':
      return {
        ...gate,
        rules: [rule('some', [any('country', flag.countries), any('plan', flag.plans)], flag.percent, true)],
      };
    case 'split':
      return { ...common, type: 'dynamic_config', entity: 'experiment', defaultValue: {}, rules: groups(flag) };
  }
}

const everyone = {
  type: 'public',
  targetValue: null,
  operator: null,
  field: null,
  additionalValues: {},
  idType: 'userID',
};

/** @param {string} field @param {string[]} targetValue */
const any = (field, targetValue) => ({
  type: 'user_field',
  targetValue,
  operator: 'any',
  field,
  additionalValues: {},
  idType: 'userID',
});

/** @param {string} id @param {any[]} conditions @param {number} passPercentage @param {any} returnValue */
const rule = (id, conditions, passPercentage, returnValue) => ({
  id,
  salt: id,
  name: id,
  groupName: id,
  conditions,
  passPercentage,
  returnValue,
  idType: 'userID',
  isDeviceBased: false,
});

/** A group of an experiment has the users whose bucket (of 1,000) is below a bound. @param {import('../workload.js').Split} flag */
function groups({ key, shares }) {
  let end = 0;
  return shares.map(([group, share]) => {
    end += share;
    const below = {
      type: 'user_bucket',
      targetValue: end * 10,
      operator: 'lt',
      field: null,
      additionalValues: { salt: key },
      idType: 'userID',
    };
    return rule(group, [below], 100, { group });
  });
}
