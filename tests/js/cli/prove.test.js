// `--prove` itself: documents by hand beside each SDK, so that what it finds is known.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { concerned } from '../../../pkg/cli/prove/concerned.js';
import { PEERS, prove } from '../../../pkg/cli/prove/prove.js';
import { users } from '../../../pkg/cli/prove/users.js';
import { Vocabulary } from '../../../pkg/cli/prove/vocabulary.js';
import { FILES } from './peers.js';
import { Folder, written } from './support.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const NOW = Date.parse('2026-11-21T12:00:00Z');
const START = '2026-11-01T00:00:00Z';

/** What a flag that is on for those in `plan` needs to be what the peer's is: flagd takes no list for a value. @type {Record<string, { rule?: object, test?: object }>} */
const LIKE = { eppo: { rule: { start: START } }, flagd: { test: { items: 'none' } } };

/** @param {string} format @param {string[]} plan */
const forPlan = (format, plan) => ({
  variants: { on: true, off: false },
  rules: [{ ...LIKE[format]?.rule, if: { attribute: 'plan', in: plan, ...LIKE[format]?.test }, serve: 'on' }],
  fallthrough: 'off',
});

/** @param {keyof typeof FILES} format @param {object} flags @param {number} [count] */
const proven = (format, flags, count = 2000) =>
  prove(
    PEERS[format],
    { text: JSON.stringify(FILES[format]), document: written(flags), leftOut: [], options: {}, folders: [ROOT] },
    { users: count, seed: '1', now: NOW },
  );

for (const format of /** @type {(keyof typeof FILES)[]} */ (Object.keys(FILES))) {
  test(`a document that decides as ${format} does has no difference`, async () => {
    const { byFlag, different, differences, compared, flags, users, alwaysSame, onlyTheirs } = await proven(format, {
      beta: forPlan(format, ['pro', 'team']),
    });
    assert.deepEqual(
      { byFlag, different, differences, compared, flags, users },
      { byFlag: {}, different: 0, differences: [], compared: 2000, flags: 1, users: 2000 },
    );
    assert.deepEqual(alwaysSame, []);
    assert.deepEqual(onlyTheirs, ['ramp', 'button', 'gone']);
  });

  test(`one that decides otherwise than ${format} has each difference counted, and the first ones told`, async () => {
    const { byFlag, different, differences } = await proven(format, { beta: forPlan(format, ['pro']) });
    assert.ok(different > 200, `${different}`);
    assert.deepEqual([byFlag, differences.length], [{ beta: different }, 5]);
    for (const { flag, theirs, ours, attributes } of differences) {
      assert.deepEqual([flag, theirs, ours], ['beta', true, false]);
      assert.match(JSON.stringify(attributes), /"plan":.*team/);
    }
  });
}

describe('the users', () => {
  const vocabulary = new Vocabulary();
  vocabulary.hashes('id');
  vocabulary.compares('plan', ['pro', 5, { deep: ['team'] }]);
  vocabulary.compares('app.version', '2.1.0');
  vocabulary.dates([{ start: START }]);
  const made = (/** @type {import('../../../pkg/cli/prove/users.js').Habits} */ habits, seed = '1') => [
    ...users(vocabulary, habits, { users: 3000, seed, now: NOW }),
  ];
  const seen = (/** @type {any[]} */ all, /** @type {string} */ name) =>
    new Set(all.map(({ attributes }) => attributes[name]));

  test('are the same for a seed, and others for another', () => {
    assert.deepEqual(made({}), made({}));
    assert.notDeepEqual(made({}), made({}, '2'));
  });

  test('have values that are named, some beside them, odd ones, lists, and none', () => {
    const plans = seen(made({}), 'plan');
    for (const plan of ['pro', 5, 'team', 4, '5', 'pro ', 'PRO', 'tea', '🙂', '', undefined])
      assert.ok(plans.has(plan), `${plan}`);
    assert.ok([...plans].some((plan) => Array.isArray(plan) && plan.includes('team')));
    const ids = [...seen(made({}), 'id')].map(String);
    for (const kind of [/^user-\d+$/, /^José/, /龍$/, /^🙂/, /^\d+$/, /\.5$/, /^(long ){200}/, /^$/, /^undefined$/])
      assert.ok(
        ids.some((id) => kind.test(id)),
        `${kind}`,
      );
  });

  test('come at the instant asked for, and around those of the file', () => {
    const instants = new Set(made({}).map(({ now }) => now));
    assert.ok(instants.has(NOW) && [-1, 0, 1].every((ms) => instants.has(Date.parse(START) + ms)));
  });

  test('are as the SDK needs them', () => {
    for (const { attributes } of made({ text: true, ascii: true, nested: true, present: ['id'] })) {
      const { id, plan = '', app } = attributes;
      assert.equal(typeof id, 'string');
      assert.match(id, /^[\x20-\x7e]+$/);
      assert.ok(plan === null || typeof plan === 'string');
      assert.ok(app === undefined || Object.hasOwn(app, 'version'));
      assert.ok(!('app.version' in attributes));
    }
  });
});

test('an SDK that is not installed is named, with the command that installs it', async () => {
  const folder = await Folder.make(null);
  await assert.rejects(
    prove(
      PEERS.flagd,
      { text: '{}', document: written(), leftOut: [], options: {}, folders: [folder.path] },
      { users: 1, seed: '1', now: NOW },
    ),
    { message: '`--prove` needs @openfeature/flagd-core, which is not installed: run `npm i @openfeature/flagd-core`' },
  );
});

test('a flag of which something was left out is known by the place of that', () => {
  const at = (/** @type {string} */ path) => ({ path, reason: 'why' });
  const listed = { features: [{ name: 'first' }, { name: 'second' }] };
  assert.deepEqual(
    concerned([at('features.signup.rules[0]'), at('flags["a \\"b\\""].targeting'), at('features.signup')], {}),
    ['signup', 'a "b"'],
  );
  assert.deepEqual(concerned([at('features[1].strategies[0]'), at('features[7]'), at('segments[0]')], listed), [
    'second',
    'second.variant',
  ]);
});

test('lists only where the file asks for them, if it says where, and never for what is hashed', () => {
  const vocabulary = new Vocabulary();
  for (const name of ['id', 'country', 'tags']) vocabulary.compares(name, ['a', 'b']);
  vocabulary.hashes('id');
  const lists = () => {
    const made = [...users(vocabulary, {}, { users: 2000, seed: '1', now: NOW })];
    return ['id', 'country', 'tags'].map((name) => made.some(({ attributes }) => Array.isArray(attributes[name])));
  };
  assert.deepEqual(lists(), [false, true, true]);
  vocabulary.lists = new Set(['tags']);
  assert.deepEqual(lists(), [false, false, true]);
});
