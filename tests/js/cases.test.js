// The case files through the package, as it is used.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { Evaluator, init } from '../../pkg/index.js';
import { readJson } from './support.js';

/** @import { Context, Details } from '../../pkg/index.js' */
/** @typedef {{ flag: string, attributes: any, assignments?: any, now?: number, consent?: 'granted' | 'denied', expect: any }} Case */

const { about, ...index } = readJson('tests/cases/index.json');
const read = /** @type {const} */ (['boolean', 'string', 'number', 'object']);
const DEFAULTS = { boolean: true, string: 'a default', number: -77.25, object: { a: 'default' } };

before(() => init());

test('the index names every file', () => {
  assert.equal(typeof about, 'string');
  const files = readdirSync(new URL('../cases', import.meta.url)).filter((file) => file !== 'index.json');
  assert.deepEqual(files.sort(), Object.keys(index).map((name) => `${name}.json`).sort());
});

for (const [name, count] of Object.entries(index)) {
  const file = readJson(`tests/cases/${name}.json`);
  const cases = /** @type {Case[]} */ (file.cases);
  describe(name, () => {
    test(`has ${count} cases`, () => assert.equal(cases.length, count));
    cases.forEach((one, number) => {
      const evaluator = () => new Evaluator(JSON.stringify(file.snapshot));
      test(`${number}: ${one.flag} ${JSON.stringify(one.attributes)}`, () => check(evaluator(), one));
    });
  });
}

/** @param {Evaluator} evaluator @param {Case} one */
function check(evaluator, { flag, attributes, assignments, now = 0, consent, expect }) {
  const context = evaluator.context(attributes, { now, consent, assignments });
  const details = context.details(flag);
  assert.deepEqual(inWordsOfCases(details), expect);
  if (details.exposure) assert.deepEqual([details.exposure.flag, details.exposure.variant], [flag, expect.variant]);
  assert.deepEqual(context.all().get(flag), expect.errorCode === 'FLAG_NOT_FOUND' ? undefined : details);
  checkReads(context, flag, expect);
}

/**
 * A default of the right type gives the value, one of a wrong type gives itself.
 * @param {Context} context @param {string} flag @param {any} expect
 */
function checkReads(context, flag, expect) {
  for (const type of read) {
    const fallback = DEFAULTS[type];
    const right = 'value' in expect && typeof expect.value === type;
    const given = /** @type {any} */ (context)[type](flag, fallback);
    assert.deepEqual(given, right ? expect.value : fallback);
    const details = context.details(flag, fallback);
    assert.deepEqual(details.value, given);
    if ('value' in expect) assert.equal(details.errorCode, right ? undefined : 'TYPE_MISMATCH');
  }
}

/** @param {Details} details */
function inWordsOfCases({ value, variant, reason, errorCode, rule, exposure }) {
  const { experiment, version, by, unit, sticky } = exposure ?? {};
  const found = {
    reason, variant, value: variant === undefined ? undefined : value, rule: rule?.index, errorCode,
    exposure: exposure && { experiment, version, by, unit, sticky },
  };
  return JSON.parse(JSON.stringify(found));
}
