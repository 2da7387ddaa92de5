// schema.json against the parser, in both directions: what one takes, the other takes. ajv is what many editors and
// pipelines run, and it adds seconds to the tests where a validator in Rust adds minutes of compiling.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { before, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { check } from '../../pkg/tools.js';
import { Generator } from './schema/generate.js';
import { mutated } from './schema/mutate.js';
import { Random } from './schema/random.js';
import { readJson } from './support.js';

/** How many documents are generated; each is also tried with one to three changes. */
const DOCUMENTS = 4_000;

/** Faults that the schema tells too. */
const STRUCTURAL = new Set([
  'type',
  'missing-field',
  'unknown-field',
  'format',
  'name',
  'number',
  'value',
  'date',
  'percent',
  'variants',
  'mixed-types',
  'serve',
  'exclusive',
  'experiment',
  'steps',
  'split',
  'interval',
  'condition',
  'attribute',
  'hash',
  'positions',
]);

/** Faults that no schema can tell: what is referred to, sums, orders, and languages inside of strings. */
const SEMANTIC = new Set([
  'unknown-segment',
  'unknown-flag',
  'unknown-experiment',
  'unknown-variant',
  'broken-reference',
  'cycle',
  'two-layers',
  'window',
  'step-order',
  'split-over',
  'range',
  'overlap',
  'decimals',
  'semver',
  'cidr',
  'pattern',
]);

const schema = JSON.parse(readFileSync(new URL('../../pkg/schema.json', import.meta.url), 'utf8'));
/** @type {import('ajv').ValidateFunction} */
let validate;

before(() => {
  validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);
});

/** The faults of the parser that are about the structure. @param {unknown} document */
async function structuralFaults(document) {
  const issues = await check(JSON.stringify(document), { now: 0, audience: 'server' });
  const faults = issues.filter(({ severity, code }) => severity === 'error' || code === 'unknown-field');
  for (const { code, message } of faults) {
    assert.ok(STRUCTURAL.has(code) || SEMANTIC.has(code), `neither structural nor semantic: ${code}, ${message}`);
  }
  return faults.filter(({ code }) => STRUCTURAL.has(code));
}

/** Whether it is valid, which both must say. @param {unknown} document @param {Set<string>} [seen] The codes given */
async function agree(document, seen) {
  const faults = await structuralFaults(document);
  const valid = validate(document);
  const parser = faults.map(({ path, message }) => `${path}: ${message}`).join('\n') || 'nothing';
  const ours = () =>
    `${JSON.stringify(document)}\nthe parser says ${parser}\nthe schema ${JSON.stringify(validate.errors)}`;
  assert.equal(valid, faults.length === 0, valid === (faults.length === 0) ? '' : ours());
  for (const { code } of faults) seen?.add(code);
  return valid;
}

test('documents made by the rules are valid, and what is changed in them is judged alike', async () => {
  const random = new Random(20261121);
  const generator = new Generator(random);
  const seen = new Set();
  const count = { valid: 0, invalid: 0 };
  for (let made = 0; made < DOCUMENTS; made++) {
    let document = generator.snapshot();
    assert.equal(await agree(document), true, JSON.stringify(document));
    for (let changes = 1 + random.below(3); changes > 0; changes--) document = mutated(random, document);
    count[(await agree(document, seen)) ? 'valid' : 'invalid']++;
  }
  assert.equal(count.valid + count.invalid, DOCUMENTS);
  assert.ok(count.valid > DOCUMENTS / 10 && count.invalid > DOCUMENTS / 2, JSON.stringify(count));
  assert.deepEqual(
    [...STRUCTURAL].filter((code) => !seen.has(code)),
    [],
  );
});

test('the documents of other tests are judged alike', async () => {
  const cases = readdirSync(new URL('../cases', import.meta.url)).filter((name) => name !== 'index.json');
  for (const name of cases) await agree(readJson(`tests/cases/${name}`).snapshot);
  assert.equal(await agree(readJson('www/snapshot.json')), true);
  let judged = 0;
  for (const folder of ['tests/faults', 'tools/tests/check']) {
    for (const document of documents(folder)) {
      const issues = await check(JSON.stringify(document));
      if (issues.some(({ code }) => ['too-many', 'too-deep', 'too-many-issues'].includes(code))) continue;
      await agree(document);
      judged++;
    }
  }
  assert.ok(judged > 120, String(judged));
});

/** The JSON documents of a folder of case files that are written in full. @param {string} folder */
function documents(folder) {
  const directory = new URL(`../../${folder}/`, import.meta.url);
  const texts = readdirSync(directory).flatMap((name) =>
    readFileSync(new URL(name, directory), 'utf8').split('\n# ').slice(1),
  );
  return texts.flatMap((text) => {
    const lines = text
      .split('\n')
      .slice(1)
      .filter((line) => !line.startsWith('>'));
    // What JavaScript reads as another value would be another document.
    if (lines.some((line) => line.startsWith('%repeat') || /\de\d|\d{16}|\\ud/.test(line))) return [];
    try {
      return [JSON.parse(lines.join('\n'))];
    } catch {
      return [];
    }
  });
}

test('every field is described, and every example is valid', () => {
  let described = 0;
  /** @param {any} node @param {string} path */
  const walk = (node, path) => {
    if (typeof node !== 'object' || node === null) return;
    // What only narrows fields that are listed elsewhere says nothing of them.
    const listed = node.additionalProperties === false ? node.properties : undefined;
    for (const [name, field] of Object.entries(listed ?? {})) {
      const named = field.description ?? schema.$defs[field.$ref?.split('/').at(-1)]?.description;
      assert.match(named ?? '', /^[^a-z].*[.:`]$/s, `${path}.${name} has no description`);
      described++;
    }
    for (const [name, child] of Object.entries(node)) walk(child, `${path}/${name}`);
  };
  walk(schema, '');
  assert.equal(described, 121);
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
  ajv.addSchema(schema, 'snapshot');
  for (const [name, part] of Object.entries(schema.$defs)) {
    for (const example of /** @type {any} */ (part).examples ?? []) {
      assert.ok(ajv.validate({ $ref: `snapshot#/$defs/${name}` }, example), `${name}: ${JSON.stringify(example)}`);
    }
  }
});
