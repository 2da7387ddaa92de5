// GrowthBook's own cases, each as a little payload that is read and asked.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decide, read, suites } from '../doors.js';
import { assignmentsOf, keptFor } from './assignments.js';
import { units } from './positions.js';
import { switched } from './switches.js';

const folder = suites('growthbook');
const skip = folder ? false : 'the public cases are not at hand (BURGEE_SUITES)';
/** @type {Record<string, any[][]>} */
const cases = folder ? JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) : {};

/** How many cases each section has, and how many are compared. */
const SECTIONS = {
  evalCondition: [248, 247],
  hash: [15, 15],
  getBucketRange: [13, 13],
  getEqualWeights: [6, 6],
  chooseVariation: [13, 13],
  inNamespace: [16, 16],
  feature: [55, 55],
  contextualBandit: [35, 34],
  run: [73, 71],
  stickyBucket: [13, 13],
  // Another test decrypts; the rest is about the page's address, which is none of a snapshot's business.
  decrypt: [10, 0],
  getQueryStringOverride: [16, 0],
  urlRedirect: [4, 0],
};

/** Cases that are not compared, and why. */
const INSIDE_ITEMS = 'our conditions do not look inside of the items of a list';
const ADDRESS = "the page's address forces a variation";
/** @type {Record<string, Record<string, string>>} */
const LEFT = {
  evalCondition: { '$elemMatch nested - pass': INSIDE_ITEMS },
  contextualBandit: { 'querystring force overrides CB routing': ADDRESS },
  run: { 'querystring force': ADDRESS, 'querystring force with inactive': ADDRESS },
};

/** @param {string} section @param {number} compared */
const counted = (section, compared) => {
  assert.deepEqual([cases[section].length, compared], SECTIONS[/** @type {keyof typeof SECTIONS} */ (section)]);
  console.log(`${section}: ${compared} of ${cases[section].length} cases compared`);
};

/** @param {object} payload @param {string} flag @param {object} [attributes] @param {object} [options] */
async function ask(payload, flag, attributes = {}, options) {
  const reading = await read('growthbook', JSON.stringify(payload), options);
  const [answer] = await decide(reading.document, [{ flag, attributes }]);
  return answer;
}

/** A feature that is on for those whom its rule takes. @param {object} rule @param {object} [rest] */
const feature = (rule, rest) => ({ features: { f: { defaultValue: false, rules: [rule] } }, ...rest });

/** @param {string} section @param {(...values: any[]) => Promise<void>} check */
const each = (section, check) =>
  test(section, { skip }, async () => {
    for (const values of cases[section]) await check(...values);
    counted(section, cases[section].length);
  });

test('every section is known', { skip }, () => {
  const sections = Object.keys(cases).filter((name) => name !== 'specVersion');
  assert.deepEqual(sections.sort(), Object.keys(SECTIONS).sort());
});

test('evalCondition', { skip }, async () => {
  const wrong = [];
  for (const [name, condition, attributes, expected, savedGroups] of cases.evalCondition) {
    const { value } = await ask(feature({ condition, force: true }, { savedGroups }), 'f', attributes);
    if (value !== expected) wrong.push(name);
  }
  assert.deepEqual(wrong, Object.keys(LEFT.evalCondition));
  counted('evalCondition', cases.evalCondition.length - wrong.length);
});

each('hash', async (seed, id, hashVersion, expected) => {
  const half = hashVersion === 2 ? 0.00005 : 0.0005;
  const within = (/** @type {number[]} */ range) =>
    feature({ force: true, filters: [{ seed, attribute: 'id', hashVersion, ranges: [range] }] });
  const inside = await ask(within(expected === null ? [0, 1] : [expected, expected + half]), 'f', { id });
  assert.equal(inside.value, expected !== null, `${seed} ${id}`);
  const below = await ask(within([0, expected ?? 1]), 'f', { id });
  assert.equal(below.value, false, `${seed} ${id}`);
});

/** Which of the variants each of the 1,000 positions gets. @param {object} rule */
async function spread(rule, seed = 'seed') {
  const reading = await read(
    'growthbook',
    JSON.stringify({ features: { f: { defaultValue: -1, rules: [{ ...rule, seed }] } } }),
  );
  const answers = await decide(
    reading.document,
    units(seed).map((id) => ({ flag: 'f', attributes: { id } })),
  );
  return answers.map(({ value }) => value);
}

/** @param {number[][]} ranges */
const placed = (ranges) =>
  Array.from({ length: 1000 }, (_, n) => ranges.findIndex(([from, to]) => n / 1000 >= from && n / 1000 < to));
const variations = (/** @type {number} */ count) => Array.from({ length: Math.max(count, 0) }, (_, number) => number);

/** The SDK's arithmetic: the suite has its numbers cut to eight digits. @param {number} count @param {number} coverage @param {number[]} weights */
function bucketRanges(count, coverage, weights) {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shares = weights.length === count && sum >= 0.99 && sum <= 1.01 ? weights : Array(count).fill(1 / count);
  let end = 0;
  return shares.map((share) => {
    const start = end;
    end += share;
    return [start, start + Math.min(Math.max(coverage, 0), 1) * share];
  });
}

each('getBucketRange', async (name, [count, coverage, weights], expected) => {
  const ranges = bucketRanges(count, coverage, weights ?? []);
  assert.deepEqual(
    ranges.map((range) => range.map((end) => Math.floor(end * 1e8) / 1e8)),
    expected,
    name,
  );
  const found = await spread({ variations: variations(count), coverage, weights: weights ?? undefined });
  assert.equal(String(found), String(placed(ranges)), name);
});

each('getEqualWeights', async (count, weights) => {
  // An experiment of less than two variations takes nobody.
  let end = 0;
  const ranges = (weights.length < 2 ? [] : weights).map((/** @type {number} */ weight) => {
    const start = end;
    end += weight;
    return [start, end];
  });
  // The last of the expected weights, which are cut to eight digits, would end before the whole.
  if (ranges.length) ranges[ranges.length - 1][1] = 1;
  assert.equal(String(await spread({ variations: variations(count) })), String(placed(ranges)), String(count));
});

each('chooseVariation', async (name, position, ranges, expected) => {
  const chosen = await spread({ variations: variations(ranges.length), ranges });
  assert.equal(chosen[Math.round(position * 1000)], expected, name);
});

each('inNamespace', async (name, id, namespace, expected) => {
  const { value } = await ask(feature({ variations: [true, true], namespace }), 'f', { id });
  assert.equal(value, expected, name);
});

/** Those of a section that are not left. @param {string} section */
const compared = (section) => {
  const kept = cases[section].filter(([name]) => !LEFT[section]?.[name]);
  counted(section, kept.length);
  return kept;
};

/** An answer for a user whose program has set switches. @param {any} payload @param {string} flag @param {object[]} rules the flag's */
async function askSwitched({ attributes = {}, ...payload }, flag, rules) {
  const { document } = await read('growthbook', JSON.stringify({ features: {}, ...payload }));
  const targetingKey = attributes.id ?? '';
  const [answer] = await decide(switched(document, payload, flag, rules, targetingKey), [
    { flag, attributes: { ...attributes, targetingKey } },
  ]);
  return answer;
}

for (const section of ['feature', 'contextualBandit']) {
  test(section, { skip }, async () => {
    for (const [name, context, key, expected] of compared(section)) {
      const { value = null, exposure, rule } = await askSwitched(context, key, context.features?.[key]?.rules);
      assert.deepEqual(value, expected.value, name);
      assert.deepEqual([!!value, !value], [expected.on, expected.off], name);
      const { hashUsed = false, leafId = -1 } = expected.experimentResult ?? {};
      assert.equal(exposure !== undefined, hashUsed, name);
      if (exposure) assert.equal(exposure.experiment, expected.experiment.key, name);
      assert.equal(rule?.name?.split(', leaf ')[1], leafId === -1 ? undefined : String(leafId), name);
    }
  });
}

test('run', { skip }, async () => {
  for (const [name, context, experiment, expected, inExperiment, hashUsed] of compared('run')) {
    const { value, exposure } = await askSwitched({ ...context, experiments: [experiment] }, experiment.key, [
      experiment,
    ]);
    assert.deepEqual(value, expected, name);
    assert.equal(exposure !== undefined, inExperiment && hashUsed, name);
  }
});

each('stickyBucket', async (name, context, docs, key, expected, docsAfter) => {
  const { document } = await read('growthbook', JSON.stringify(context), { sticky: true });
  const [rule] = context.features[key].rules;
  const byAttribute = Object.fromEntries(
    docs.map((/** @type {any} */ doc) => [`${doc.attributeName}||${doc.attributeValue}`, doc]),
  );
  const kept = keptFor(byAttribute, context.attributes, rule.hashAttribute, rule.fallbackAttribute);
  const assignments = assignmentsOf(document, kept);
  const [{ value, exposure }] = await decide(document, [{ flag: key, attributes: context.attributes, assignments }]);
  if (expected === null) {
    assert.deepEqual([value, exposure], [context.features[key].defaultValue, undefined], name);
    return;
  }
  assert.equal(value, expected.value, name);
  assert.deepEqual([exposure?.by, exposure?.unit], [expected.hashAttribute, expected.hashValue], name);
  if (rule.disableStickyBucketing) return;
  // What is to be kept now is what the SDK keeps.
  const { experiment, version, variant } = /** @type {NonNullable<typeof exposure>} */ (exposure);
  const variations = JSON.parse(document).experiments[experiment].metadata?.variations;
  const own = variations?.find((/** @type {any} */ one) => one.variant === variant).key ?? variant;
  const after = docsAfter[`${expected.hashAttribute}||${expected.hashValue}`].assignments;
  assert.equal(after[`${experiment}__${variations ? version : 0}`], own, name);
});
