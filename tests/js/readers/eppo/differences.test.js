// Where Burgee and Eppo's SDK are known to part, each with its cause: what docs/import/eppo.md lists is held here.
import assert from 'node:assert/strict';
import { env } from 'node:process';
import { before, mock, test } from 'node:test';
import { decide, read } from '../doors.js';
import { NOW } from './generate.js';

env.LOG_LEVEL = 'silent';
const { assigned, client } = await import('./sdk.js');

before(() => mock.timers.enable({ apis: ['Date'], now: NOW }));

/** @typedef {{ cause: string, condition?: object, startAt?: string, subject?: string, attributes?: object, eppo: boolean, said?: number }} Difference `said`: how much the reader reports */

/** @type {Difference[]} */
const DIFFERENCES = [
  { cause: 'no subject key: the SDK decides nothing', subject: '', eppo: false },
  {
    cause: 'an `id` of null hides the subject key from the SDK',
    condition: { attribute: 'id', operator: 'IS_NULL', value: true },
    attributes: { id: null },
    eppo: true,
  },
  {
    cause: 'a list: one of its items passes, the SDK joins them',
    condition: { attribute: 'tags', operator: 'ONE_OF', value: ['a'] },
    attributes: { tags: ['a', 'b'] },
    eppo: false,
  },
  {
    cause: 'an object has no text',
    condition: { attribute: 'tags', operator: 'MATCHES', value: 'object' },
    attributes: { tags: {} },
    eppo: true,
  },
  {
    cause: 'a nested attribute',
    condition: { attribute: 'app.build', operator: 'ONE_OF', value: ['7'] },
    attributes: { app: { build: '7' } },
    eppo: false,
  },
  {
    cause: 'what every object inherits is no attribute',
    condition: { attribute: 'constructor', operator: 'IS_NULL', value: true },
    eppo: false,
  },
  {
    cause: 'an infinite number',
    condition: { attribute: 'n', operator: 'GT', value: 1 },
    attributes: { n: 'Infinity' },
    eppo: true,
  },
  {
    cause: '`.` takes other ends of a line',
    condition: { attribute: 't', operator: 'MATCHES', value: 'a.b' },
    attributes: { t: 'a\rb' },
    eppo: false,
  },
  {
    cause: '`\\s` is ASCII',
    condition: { attribute: 't', operator: 'MATCHES', value: 'a\\sb' },
    attributes: { t: 'a\u00a0b' },
    eppo: true,
  },
  {
    cause: 'a character is one, not its UTF-16 units',
    condition: { attribute: 't', operator: 'MATCHES', value: '^.$' },
    attributes: { t: '🙂' },
    eppo: false,
  },
  {
    cause: 'a pattern is searched in 4,096 bytes',
    condition: { attribute: 't', operator: 'MATCHES', value: 'x' },
    attributes: { t: 'x'.repeat(4097) },
    eppo: true,
  },
  {
    cause: 'a pattern that is not supported',
    condition: { attribute: 't', operator: 'MATCHES', value: '^(?=a)' },
    attributes: { t: 'a' },
    eppo: true,
    said: 1,
  },
  {
    cause: 'the e-mail’s domain',
    condition: { attribute: 'emailDomain', operator: 'ONE_OF', value: ['b.c'] },
    attributes: { email: 'a@b.c' },
    eppo: false,
    said: 1,
  },
  {
    cause: 'an attribute of the subject key’s name',
    condition: { attribute: 'targetingKey', operator: 'IS_NULL', value: true },
    eppo: true,
    said: 1,
  },
  { cause: 'a date that only JavaScript reads', startAt: 'March 1, 2020 UTC', eppo: true, said: 1 },
];

/** @param {Difference} difference */
const configuration = ({ condition, startAt }) => ({
  createdAt: '2026-01-01T00:00:00Z',
  format: 'SERVER',
  environment: { name: 'Test' },
  flags: {
    flag: {
      key: 'flag',
      enabled: true,
      variationType: 'STRING',
      totalShards: 10000,
      variations: { on: { key: 'on', value: 'on' } },
      allocations: [
        {
          key: 'all',
          startAt,
          rules: condition && [{ conditions: [condition] }],
          splits: [{ variationKey: 'on', shards: [] }],
          doLog: false,
        },
      ],
    },
  },
});

for (const difference of DIFFERENCES) {
  test(difference.cause, async () => {
    const { subject = 'user', attributes = {}, eppo, said = 0 } = difference;
    const given = configuration(difference);
    const { document, leftOut } = await read('eppo', JSON.stringify(given));
    const [{ value }] = await decide(document, [
      { flag: 'flag', now: NOW, attributes: { ...attributes, targetingKey: subject } },
    ]);
    assert.equal(leftOut.length, said);
    assert.equal(assigned(client(given), 'flag', 'STRING', subject, attributes).value, eppo ? 'on' : undefined);
    assert.equal(value, eppo ? undefined : 'on');
  });
}

test('the list is complete', () => assert.equal(DIFFERENCES.length, 15));
