/** DevCycle's bucketing in WebAssembly, called like its server SDK does: with protocol buffers as input and output. */
import { createRequire } from 'node:module';

const { instantiate, ProtobufTypes } = createRequire(import.meta.url)('@devcycle/bucketing-assembly-script');
const { VariableForUserParams_PB: Params, SDKVariable_PB: Variable } = ProtobufTypes;
const KEY = 'bench';
const BOOLEAN = 0,
  STRING = 2;

/** @type {import('./peer.js').Peer} */
export const peer = {
  name: 'DevCycle bucketing',
  package: '@devcycle/bucketing-assembly-script',
  note: 'WebAssembly',
  snapshot: ({ flags }) =>
    JSON.stringify({
      project: {
        _id: 'project',
        key: 'project',
        a0_organization: 'org',
        settings: { edgeDB: { enabled: false }, optIn: { enabled: false }, disablePassthroughRollouts: false },
      },
      environment: { _id: 'environment', key: 'environment' },
      features: flags.map(translate),
      variables: flags.map((flag) => ({
        _id: `variable-${flag.key}`,
        key: flag.key,
        type: flag.kind === 'split' ? 'String' : 'Boolean',
      })),
      variableHashes: {},
      audiences: {},
    }),
  user: (user) => user,
  async start(text) {
    const core = await instantiate(false, {
      env: {
        'console.log': () => {},
        'Date.now': Date.now,
        abort: (/** @type {any} */ message) => {
          throw new Error(String(message));
        },
      },
    });
    core.setPlatformData(
      JSON.stringify({
        platform: 'NodeJS',
        platformVersion: '20',
        sdkType: 'server',
        sdkVersion: '1.0.0',
        hostname: 'localhost',
      }),
    );
    core.setConfigDataUTF8(KEY, Buffer.from(text));
    return {
      context: (user) => user,
      read(user, flag) {
        const split = flag.kind === 'split';
        const request = {
          sdkKey: KEY,
          variableKey: flag.key,
          variableType: split ? STRING : BOOLEAN,
          shouldTrackEvent: false,
          user: message(user),
        };
        const answer = core.variableForUser_PB(Params.encode(request).finish());
        if (!answer) return split ? '' : false;
        const { boolValue, stringValue } = Variable.decode(answer);
        return split ? stringValue : boolValue;
      },
      all: ({ targetingKey, ...user }) =>
        JSON.parse(
          core.generateBucketedConfigForUser(KEY, JSON.stringify({ user_id: targetingKey, ...userData(user) })),
        ),
      reload: (other) => core.setConfigDataUTF8(KEY, Buffer.from(other)),
    };
  },
};

/** Separates the attributes with a name of their own from the custom ones. @param {any} user */
const userData = ({ email, country, version, ...customData }) => ({ email, country, appVersion: version, customData });

/** @param {import('../workload.js').User} user */
const message = ({ targetingKey, email, country, version, plan, age, beta }) => ({
  user_id: targetingKey,
  email: { value: email, isNull: false },
  country: { value: country, isNull: false },
  appVersion: { value: version, isNull: false },
  customData: {
    isNull: false,
    value: {
      plan: { type: 2, stringValue: plan },
      age: { type: 1, doubleValue: age },
      beta: { type: 0, boolValue: beta },
    },
  },
});

/** @param {import('../workload.js').Flag} flag */
function translate(flag) {
  const { key } = flag;
  const id = (/** @type {string} */ name) => `variation-${name}-${key}`;
  const variation = (/** @type {string} */ name, /** @type {any} */ value) => ({
    _id: id(name),
    key: name,
    name,
    variables: [{ _var: `variable-${key}`, value }],
  });
  const target = (/** @type {any[]} */ filters, /** @type {[string, number][]} */ shares) => ({
    _id: `target-${key}-${filters.length}`,
    _audience: { _id: `audience-${key}-${filters.length}`, filters: { operator: 'and', filters } },
    distribution: shares
      .filter(([, share]) => share > 0)
      .map(([name, share]) => ({ _variation: id(name), percentage: share / 100 })),
  });
  const feature = (/** @type {any[]} */ variations, /** @type {any[]} */ targets) => ({
    _id: `feature-${key}`,
    key,
    type: 'release',
    variations,
    configuration: { _id: `configuration-${key}`, targets, forcedUsers: {} },
  });
  const everyone = [{ type: 'all', comparator: '=', values: [] }];
  switch (flag.kind) {
    case 'switch':
      return feature(
        [variation('on', true), variation('off', false)],
        [target(everyone, [[flag.on ? 'on' : 'off', 100]])],
      );
    case 'rollout':
      return feature(
        [variation('on', true), variation('off', false)],
        [
          target(filters(flag), [
            ['on', flag.percent],
            ['off', 100 - flag.percent],
          ]),
        ],
      );
    case 'split':
      return feature(
        flag.shares.map(([name]) => variation(name, name)),
        [target(everyone, flag.shares)],
      );
  }
}

/** @param {import('../workload.js').Rollout} flag */
const filters = ({ countries, plans }) => [
  { type: 'user', subType: 'country', comparator: '=', values: countries },
  { type: 'user', subType: 'customData', dataKey: 'plan', dataKeyType: 'String', comparator: '=', values: plans },
];
