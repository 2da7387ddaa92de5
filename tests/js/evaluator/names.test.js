// Names that mean something to JavaScript are names like any other, and nothing is polluted by them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Evaluator, init } from '../../../pkg/index.js';

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  'length',
  '0',
  ' ',
  'a.b',
  '"',
  '`',
  '\\',
  '\n',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a hostile key
  '${key}',
  'é',
  '🚩',
];
const untouched = () => [
  Reflect.ownKeys(Object.prototype),
  Reflect.ownKeys(Array.prototype),
  Reflect.ownKeys(Map.prototype),
];

before(() => init());
const known = untouched();
after(() => assert.deepEqual(untouched(), known));

/** An object with own members of any names, as JSON gives it. @param {[string, unknown][]} members */
const own = (members) =>
  `{${members.map(([name, value]) => `${JSON.stringify(name)}:${typeof value === 'string' ? value : JSON.stringify(value)}`).join()}}`;

test('as flags, variants, segments, experiments and metadata', () => {
  const flag = (/** @type {string} */ name) =>
    own([
      ['variants', own([[name, own([[name, 1]])]])],
      [
        'rules',
        `[{"if":{"segment":${JSON.stringify(name)}},"experiment":${JSON.stringify(name)},"split":${own([[name, 100]])}}]`,
      ],
      ['metadata', own([[name, '"m"']])],
    ]);
  const each = (/** @type {(name: string) => unknown} */ make) => own(NAMES.map((name) => [name, make(name)]));
  const text = own([
    ['format', '"burgee/1"'],
    ['segments', each(() => ({ attribute: 'targetingKey', exists: true }))],
    ['experiments', each(() => ({ status: 'running' }))],
    ['flags', each(flag)],
  ]);
  const evaluator = new Evaluator(text);
  assert.deepEqual(evaluator.issues, []);
  assert.deepEqual(evaluator.keys, NAMES);
  const context = evaluator.context({ targetingKey: 'u' });
  const all = context.all();
  for (const name of NAMES) {
    const value = /** @type {any} */ (context.object(name, null));
    assert.deepEqual(Object.getOwnPropertyNames(value), [name]);
    assert.equal(Object.getOwnPropertyDescriptor(value, name)?.value, 1);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    const details = context.details(name);
    assert.deepEqual(
      [details.variant, details.exposure?.experiment, details.exposure?.flag, details.exposure?.variant],
      [name, name, name, name],
    );
    assert.deepEqual(Object.getOwnPropertyNames(details.metadata), [name]);
    assert.deepEqual(all.get(name), details);
  }
  assert.equal(context.details('isPrototypeOf').errorCode, 'FLAG_NOT_FOUND');
});

test('as attributes, their literals, and steps of a path', () => {
  const paths = NAMES.flatMap((name) => (name === 'a.b' ? [name] : [name, `${name}.${name}`, `nest.${name}`]));
  const flags = paths.map((path, number) => [
    `flag ${number}`,
    own([
      ['variants', '{"yes":true,"no":false}'],
      ['fallthrough', '"no"'],
      ['rules', JSON.stringify([{ if: { attribute: path, in: NAMES }, serve: 'yes' }])],
    ]),
  ]);
  const evaluator = new Evaluator(
    own([
      ['format', '"burgee/1"'],
      ['flags', own(/** @type {[string, string][]} */ (flags))],
    ]),
  );
  assert.deepEqual(evaluator.issues, []);
  const decide = (/** @type {any} */ attributes) => {
    const context = evaluator.context(attributes);
    return paths.map((_, number) => context.boolean(`flag ${number}`, false));
  };
  // Nothing is inherited: what every object has is not an attribute.
  for (const empty of [
    {},
    Object.create(null),
    Object.create({ constructor: 'constructor', length: '0' }),
    [],
    'text',
    5,
    null,
    undefined,
    () => {},
  ]) {
    assert.deepEqual(
      decide(empty),
      paths.map(() => false),
    );
  }
  paths.forEach((path, number) => {
    const whole = own([[path, JSON.stringify('__proto__')]]);
    const nested = path.split('.').reduceRight((inner, name) => own([[name, inner]]), '"constructor"');
    for (const text of [whole, nested]) assert.equal(decide(JSON.parse(text))[number], true, `${path} in ${text}`);
    assert.equal(decide(JSON.parse(own([[path, '"__proto"']])))[number], false);
  });
});

test('as units', () => {
  const flags =
    '{"f":{"variants":{"a":1,"b":2,"forced":3},"overrides":{"forced":["__proto__"]},"rules":[{"split":{"a":50,"b":50}}]}}';
  const evaluator = new Evaluator(`{"format":"burgee/1","flags":${flags}}`);
  for (const targetingKey of [...NAMES, '']) {
    const value = evaluator.context({ targetingKey }).number('f', 0);
    const expected = targetingKey === '__proto__' ? [3] : targetingKey === '' ? [0] : [1, 2];
    assert.ok(expected.includes(value), `${targetingKey}: ${value}`);
  }
});
