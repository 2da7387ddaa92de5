// All cases of Unleash's client specification, from its npm package.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { reportRows } from '../../rows.js';
import { decide, read } from '../doors.js';
import { attributesOf, valuesOf } from './sdk.js';

const root = dirname(createRequire(import.meta.url).resolve('@unleash/client-specification/package.json'));
const open = (/** @type {string} */ name) => JSON.parse(readFileSync(join(root, 'specifications', name), 'utf8'));

/** Features by name. The last feature with a name counts. @param {any} state @returns {Map<string, any>} */
function featuresOf({ features, events = [] }) {
  const lists =
    features ?? events.flatMap((/** @type {any} */ { features = [], feature }) => (feature ? [feature] : features));
  return new Map(lists.map((/** @type {any} */ feature) => [feature.name, feature]));
}

/** @param {any} one @param {string} flag */
const request = ({ context }, flag) => ({
  flag,
  attributes: attributesOf(context),
  now: context.currentTime ? Date.parse(context.currentTime) : 0,
});

/** Checks one file of the specification. @param {string} name */
async function run(name) {
  const { state, tests = [], variantTests = [] } = open(name);
  const { document } = await read('unleash', JSON.stringify(state));
  const features = featuresOf(state);
  const on = await decide(
    document,
    [...tests, ...variantTests].map((one) => request(one, one.toggleName)),
  );
  const variants = await decide(
    document,
    variantTests.map((/** @type {any} */ one) => request(one, `${one.toggleName}.variant`)),
  );
  for (const [nth, { toggleName, description, expectedResult }] of tests.entries()) {
    assert.equal(on[nth].value ?? false, expectedResult, `${name}: ${toggleName}: ${description}`);
  }
  for (const [nth, { toggleName, description, expectedResult: expected }] of variantTests.entries()) {
    const { variant, value } = variants[nth];
    const ours = { on: on[tests.length + nth].value ?? false, variant, value };
    const theirs = {
      on: expected.feature_enabled,
      variant: expected.enabled ? expected.name : undefined,
      value: expected.enabled ? valuesOf(features.get(toggleName))(expected) : undefined,
    };
    assert.deepEqual(ours, theirs, `${name}: ${toggleName}: ${description}`);
  }
  return [tests.length, variantTests.length];
}

test('decides every case of the specification', async () => {
  /** @type {number[][]} */
  const counts = [];
  for (const name of open('index.json')) counts.push(await run(name));
  const sum = (/** @type {number} */ column) => counts.reduce((all, count) => all + count[column], 0);
  assert.deepEqual([counts.length, sum(0), sum(1)], [22, 227, 52]);
  reportRows('Unleash: client specification', sum(0) + sum(1));
});
