// The operations of the service that this began as, by their names there, on a file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BETA, Folder, written } from './support.js';

const NOW = ['--now', '2026-11-21T08:00:00Z'];
const at = '2026-11-21T08:00:00Z';

/** @param {Folder} folder @param {string[]} args */
const beta = async (folder, ...args) => {
  await folder.ask('flag', ...args, ...NOW);
  const { metadata, ...flag } = (await folder.json()).flags.beta;
  assert.deepEqual(metadata, { updated: at });
  return flag;
};

/** @param {Folder} folder @param {string[]} whom */
const served = async (folder, ...whom) => (await folder.ask('eval', 'burgee.json', '--flag', 'beta', ...whom)).value;

test('create_flag', async () => {
  const folder = await Folder.make(written({}));
  const answer = await folder.ask(
    'flag',
    'create',
    'beta',
    '--description',
    'it',
    '--owner',
    'web',
    '--tags',
    'a, b',
    '--by',
    'ada',
    ...NOW,
  );
  assert.equal(answer.summary, '`beta` is created and serves `off` to everyone');
  assert.deepEqual([answer.file, answer.changed, answer.written], ['burgee.json', true, true]);
  const metadata = {
    description: 'it',
    owner: 'web',
    tags: ['a', 'b'],
    created: at,
    createdBy: 'ada',
    updated: at,
    updatedBy: 'ada',
  };
  assert.deepEqual((await folder.json()).flags, { beta: { ...BETA, metadata } });
});

test('delete_flag', async () => {
  const folder = await Folder.make();
  const { summary } = await folder.ask('flag', 'delete', 'beta');
  assert.equal(summary, '`beta` is deleted');
  assert.deepEqual((await folder.json()).flags, {});
});

test('get_flag', async () => {
  const folder = await Folder.make();
  const found = await folder.ask('flag', 'get', 'beta');
  assert.deepEqual(found.definition, BETA);
  assert.equal(found.serves, '`off` to everyone');
  const { out } = await folder.burgee(['flag', 'get', 'beta']);
  assert.equal(out, `beta: \`off\` to everyone\n${JSON.stringify(BETA, null, 2)}\n`);
});

test('list_flags', async () => {
  const folder = await Folder.make(
    written({ beta: BETA, gone: { ...BETA, enabled: false }, broken: { ...BETA, off: 'of' } }),
  );
  const { flags } = await folder.ask('flag', 'list');
  assert.deepEqual(
    flags.map((/** @type {any} */ one) => [one.flag, one.type, one.enabled]),
    [
      ['beta', 'boolean', true],
      ['gone', 'boolean', false],
      ['broken', null, null],
    ],
  );
  const { out } = await folder.burgee(['flag', 'list']);
  assert.equal(
    out,
    [
      'flag    type     state   serves',
      'beta    boolean  on      `off` to everyone',
      'gone    boolean  off     `off` to everyone: the flag is off',
      "broken  -        broken  the caller's default: the flag has an error",
      '',
    ].join('\n'),
  );
});

test('is_enabled', async () => {
  const folder = await Folder.make();
  await folder.ask('flag', 'enable', 'beta', '--for-all');
  assert.equal(await served(folder, '--user', 'ada'), true);
  await folder.ask('flag', 'disable', 'beta');
  assert.equal(await served(folder, '--user', 'ada'), false);
});

test('get_variant', async () => {
  const folder = await Folder.make();
  await folder.ask('flag', 'rollout', 'beta', '100');
  const { exposure, ...details } = await folder.ask('eval', '--flag', 'beta', '--user', 'ada');
  assert.deepEqual([details.variant, details.reason, details.rule.index, exposure], ['on', 'SPLIT', 0, undefined]);
});

test('enable_for_all', async () => {
  const folder = await Folder.make(
    written({ beta: { ...BETA, rules: [{ if: { attribute: 'country', in: ['DE'] }, serve: 'off' }] } }),
  );
  const flag = await beta(folder, 'enable', 'beta', '--for-all');
  assert.deepEqual(flag.rules[0], { name: 'everyone', serve: 'on' });
  assert.equal(await served(folder, '-a', 'country=DE'), true);
});

test('disable_for_all', async () => {
  const folder = await Folder.make(written({ beta: { ...BETA, fallthrough: 'on' } }));
  assert.equal(await served(folder), true);
  assert.deepEqual(await beta(folder, 'disable', 'beta'), { enabled: false, ...BETA, fallthrough: 'on' });
  assert.equal(await served(folder), false);
  assert.equal((await beta(folder, 'enable', 'beta')).enabled, true);
  assert.equal(await served(folder), true);
});

test('rollout_percentage', async () => {
  const folder = await Folder.make();
  for (const [given, percent] of [
    ['10', 10],
    ['33.333333%', 33.333333],
    ['0', 0],
    ['100', 100],
  ]) {
    const flag = await beta(folder, 'rollout', 'beta', `${given}`);
    assert.deepEqual(flag.rules, [{ rollout: { serve: 'on', percent } }]);
  }
});

test('enable_for_users', async () => {
  const folder = await Folder.make();
  await beta(folder, 'target', 'beta', '--users', 'ada,bob');
  const flag = await beta(folder, 'target', 'beta', '--users', 'bob', '--users', '42');
  assert.deepEqual(flag.rules, [
    { name: 'users', if: { attribute: 'targetingKey', in: ['ada', 'bob', '42'] }, serve: 'on' },
  ]);
  assert.equal(await served(folder, '--user', '42'), true);
  assert.deepEqual(await beta(folder, 'target', 'beta', '--users', 'ada,bob,42', '--remove'), BETA);
});

test('enable_for_tiers', async () => {
  const folder = await Folder.make();
  await beta(folder, 'target', 'beta', '--tiers', 'premium');
  assert.equal(await served(folder, '-a', 'tier=premium'), true);
  await beta(folder, 'target', 'beta', '--tiers', 'pro', '--attribute', 'plan');
  assert.equal(await served(folder, '--attributes', '{"plan":"pro"}'), true);
  assert.equal(await served(folder, '--attributes', '{"plan":"free"}'), false);
});

test('enable_for_domains', async () => {
  const folder = await Folder.make();
  const { summary } = await folder.ask('flag', 'target', 'beta', '--domains', '@Company.com', '--tiers', 'a');
  assert.equal(summary, '`beta` serves `on` to 1 tier; `beta` serves `on` to 1 e-mail domain');
  assert.equal(await served(folder, '-a', 'email=ada@company.com'), true);
});

test('create_ab_test', async () => {
  const folder = await Folder.make();
  await folder.ask('flag', 'ab-test', 'button', '--weights', 'z=60,a=40', '--metric', 'purchase', '--run', ...NOW);
  const { flags, experiments } = await folder.json();
  assert.deepEqual(flags.button.rules, [{ experiment: 'button', split: { z: 60, a: 40 } }]);
  assert.deepEqual(Object.keys(flags.button.variants), ['z', 'a']);
  assert.deepEqual(experiments.button, {
    status: 'running',
    metric: 'purchase',
    metadata: { created: at, updated: at },
  });
  const { exposure } = await folder.ask('eval', '--flag', 'button', '--user', 'ada');
  assert.equal(exposure.experiment, 'button');
});
