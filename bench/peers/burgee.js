/** The built package. */
import { Evaluator, init } from '../../pkg/index.js';

/** @typedef {import('./peer.js').Peer} Peer */

/** @type {Peer} */
export const peer = {
  name: 'Burgee',
  role: 'itself',
  snapshot: ({ flags }) =>
    JSON.stringify({ format: 'burgee/1', flags: Object.fromEntries(flags.map((flag) => [flag.key, translate(flag)])) }),
  user: (user) => user,
  async start(text) {
    await init();
    return ready(new Evaluator(text));
  },
};

/** @param {Evaluator} evaluator @returns {import('./peer.js').Ready} */
export function ready(evaluator) {
  return {
    context: (user) => evaluator.context(user),
    read: (context, flag) => (flag.kind === 'split' ? context.string(flag.key, '') : context.boolean(flag.key, false)),
    all: (context) => context.all(),
    reload: (other) => evaluator.replace(other),
  };
}

/** @param {import('../workload.js').Flag} flag */
function translate(flag) {
  const variants = { on: true, off: false };
  switch (flag.kind) {
    case 'switch':
      return { variants, fallthrough: flag.on ? 'on' : 'off' };
    case 'rollout':
      return {
        variants,
        rules: [{ if: condition(flag), rollout: { serve: 'on', percent: flag.percent } }],
        fallthrough: 'off',
      };
    case 'split':
      return {
        variants: Object.fromEntries(flag.shares.map(([name]) => [name, name])),
        rules: [{ split: Object.fromEntries(flag.shares) }],
      };
  }
}

/** @param {import('../workload.js').Rollout} flag */
const condition = ({ countries, plans }) => ({
  all: [
    { attribute: 'country', in: countries },
    { attribute: 'plan', in: plans },
  ],
});
