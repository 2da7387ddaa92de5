/** OpenFeature's flagd in process. JSONLogic is interpreted, as in a Worker, where code generation is not allowed. */
import { FlagdCore } from '@openfeature/flagd-core';

/** @typedef {import('./peer.js').Peer} Peer */

const silent = { error() {}, warn() {}, info() {}, debug() {} };

/** @param {string} name @param {boolean} generates whether it generates code @param {string} [note] @returns {Peer} */
export const flagd = (name, generates, note) => ({
  name,
  package: '@openfeature/flagd-core',
  note,
  snapshot: ({ flags }) =>
    JSON.stringify({ flags: Object.fromEntries(flags.map((flag) => [flag.key, translate(flag)])) }),
  user: (user) => user,
  start(text) {
    const core = new FlagdCore(undefined, silent, { disableDynamicCodeGeneration: !generates });
    core.setConfigurations(text);
    return {
      context: (user) => user,
      read: (user, flag) =>
        flag.kind === 'split'
          ? core.resolveStringEvaluation(flag.key, '', user, silent).value
          : core.resolveBooleanEvaluation(flag.key, false, user, silent).value,
      all: (user) => core.resolveAll(user, silent),
      reload: (other) => core.setConfigurations(other),
    };
  },
});

export const peer = flagd('flagd-core', false, 'without code generation, as in Workers');

/** @param {import('../workload.js').Flag} flag */
function translate(flag) {
  const switched = { state: 'ENABLED', variants: { on: true, off: false } };
  switch (flag.kind) {
    case 'switch':
      return { ...switched, defaultVariant: flag.on ? 'on' : 'off' };
    case 'rollout':
      return {
        ...switched,
        defaultVariant: 'off',
        targeting: {
          if: [
            condition(flag),
            fractional([
              ['on', flag.percent],
              ['off', 100 - flag.percent],
            ]),
            'off',
          ],
        },
      };
    case 'split':
      return {
        state: 'ENABLED',
        defaultVariant: 'control',
        targeting: fractional(flag.shares),
        variants: Object.fromEntries(flag.shares.map(([name]) => [name, name])),
      };
  }
}

/** @param {import('../workload.js').Rollout} flag */
const condition = ({ countries, plans }) => ({
  and: [{ in: [{ var: 'country' }, countries] }, { in: [{ var: 'plan' }, plans] }],
});

/** By default it hashes the flag's key and the unit. @param {[string, number][]} shares */
const fractional = (shares) => ({ fractional: shares.filter(([, share]) => share > 0) });
