// The case files, and the check of observations against them.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { Evaluator } from '../../../pkg/index.js';
import { reportRows } from '../rows.js';
import { readJson } from '../support.js';
import { DEFAULTS, observe } from './observe.js';

/** @import { Details } from '../../../pkg/index.js' */
/** @import { Case, Observation } from './observe.js' */

const { about, ...index } = readJson('tests/cases/index.json');

/** The number of cases in each file. @type {Record<string, number>} */
export const COUNTS = index;

/** @type {Record<string, { snapshot: object, cases: Case[] }>} */
export const FILES = Object.fromEntries(
  Object.keys(COUNTS).map((name) => [name, readJson(`tests/cases/${name}.json`)]),
);

/**
 * Checks every row of every case file with the evaluator of this process. Each file is a test.
 * @param {(name: string, snapshot: object) => string} [textOf] returns the text of a file's snapshot
 */
export function testEveryCase(textOf = (_, snapshot) => JSON.stringify(snapshot)) {
  test('the index names every file', () => {
    assert.equal(typeof about, 'string');
    const files = readdirSync(new URL('../../cases', import.meta.url)).filter((file) => file !== 'index.json');
    assert.deepEqual(
      files.sort(),
      Object.keys(COUNTS)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });
  let checked = 0;
  after(() => reportRows('tests/cases', checked));
  for (const [name, { snapshot, cases }] of Object.entries(FILES)) {
    test(`the ${COUNTS[name]} rows of ${name} give what they expect`, () => {
      assert.equal(cases.length, COUNTS[name]);
      const evaluator = new Evaluator(textOf(name, snapshot));
      assertEach(cases, (one) => verify(observe(evaluator, one), one, snapshot));
      checked += cases.length;
    });
  }
}

/**
 * Checks all rows before it fails, so that the error has every row that is wrong.
 * @param {Case[]} cases @param {(one: Case) => void} check
 */
function assertEach(cases, check) {
  const errors = cases.flatMap((one, number) => {
    try {
      check(one);
      return [];
    } catch (error) {
      return [
        `row ${number}, ${one.flag} for ${JSON.stringify(one.attributes)}: ${/** @type {Error} */ (error).message}`,
      ];
    }
  });
  if (errors.length > 0) assert.fail(errors.join('\n'));
}

/**
 * Checks the observations of another runtime. Returns the number of rows.
 * @param {Record<string, Observation[]>} observed
 */
export function verifyAll(observed) {
  let count = 0;
  for (const [name, { snapshot, cases }] of Object.entries(FILES)) {
    assert.equal(observed[name]?.length, COUNTS[name], name);
    for (const [number, one] of cases.entries()) verify(observed[name][number], one, snapshot, `${name} ${number}`);
    count += cases.length;
  }
  reportRows('tests/cases', count);
  return count;
}

/**
 * The type that a flag is read as: what it declares, or that of its first variant. A flag that is not there has any.
 * @param {any} snapshot @param {string} key @returns {string}
 */
export function typeOf({ flags }, key) {
  const { type, variants = { none: true } } = flags[key] ?? {};
  return type ?? typeof Object.values(variants)[0];
}

/** @param {Observation} observation @param {Case} one @param {object} snapshot @param {string} [where] */
export function verify({ details, all, reads }, { flag, expect }, snapshot, where) {
  assert.deepEqual(asCase(details), expect, where);
  if (details.exposure)
    assert.deepEqual([details.exposure.flag, details.exposure.variant], [flag, expect.variant], where);
  assert.deepEqual(all, expect.errorCode === 'FLAG_NOT_FOUND' ? undefined : details, where);
  const wanted = typeOf(snapshot, flag);
  for (const [type, fallback] of Object.entries(DEFAULTS)) {
    verifyRead(reads[/** @type {'string'} */ (type)], type === wanted, fallback, expect, where);
  }
}

/**
 * A default of the right type gives the value, one of a wrong type gives itself.
 * @param {import('./observe.js').Read} read @param {boolean} same @param {any} fallback @param {any} expect @param {string} [where]
 */
function verifyRead({ given, details }, same, fallback, expect, where) {
  const right = 'value' in expect && same;
  assert.deepEqual(given, right ? expect.value : fallback, where);
  assert.deepEqual(details.value, given, where);
  if ('value' in expect) assert.equal(details.errorCode, right ? undefined : 'TYPE_MISMATCH', where);
}

/** @param {Details} details */
function asCase({ value, variant, reason, errorCode, rule, exposure }) {
  const { experiment, version, by, unit, sticky } = exposure ?? {};
  const found = {
    reason,
    variant,
    value: variant === undefined ? undefined : value,
    rule: rule?.index,
    errorCode,
    exposure: exposure && { experiment, version, by, unit, sticky },
  };
  return JSON.parse(JSON.stringify(found));
}
