// A decision reads the attributes that it needs, when it is asked for, and no others.
import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import { instances, traps } from './watch.js';
import { Evaluator, init } from '../../../pkg/index.js';
import { Generator } from '../schema/generate.js';
import { Random } from '../schema/random.js';
import { snapshot } from '../support.js';

const variants = { on: true, off: false };
const share = { serve: 'on', percent: 100 };
const is = (/** @type {string} */ attribute) => ({ attribute, equals: 'x' });
const rule = (/** @type {object} */ condition) => ({ if: condition, serve: 'on' });
const flag = (/** @type {object} */ more) => ({ variants, off: 'off', fallthrough: 'off', ...more });
const testing = (/** @type {object} */ condition) => flag({ rules: [rule(condition)] });
const experiment = (/** @type {string} */ name) => flag({ rules: [{ experiment: name, split: { on: 100 } }] });

/** What each flag is, and what its decision reads. @type {{ [key: string]: [flag: object, ...reads: string[]] }} */
const FLAGS = {
  constant: [flag({})],
  timed: [flag({ rules: [{ serve: 'on', start: '2020-01-01' }] })],
  rollout: [flag({ rules: [{ rollout: share }] }), 'targetingKey'],
  by: [flag({ rules: [{ rollout: share, by: ['account', 'device'] }] }), 'account', 'device'],
  ramp: [
    flag({ rules: [{ rollout: { serve: 'on', steps: [{ at: '2020-01-01', percent: 100 }] }, by: 'seat' }] }),
    'seat',
  ],
  nested: [testing({ any: [{ not: { all: [is('a'), is('b.c')] } }, is('d')] }), 'a', 'b.c', 'd'],
  domain: [testing(is('emailDomain')), 'email', 'emailDomain'],
  bucket: [testing({ bucket: { by: 'team', salt: 's', percent: 50 } }), 'team'],
  segment: [testing({ segment: 'outer' }), 'badge', 'b.c', 'department'],
  forced: [flag({ overrides: { on: ['u'] }, rules: [rule(is('a'))] }), 'a', 'targetingKey'],
  off: [flag({ enabled: false, overrides: { on: ['u'] }, rules: [rule(is('a'))] }), 'targetingKey'],
  disabled: [flag({ enabled: false, rules: [rule(is('unread'))] })],
  waits: [flag({ prerequisites: [{ flag: 'forced', in: 'off' }], rules: [rule(is('z'))] }), 'a', 'targetingKey', 'z'],
  follows: [testing({ flag: 'waits', in: 'on' }), 'a', 'targetingKey', 'z'],
  experiment: [experiment('plain'), 'targetingKey'],
  everything: [
    experiment('everything'),
    'assigned everything',
    'badge',
    'd',
    'department',
    'held',
    'layered',
    'b.c',
    'targetingKey',
  ],
  over: [experiment('over'), 'targetingKey'],
};
const TEXT = snapshot(
  {
    ...Object.fromEntries(Object.entries(FLAGS).map(([key, [made]]) => [key, made])),
    broken: testing({ all: [is('unread'), { segment: 'absent' }] }),
  },
  {
    segments: {
      inner: is('department'),
      unused: is('unread'),
      outer: { included: ['u'], excluded: ['v'], if: { all: [{ segment: 'inner' }, is('b.c')] }, by: 'badge' },
    },
    experiments: {
      plain: { status: 'running' },
      everything: { status: 'running', sticky: true, audience: 'outer', entry: is('d') },
      over: { status: 'archived', sticky: true, audience: is('unread'), entry: is('unread') },
    },
    layers: { l: { by: 'layered', experiments: { everything: [0, 100] } } },
    holdouts: { h: { by: 'held', percent: 1, experiments: ['everything'] } },
  },
);
const NAMES = [...new Set(Object.values(FLAGS).flatMap(([, ...reads]) => reads)), 'unread'];

/** Attributes that say when they are read. @param {any} [values] */
function watched(values = {}) {
  /** @type {string[]} */
  const read = [];
  const given = { attributes: {}, assignments: {} };
  for (const path of [...NAMES, 'assigned over']) {
    const [name, experiment] = path.split(' ');
    const get = () => {
      read.push(path);
      return values[path];
    };
    Object.defineProperty(experiment ? given.assignments : given.attributes, experiment ?? name, { get });
  }
  return { ...given, read, taken: () => read.splice(0).sort() };
}

/** @type {Evaluator} */
let evaluator;
before(async () => {
  await init();
  evaluator = new Evaluator(TEXT);
});
afterEach(() => {
  for (const name of Object.keys(traps)) delete traps[name];
});

describe('a decision reads what it needs', () => {
  for (const [key, [, ...reads]] of Object.entries(FLAGS)) {
    test(`${key}: ${reads.join(', ') || 'nothing'}`, () => {
      const { attributes, assignments, taken } = watched();
      const context = evaluator.context(attributes, /** @type {any} */ ({ assignments }));
      assert.deepEqual(taken(), [], 'before it is asked');
      context.boolean(key, false);
      assert.deepEqual(taken(), [...reads].sort());
      context.boolean(key, false);
      assert.deepEqual(taken(), [], 'once');
    });
  }
});

test('a further decision of a context reads what is not read yet', () => {
  const { attributes, taken } = watched();
  const context = evaluator.context(attributes);
  context.boolean('rollout', false);
  assert.deepEqual(taken(), ['targetingKey']);
  context.boolean('forced', false);
  assert.deepEqual(taken(), ['a']);
  context.boolean('nested', false);
  assert.deepEqual(taken(), ['b.c', 'd']);
  context.boolean('experiment', false);
  assert.deepEqual(taken(), []);
});

test('all decisions read what any of them needs, each once', () => {
  const needed = NAMES.filter((name) => name !== 'unread').sort();
  const { attributes, assignments, taken } = watched();
  const context = evaluator.context(attributes, /** @type {any} */ ({ assignments }));
  context.all();
  assert.deepEqual(taken(), needed);
  for (const key of evaluator.keys) context.boolean(key, false);
  assert.deepEqual(taken(), []);
});

test('of two contexts in turn each is decided by its own attributes, which are read again', () => {
  const [one, other] = [watched({ a: 'x', 'b.c': 'x' }), watched({ d: 'x' })];
  const [first, second] = [one, other].map(({ attributes }) => evaluator.context(attributes));
  const decided = () =>
    [first, second].flatMap((context) => ['forced', 'nested'].map((key) => context.boolean(key, false)));
  for (let n = 0; n < 3; n++) {
    assert.deepEqual(decided(), [true, false, false, true]);
    for (const { taken } of [one, other]) assert.deepEqual(taken(), ['a', 'b.c', 'd', 'targetingKey']);
  }
});

test('lists and texts are put behind those that are there', () => {
  const has = (/** @type {string} */ attribute) => testing({ attribute, contains: attribute });
  const names = ['a', 'b', 'c', 'd', 'e'];
  const lists = new Evaluator(snapshot(Object.fromEntries(names.map((name) => [name, has(name)]))));
  for (const size of [0, 1, 40, 100, 1000, 20_000]) {
    const filled = (/** @type {string} */ name) => `${'z'.repeat(size)}${name}`;
    const list = (/** @type {string} */ name) => [...Array(size % 999).fill(null), filled(name)];
    const mine = Object.fromEntries(names.map((name, n) => [name, n % 2 ? filled(name) : list(name)]));
    const context = lists.context(mine);
    for (let n = 0; n < names.length; n++) {
      for (const name of names.slice(0, n + 1).reverse())
        assert.equal(context.boolean(name, false), true, `${name} after ${n}, ${size}`);
      if (n === 2)
        assert.equal(lists.context({ a: 'zz', b: ['z'] }).boolean('a', true), false, 'another context in between');
    }
    assert.ok([...context.all().values()].every(({ value }) => value === true));
  }
});

test('what fails while it is read for one flag is nothing to those before and after', () => {
  const context = evaluator.context({
    targetingKey: 'u',
    get a() {
      throw new Error('unreadable');
    },
    b: { c: 'x' },
    get d() {
      return context.boolean('rollout', false) ? 'x' : 'y';
    },
  });
  assert.equal(context.boolean('rollout', false), true);
  assert.equal(context.boolean('forced', false), true);
  assert.equal(context.boolean('nested', false), true, 'what cannot be read equals nothing');
  assert.equal(context.boolean('rollout', false), true);
});

for (const call of ['decide', 'decide_all', 'words', 'bytes']) {
  test(`after a trap in ${call}, what was packed before is packed anew`, () => {
    const long = new Evaluator(
      snapshot({ a: testing(is('a')), b: testing({ attribute: 'b', contains: 'x' }), c: testing(is('c')) }),
    );
    const context = long.context({ a: 'x', b: [`${'z'.repeat(5000)}x`, ...Array(50).fill('z')], c: 'x' });
    assert.equal(context.boolean('a', false), true);
    const made = instances.length;
    traps[call] = 1;
    if (call === 'decide_all') assert.equal(context.all().get('b')?.value, true);
    else assert.equal(context.boolean('b', false), true);
    assert.deepEqual([traps[call], instances.length - made], [0, 1]);
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => context.boolean(key, false)),
      [true, true, true],
    );
    assert.equal(instances.length - made, 1);
  });
}

test('a flag that needs very many attributes is decided by them', () => {
  const names = Array.from({ length: 200 }, (_, n) => `n${n}`);
  const many = new Evaluator(
    snapshot(
      {
        many: testing({ segment: 'many' }),
        also: testing({ all: [is('other'), { segment: 'many' }] }),
        few: testing({ all: [is('n7'), is('n199')] }),
      },
      { segments: { many: { all: names.map(is) } } },
    ),
  );
  const mine = Object.fromEntries([...names, 'other'].map((name) => [name, 'x']));
  many.context({}).all();
  for (const key of ['many', 'also', 'few']) assert.equal(many.context(mine).boolean(key, false), true, key);
  assert.equal(many.context({ ...mine, n199: 'y' }).boolean('also', true), false);
});

test('references as deep as they may be', () => {
  const chain = (/** @type {(n: number) => object} */ made) =>
    Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`c${n}`, made(n)]));
  const flags = chain((n) => testing(n ? { flag: `c${n - 1}`, in: 'on' } : is('a')));
  const segments = chain((n) => (n ? { segment: `c${n - 1}` } : is('b')));
  const deep = new Evaluator(snapshot({ ...flags, deep: testing({ segment: 'c59' }) }, { segments }));
  assert.deepEqual(deep.issues, []);
  deep.context({}).all();
  assert.deepEqual(
    ['c59', 'deep'].map((key) => deep.context({ a: 'x', b: 'x' }).boolean(key, false)),
    [true, true],
  );
});

test('each flag of random snapshots is decided alone as it is among all', () => {
  const random = new Random(20261122);
  const generator = new Generator(random);
  const value = () =>
    random.of([
      undefined,
      null,
      'pro',
      'on',
      'staff',
      '2.1.0',
      17,
      0.1,
      true,
      ['pro', 'off'],
      ['a'],
      { version: '1.0.0' },
      new Date(0),
    ]);
  const user = () => ({
    plan: value(),
    app: { version: value() },
    targetingKey: random.of(['u', 'on', 17, undefined]),
    email: random.of(['a@staff', undefined]),
  });
  let decided = 0;
  for (let n = 0; n < 5000; n++) {
    const made = new Evaluator(JSON.stringify(generator.snapshot()));
    const [mine, others] = [user(), user()];
    const options = {
      now: 1795219200000,
      consent: /** @type {const} */ ('granted'),
      assignments: { on: { variant: 'a', version: 1 } },
    };
    for (const [key, details] of made.context(mine, options).all()) {
      made.context(others, options).all();
      assert.deepEqual(made.context(mine, options).details(key), details);
      decided += Number(details.reason !== 'ERROR' && details.reason !== 'STATIC');
    }
  }
  assert.ok(decided > 300, `${decided}`);
});
