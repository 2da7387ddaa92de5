// The commands and numbers of docs/experiments.md are true.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Evaluator, init } from '../../../pkg/index.js';
import { Folder } from '../cli/support.js';
import { snippets } from '../markdown.js';
import { read } from '../support.js';

const PAGE = 'docs/experiments.md';
const { life, code, create, reweight, audience, ...others } = snippets(PAGE);
const USERS = Array.from({ length: 20_000 }, (_, index) => `user-${index}`);

before(() => init());

test('every code block is used below', () => {
  assert.deepEqual(others, {});
  assert.match(code, /flags\.string\('pricing_page', 'control'\)/);
});

/** Runs the lines of a shell snippet. @param {Folder} folder @param {string} text */
async function run(folder, text) {
  const outputs = [];
  for (const line of text.trimEnd().split('\n')) {
    const [npx, burgee, ...args] = line.replace(/ +# .*/, '').split(' ');
    assert.deepEqual([npx, burgee], ['npx', 'burgee']);
    const { code, out, err } = await folder.burgee(args);
    assert.equal(code, 0, `${line}\n${err}`);
    outputs.push(out);
  }
  return outputs;
}

test('the commands take an experiment from a draft to its archive', async () => {
  const folder = await Folder.make();
  // The page has a date; the test needs one that is in the future on any day.
  const nextMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const outputs = await run(folder, life.replace(/--end \S+/, `--end ${nextMonth}`));
  assert.match(outputs[2] ?? '', /pricing-2026-11 +running/);
  const { flags, experiments } = await folder.json();
  assert.equal(experiments['pricing-2026-11'].status, 'archived');
  assert.deepEqual([flags.pricing_page.rules ?? [], flags.pricing_page.fallthrough], [[], 'variant_a']);
});

test('the experiment that is written by hand has no issue', () => {
  assert.deepEqual(new Evaluator(create).issues, []);
});

/** The snapshot of the page while it runs. @param {unknown} split @param {object} [more] */
function running(split, more) {
  const document = JSON.parse(create);
  document.flags.pricing_page.rules[0].split = split;
  Object.assign(document.experiments['pricing-2026-11'], { status: 'running', end: undefined }, more);
  return JSON.stringify(document);
}

/** The variants that users are exposed to. @param {string} text */
function variants(text) {
  const evaluator = new Evaluator(text);
  assert.deepEqual(evaluator.issues, []);
  return USERS.map((targetingKey) => evaluator.context({ targetingKey }).details('pricing_page').exposure?.variant);
}

/** How many users were enrolled, and how many of those are in another variant. @param {string} from @param {string} to */
function moved(from, to) {
  const after = variants(to);
  const enrolled = variants(from).flatMap((variant, index) => (variant ? [variant !== after[index]] : []));
  return [enrolled.length, enrolled.filter(Boolean).length];
}

const SMALL = running({ control: 10, variant_a: 10 });

test('an edit of the weights by hand moves as many as the page states', () => {
  const [enrolled = 0, sides = 0] = moved(SMALL, running({ control: 50, variant_a: 50 }));
  assert.deepEqual([enrolled, sides], [4028, 2007]);
  const text = read(PAGE).replace(/\s+/g, ' ');
  const numbers = [enrolled, sides].map((number) => number.toLocaleString('en'));
  assert.ok(text.includes(`${numbers[0]} are enrolled and ${numbers[1]} of these change sides`));
});

test('the last variant grows by hand without moving enrolled units', () => {
  assert.deepEqual(moved(SMALL, running({ control: 10, variant_a: 60 })), [4028, 0]);
});

test('`reweight` moves nobody who is enrolled', async () => {
  const folder = await Folder.make(SMALL);
  const [, output] = await run(folder, reweight);
  assert.match(output ?? '', /80 % of units move/);
  const text = await folder.read();
  assert.deepEqual(JSON.parse(text).flags.pricing_page.rules[0].split, [
    { serve: 'control', from: 0, to: 10 },
    { serve: 'variant_a', from: 10, to: 20 },
    { serve: 'control', from: 20, to: 60 },
    { serve: 'variant_a', from: 60, to: 100 },
  ]);
  assert.deepEqual(moved(SMALL, text), [4028, 0]);
});

test('a larger audience moves nobody who is enrolled', () => {
  const split = { control: 50, variant_a: 50 };
  const part = JSON.parse(audience);
  const larger = structuredClone(part);
  larger.audience.bucket.percent = 60;
  assert.deepEqual(moved(running(split, part), running(split, larger)), [4064, 0]);
});
