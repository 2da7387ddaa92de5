/** Amplitude Experiment's evaluation engine. Each call takes the flags. */
import { EvaluationEngine } from '@amplitude/experiment-core';

/** @type {import('./peer.js').Peer} */
export const peer = {
  name: 'Amplitude',
  package: '@amplitude/experiment-core',
  snapshot: ({ flags }) => JSON.stringify(flags.map(translate)),
  user: ({ targetingKey, ...properties }) => ({ user_id: targetingKey, ...properties }),
  start(text) {
    const engine = new EvaluationEngine();
    /** @type {any[]} */
    let flags;
    /** @type {Map<string, any[]>} */
    let byKey;
    const replace = (/** @type {string} */ other) => {
      flags = JSON.parse(other);
      byKey = new Map(flags.map((flag) => [flag.key, [flag]]));
    };
    replace(text);
    return {
      context: (user) => ({ user }),
      read(context, { key, kind }) {
        const variant = engine.evaluate(context, byKey.get(key) ?? [])[key]?.key;
        return kind === 'split' ? variant : variant === 'on';
      },
      all: (context) => engine.evaluate(context, flags),
      reload: replace,
    };
  },
};

/** @param {import('../workload.js').Flag} flag */
function translate(flag) {
  const { key } = flag;
  switch (flag.kind) {
    case 'switch':
      return { key, variants: variants(['on', 'off']), segments: [{ variant: flag.on ? 'on' : 'off' }] };
    case 'rollout':
      return {
        key,
        variants: variants(['on', 'off']),
        segments: [
          {
            conditions: [[is('country', flag.countries), is('plan', flag.plans)]],
            bucket: bucket(key, [
              ['on', flag.percent],
              ['off', 100 - flag.percent],
            ]),
          },
          { variant: 'off' },
        ],
      };
    case 'split':
      return {
        key,
        variants: variants(flag.shares.map(([name]) => name)),
        segments: [{ bucket: bucket(key, flag.shares) }],
      };
  }
}

/** @param {string[]} names */
const variants = (names) => Object.fromEntries(names.map((name) => [name, { key: name, value: name }]));

/** @param {string} name @param {string[]} values */
const is = (name, values) => ({ selector: ['context', 'user', name], op: 'is', values });

/** The ranges of distributions have a maximum of 42,949,673. @param {string} salt @param {[string, number][]} shares */
function bucket(salt, shares) {
  const most = 42_949_673;
  let end = 0;
  const distributions = shares
    .filter(([, share]) => share > 0)
    .map(([variant, share]) => {
      const start = Math.floor((end / 100) * most);
      end += share;
      return { variant, range: [start, Math.floor((end / 100) * most)] };
    });
  return { selector: ['context', 'user', 'user_id'], salt, allocations: [{ range: [0, 100], distributions }] };
}
