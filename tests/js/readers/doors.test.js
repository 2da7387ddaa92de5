// The two doors themselves: what they answer, and that they would notice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ToolsError } from '../../../pkg/tools.js';
import { snapshot } from '../support.js';
import { decide, read } from './doors.js';

const DOCUMENT = snapshot(
  {
    beta: {
      variants: { on: { a: [1] }, off: null },
      rules: [{ name: 'pro', if: { attribute: 'plan', in: ['pro'] }, serve: 'on' }],
      fallthrough: 'off',
    },
    test: {
      variants: { a: 1.5, b: 2 },
      rules: [{ experiment: 'e', by: 'account.id', split: { a: 100 } }],
      fallthrough: 'b',
    },
    broken: { variants: { a: 1 }, fallthrough: 'b' },
  },
  { experiments: { e: { status: 'running', requiresConsent: true, control: 'b' } } },
);

test('a file is read through both', async () => {
  const { document, leftOut, flags, experiments } = await read(
    'seed',
    '{"dark": {"name": "dark", "strategy": "all", "x": 1}}',
  );
  assert.deepEqual(Object.keys(JSON.parse(document).flags), ['dark']);
  assert.deepEqual([flags, experiments], [1, 0]);
  assert.deepEqual(leftOut, [{ path: 'dark.x', reason: 'unknown field' }]);
});

test('a refusal is one', async () => {
  await assert.rejects(
    read('seed', '[]'),
    (error) => error instanceof ToolsError && error.message === 'expected an object of flags by name, found a list',
  );
});

test('decisions come in the order of the requests, whoever they are about', async () => {
  const pro = { plan: 'pro', account: { id: 42 } };
  const answers = await decide(DOCUMENT, [
    { flag: 'beta', attributes: pro },
    { flag: 'test', attributes: pro },
    { flag: 'test', attributes: pro, consent: 'granted' },
    { flag: 'beta' },
    { flag: 'broken', attributes: pro },
    { flag: 'none', attributes: pro },
  ]);
  const exposure = { experiment: 'e', version: 1, variant: 'a', by: 'account.id', unit: '42' };
  assert.deepEqual(answers, [
    { value: { a: [1] }, variant: 'on', reason: 'TARGETING_MATCH', rule: { index: 0, name: 'pro' } },
    { value: 2, variant: 'b', reason: 'TARGETING_MATCH', rule: { index: 0 } },
    { value: 1.5, variant: 'a', reason: 'SPLIT', rule: { index: 0 }, exposure },
    { value: null, variant: 'off', reason: 'DEFAULT' },
    { reason: 'ERROR' },
    { reason: 'ERROR' },
  ]);
});

test('tens of thousands of requests take seconds', async () => {
  const requests = Array.from({ length: 40_000 }, (_, user) => ({
    flag: 'beta',
    attributes: { targetingKey: `user ${user} é 🙂`, plan: user % 2 ? 'pro' : 'free' },
  }));
  const answers = await decide(DOCUMENT, requests);
  assert.equal(answers.filter(({ variant }) => variant === 'on').length, 20_000);
});

test('what is no snapshot is an error', async () => {
  await assert.rejects(decide('{}', []), /format/);
});
