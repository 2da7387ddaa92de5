/** One small file of each peer: on by a condition, a rollout, a split, and a flag that is off. */
import { createHash } from 'node:crypto';

/** @param {string} name @param {object[]} strategies @param {object} [more] */
const toggle = (name, strategies, more = {}) => ({ name, type: 'release', enabled: true, strategies, ...more });

const variations = (/** @type {(string | boolean)[]} */ ...values) =>
  Object.fromEntries(values.map((value) => [`${value}`, { key: `${value}`, value }]));

/** @param {string} key @param {string} variationType @param {object} variations @param {object[]} allocations @param {boolean} [enabled] */
const flag = (key, variationType, variations, allocations, enabled = true) => ({
  key,
  enabled,
  variationType,
  totalShards: 10_000,
  variations,
  allocations,
});

/** @param {string} variationKey @param {string} salt @param {number} start @param {number} end */
const shard = (variationKey, salt, start, end) => ({ variationKey, shards: [{ salt, ranges: [{ start, end }] }] });

const md5 = (/** @type {string} */ text) => createHash('md5').update(text).digest('hex');
const base64 = (/** @type {string} */ text) => Buffer.from(text).toString('base64');

/** A flag as Eppo obfuscates it, on for the plan `pro`. @param {string} name */
const obfuscated = (name) => [
  md5(name),
  {
    key: md5(name),
    enabled: true,
    variationType: 'BOOLEAN',
    totalShards: 10_000,
    variations: Object.fromEntries(
      ['true', 'false'].map((value) => [base64(value), { key: base64(value), value: base64(value) }]),
    ),
    allocations: [
      {
        key: base64('plans'),
        rules: [{ conditions: [{ attribute: md5('plan'), operator: md5('ONE_OF'), value: [md5('pro')] }] }],
        splits: [{ shards: [], variationKey: base64('true') }],
        doLog: false,
      },
      { key: base64('others'), splits: [{ shards: [], variationKey: base64('false') }], doLog: false },
    ],
  },
];

/** The key of a flag whose name nobody knows. */
export const OTHER = md5('other');

/** An obfuscated file of Eppo. */
export const OBFUSCATED = {
  format: 'CLIENT',
  createdAt: '2026-11-21T00:00:00Z',
  environment: { name: 'Production' },
  flags: Object.fromEntries(['beta', 'other'].map(obfuscated)),
};

/** @type {{ eppo: any, flagd: any, growthbook: any, unleash: any }} */
export const FILES = {
  eppo: {
    format: 'SERVER',
    environment: { name: 'Production' },
    createdAt: '2026-11-21T00:00:00Z',
    flags: {
      beta: flag('beta', 'BOOLEAN', variations(true, false), [
        {
          key: 'plans',
          startAt: '2026-11-01T00:00:00Z',
          rules: [{ conditions: [{ attribute: 'plan', operator: 'ONE_OF', value: ['pro', 'team'] }] }],
          splits: [{ shards: [], variationKey: 'true' }],
          doLog: false,
        },
        { key: 'others', splits: [{ shards: [], variationKey: 'false' }], doLog: false },
      ]),
      ramp: flag('ramp', 'BOOLEAN', variations(true), [
        { key: 'some', splits: [shard('true', 'ramp', 0, 3000)], doLog: false },
      ]),
      button: flag('button', 'STRING', variations('blue', 'green'), [
        {
          key: 'test',
          splits: [shard('blue', 'button', 0, 5000), shard('green', 'button', 5000, 10_000)],
          doLog: true,
        },
      ]),
      gone: flag(
        'gone',
        'STRING',
        variations('a'),
        [{ key: 'all', splits: [{ shards: [], variationKey: 'a' }], doLog: false }],
        false,
      ),
    },
  },
  flagd: {
    flags: {
      beta: {
        state: 'ENABLED',
        variants: { on: true, off: false },
        defaultVariant: 'off',
        targeting: { if: [{ in: [{ var: 'plan' }, ['pro', 'team']] }, 'on'] },
      },
      ramp: {
        state: 'ENABLED',
        variants: { on: true, off: false },
        defaultVariant: 'off',
        targeting: {
          fractional: [
            ['on', 30],
            ['off', 70],
          ],
        },
      },
      button: {
        state: 'ENABLED',
        variants: { blue: 'blue', green: 'green' },
        defaultVariant: 'blue',
        targeting: { fractional: [{ var: 'email' }, ['blue', 50], ['green', 50]] },
      },
      gone: { state: 'DISABLED', variants: { a: 'a' }, defaultVariant: 'a' },
    },
  },
  growthbook: {
    features: {
      beta: { defaultValue: false, rules: [{ condition: { plan: { $in: ['pro', 'team'] } }, force: true }] },
      ramp: { defaultValue: false, rules: [{ force: true, coverage: 0.3, hashAttribute: 'id' }] },
      button: {
        defaultValue: 'blue',
        rules: [
          {
            key: 'colour',
            variations: ['blue', 'green'],
            weights: [0.5, 0.5],
            coverage: 1,
            hashAttribute: 'id',
            hashVersion: 2,
          },
        ],
      },
      gone: { defaultValue: 'a' },
    },
  },
  unleash: {
    version: 2,
    features: [
      toggle('beta', [
        {
          name: 'default',
          parameters: {},
          constraints: [{ contextName: 'plan', operator: 'IN', values: ['pro', 'team'] }],
        },
      ]),
      toggle('ramp', [
        {
          name: 'flexibleRollout',
          parameters: { rollout: '30', stickiness: 'userId', groupId: 'ramp' },
          constraints: [],
        },
      ]),
      toggle('button', [{ name: 'default', parameters: {} }], {
        variants: ['blue', 'green'].map((name) => ({
          name,
          weight: 500,
          stickiness: 'userId',
          payload: { type: 'string', value: name },
        })),
      }),
      toggle('gone', [{ name: 'default', parameters: {} }], { enabled: false }),
    ],
  },
};
