// `--prove` itself: documents by hand beside each SDK, so that what it finds is known.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PEERS, prove } from '../../../pkg/cli/prove/prove.js';
import { users } from '../../../pkg/cli/prove/users.js';
import { Vocabulary } from '../../../pkg/cli/prove/vocabulary.js';
import { Folder, written } from './support.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const NOW = Date.parse('2026-11-21T12:00:00Z');
const START = '2026-11-21T00:00:00Z';

/** A flag that is on for those in `plan`. @param {string[]} plan @param {object} [more] */
const forPlan = (plan, more) => ({ variants: { on: true, off: false }, rules: [{ ...more, if: { attribute: 'plan', in: plan }, serve: 'on' }], fallthrough: 'off' });

/** The same in each peer's words: on for the plans `pro` and `team`, and what a default is. */
const FILES = {
  growthbook: { features: { beta: { defaultValue: false, rules: [{ condition: { plan: { $in: ['pro', 'team'] } }, force: true }] }, none: { defaultValue: null } } },
  unleash: {
    version: 2,
    features: [{ name: 'beta', type: 'release', enabled: true, strategies: [{ name: 'default', parameters: {}, constraints: [{ contextName: 'plan', operator: 'IN', values: ['pro', 'team'] }] }] }],
  },
  eppo: {
    format: 'SERVER',
    flags: {
      beta: {
        key: 'beta', enabled: true, variationType: 'BOOLEAN', totalShards: 10_000, variations: { on: { key: 'on', value: true }, off: { key: 'off', value: false } },
        allocations: [
          { key: 'some', startAt: START, rules: [{ conditions: [{ attribute: 'plan', operator: 'ONE_OF', value: ['pro', 'team'] }] }], splits: [{ shards: [], variationKey: 'on' }], doLog: false },
          { key: 'others', splits: [{ shards: [], variationKey: 'off' }], doLog: false },
        ],
      },
      none: { key: 'none', enabled: false, variationType: 'STRING', totalShards: 10_000, variations: {}, allocations: [] },
    },
  },
  flagd: {
    flags: { beta: { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off', targeting: { if: [{ in: [{ var: 'plan' }, ['pro', 'team']] }, 'on'] } } },
  },
};

/** @param {keyof typeof FILES} format @param {object} flags @param {number} [count] */
const proven = (format, flags, count = 2000) =>
  prove(PEERS[format], { text: JSON.stringify(FILES[format]), document: written(flags), options: {}, folders: [ROOT] }, { users: count, seed: '1', now: NOW });

describe('a document that decides the same', () => {
  const same = { growthbook: forPlan(['pro', 'team']), unleash: forPlan(['pro', 'team']), eppo: forPlan(['pro', 'team'], { from: START }), flagd: forPlan(['pro', 'team']) };
  for (const [format, beta] of Object.entries(same)) {
    test(`as ${format}`, async () => {
      const { byFlag, different, differences, compared, flags, users, onlyTheirs } = await proven(/** @type {'eppo'} */ (format), { beta });
      assert.deepEqual({ byFlag, different, differences, compared, flags, users }, { byFlag: {}, different: 0, differences: [], compared: 2000, flags: 1, users: 2000 });
      assert.deepEqual(onlyTheirs, ['growthbook', 'eppo'].includes(format) ? ['none'] : []);
    });
  }
});

describe('a document that decides otherwise', () => {
  for (const format of /** @type {(keyof typeof FILES)[]} */ (Object.keys(FILES))) {
    test(`than ${format}`, async () => {
      const { byFlag, different, differences } = await proven(format, { beta: forPlan(['pro'], format === 'eppo' ? { from: START } : {}) });
      assert.ok(different > 200, `${different}`);
      assert.deepEqual([byFlag, differences.length], [{ beta: different }, 5]);
      for (const { flag, theirs, ours, attributes } of differences) {
        assert.deepEqual([flag, theirs, ours], ['beta', true, false]);
        assert.match(JSON.stringify(attributes), /"plan":\[?.*team/);
      }
    });
  }
});
