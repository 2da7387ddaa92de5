// The case files, and whether what was observed is what they expect.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Evaluator } from '../../../pkg/index.js';
import { readJson } from '../support.js';
import { DEFAULTS, observe } from './observe.js';

/** @import { Details } from '../../../pkg/index.js' */
/** @import { Case, Observation } from './observe.js' */

const { about, ...index } = readJson('tests/cases/index.json');

/** How many cases there are in each file. @type {Record<string, number>} */
export const COUNTS = index;

/** @type {Record<string, { snapshot: object, cases: Case[] }>} */
export const FILES = Object.fromEntries(
  Object.keys(COUNTS).map((name) => [name, readJson(`tests/cases/${name}.json`)]),
);

/**
 * Every case is a test of its own, by the evaluator that this process has.
 * @param {(name: string, snapshot: object) => string} [textOf] the text that it is given of the file's snapshot
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
  for (const [name, { snapshot, cases }] of Object.entries(FILES)) {
    describe(name, () => {
      test(`has ${COUNTS[name]} cases`, () => assert.equal(cases.length, COUNTS[name]));
      /** @type {Evaluator | undefined} Once for all: some snapshots are large. */
      let shared;
      const evaluator = () => (shared ??= new Evaluator(textOf(name, snapshot)));
      cases.forEach((one, number) => {
        test(`${number}: ${one.flag} ${JSON.stringify(one.attributes)}`, () =>
          verify(observe(evaluator(), one), one, snapshot));
      });
    });
  }
}

/**
 * What another runtime sent. Gives the number of cases that it got right, which are all.
 * @param {Record<string, Observation[]>} observed
 */
export function verifyAll(observed) {
  let count = 0;
  for (const [name, { snapshot, cases }] of Object.entries(FILES)) {
    assert.equal(observed[name]?.length, COUNTS[name], name);
    for (const [number, one] of cases.entries()) verify(observed[name][number], one, snapshot, `${name} ${number}`);
    count += cases.length;
  }
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
  assert.deepEqual(inWordsOfCases(details), expect, where);
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
function inWordsOfCases({ value, variant, reason, errorCode, rule, exposure }) {
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
