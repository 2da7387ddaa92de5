/** LaunchDarkly's server SDK with its data source for files, so that it sends no requests. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init } from '@launchdarkly/node-server-sdk';
import { FileDataSourceFactory } from '@launchdarkly/node-server-sdk/integrations';

const silent = { error() {}, warn() {}, info() {}, debug() {} };

let files = 0;

/** @type {import('./peer.js').Peer} */
export const peer = {
  name: 'LaunchDarkly server',
  package: '@launchdarkly/node-server-sdk',
  note: 'reads return promises; loads from a file',
  snapshot: ({ flags }) =>
    JSON.stringify({ flags: Object.fromEntries(flags.map((flag) => [flag.key, translate(flag)])), segments: {} }),
  user: ({ targetingKey, ...attributes }) => ({ kind: 'user', key: targetingKey, ...attributes }),
  async start(text) {
    const path = join(tmpdir(), `burgee-bench-${process.pid}-${++files}.json`);
    writeFileSync(path, text);
    const client = init('sdk-bench', {
      sendEvents: false,
      diagnosticOptOut: true,
      logger: silent,
      updateProcessor: new FileDataSourceFactory({ paths: [path] }).getFactory(),
    });
    await client.waitForInitialization({ timeout: 10 });
    rmSync(path);
    return {
      context: (user) => user,
      read: (user, flag) => client.variation(flag.key, user, flag.kind === 'split' ? '' : false),
      all: (user) => client.allFlagsState(user),
      close: () => client.close(),
    };
  },
};

/** @param {import('../workload.js').Flag} flag */
function translate(flag) {
  const common = {
    key: flag.key,
    version: 1,
    on: true,
    salt: flag.key,
    targets: [],
    prerequisites: [],
    rules: /** @type {any[]} */ ([]),
    offVariation: 1,
    variations: /** @type {any[]} */ ([true, false]),
  };
  switch (flag.kind) {
    case 'switch':
      return { ...common, fallthrough: { variation: flag.on ? 0 : 1 } };
    case 'rollout':
      return {
        ...common,
        fallthrough: { variation: 1 },
        rules: [
          {
            id: 'rule',
            clauses: [clause('country', flag.countries), clause('plan', flag.plans)],
            rollout: rollout([flag.percent, 100 - flag.percent]),
          },
        ],
      };
    case 'split':
      return {
        ...common,
        offVariation: 0,
        variations: flag.shares.map(([name]) => name),
        fallthrough: { rollout: rollout(flag.shares.map(([, share]) => share)) },
      };
  }
}

/** @param {string} attribute @param {string[]} values */
const clause = (attribute, values) => ({ contextKind: 'user', attribute, op: 'in', values, negate: false });

/** The weights add up to 100,000. @param {number[]} shares */
const rollout = (shares) => ({
  contextKind: 'user',
  variations: shares.map((share, variation) => ({ variation, weight: share * 1000 })),
});
