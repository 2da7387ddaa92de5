/**
 * A snapshot with a word in each place, which says what becomes of it: `in-…` stands in the manifest, `code-…` in the code,
 * `out-…` nowhere.
 */
const ON = { variants: { 'in-on': true, off: false }, off: 'off', fallthrough: 'off' };

/** @param {string} attribute @param {object} test */
const where = (attribute, test) => ({ attribute, ...test });

export const DOCUMENT = {
  $schema: 'out-schema',
  format: 'burgee/1',
  revision: 5,
  metadata: { note: 'out-metadata' },
  segments: {
    'out-segment': {
      all: [
        where('plan', { in: ['in-plan'] }),
        where('in-path', { equals: 'in-equals' }),
        where('in-lower', { as: 'lowercase', equals: 'in-lowered' }),
        where('path', { startsWith: 'code-prefix' }),
        where('path', { endsWith: ['code-suffix'] }),
        where('path', { contains: 'code-part' }),
        where('path', { gt: 'code-bound' }),
        where('path', { startsWith: 'code-folded', ignoreCase: true }),
        where('path', { matches: 'out-pattern' }),
      ],
    },
    'out-listed': { included: ['in-member'], excluded: ['in-stranger'] },
    'out-unused': where('in-unused', { in: ['in-literal'] }),
  },
  flags: {
    'in-flag': {
      metadata: { owner: 'in-owner', more: { of: ['in-yours'] } },
      variants: { 'in-variant': 'in-value', 'in-unserved': 'in-nobody' },
      off: 'in-variant',
      fallthrough: 'in-variant',
      salt: 'out-flag-salt',
      overrides: { 'in-variant': ['in-tester'] },
      prerequisites: [{ flag: 'in-off', in: ['in-on'] }],
      rules: [
        {
          name: 'in-rule',
          if: { segment: 'out-segment' },
          rollout: { serve: 'in-unserved', percent: 10 },
          salt: 'out-rule-salt',
          by: 'in-by',
        },
        { experiment: 'in-experiment', split: { 'in-variant': 50, 'in-unserved': 50 }, by: 'in-unit' },
      ],
    },
    'in-off': { ...ON, enabled: false, rules: [{ if: where('plan', { in: ['in-never'] }), serve: 'in-on' }] },
    'in-hash': {
      ...ON,
      rules: [
        {
          rollout: { serve: 'in-on', percent: 10 },
          hash: { function: 'murmur3-32', before: 'code-before', after: 'code-after', of: 100 },
        },
      ],
    },
    'in-broken': {
      metadata: { owner: 'out-owner' },
      variants: { 'out-variant': 'out-value' },
      fallthrough: 'in-mistake',
    },
    'in-noted': { ...ON, 'in-field': 'out-note' },
  },
  experiments: {
    'in-experiment': {
      name: 'out-name',
      hypothesis: 'out-hypothesis',
      metric: 'out-metric',
      metadata: { owner: 'out-experimenter' },
      status: 'running',
      start: '2026-11-01',
      sticky: true,
      salt: 'out-salt',
      audience: where('plan', { in: ['in-audience'] }),
    },
  },
  layers: { 'out-layer': { salt: 'out-layer-salt', experiments: { 'in-experiment': [0, 50] } } },
  holdouts: { 'out-holdout': { percent: 5, salt: 'out-holdout-salt' } },
};
