// The frozen positions, through the package: it tells no position, so each is enclosed by the narrowest range there is.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Evaluator, init } from '../../pkg/index.js';
import * as hashes from '../vectors/hashes.js';
import { position, text } from '../vectors/positions.js';
import { reportRows } from './rows.js';
import { read, readJson, snapshot } from './support.js';

const FILE = 'tests/vectors/positions.json';
const vectors = /** @type {[string, string | number, number][]} */ (readJson(FILE));
/** The parts into which percentages cut all positions: millionths of a per cent. */
const PARTS = 10 ** 8;

before(() => init());

test('the file is what the independent implementation writes', () => {
  assert.equal(vectors.length, 432);
  assert.equal(read(FILE), text());
});

test('FNV-1a and fmix64 are the published ones', async () => {
  const { fnv1a, fmix64, OFFSET_BASIS } = await import('../vectors/positions.js');
  // RFC 9923, appendix: the hashes of "a" and "foobar".
  assert.equal(fnv1a(OFFSET_BASIS, Buffer.from('a')), 0xaf63dc4c8601ec8cn);
  assert.equal(fnv1a(OFFSET_BASIS, Buffer.from('foobar')), 0x85944171f73967e8n);
  // It is a bijection that leaves 0 where it is; 1 is the usual example.
  assert.equal(fmix64(0n), 0n);
  assert.equal(fmix64(1n), 0xb456bcfc34c2cb2cn);
});

test('the package finds every position', () => {
  const flags = Object.fromEntries(vectors.map(([salt, , at], number) => [`vector ${number}`, enclosing(salt, at)]));
  const evaluator = new Evaluator(snapshot(flags));
  assert.deepEqual(evaluator.issues, []);
  vectors.forEach(([, unit], number) => {
    assert.equal(evaluator.context({ targetingKey: unit }).string(`vector ${number}`, ''), 'here', `vector ${number}`);
  });
  reportRows(FILE, vectors.length);
});

test('the file of other hashes is what their libraries write', () => {
  const others = /** @type {[object, unknown, number][]} */ (readJson('tests/vectors/hashes.json'));
  assert.equal(others.length, 810);
  assert.equal(read('tests/vectors/hashes.json'), hashes.text());
  // draft-eastlake-fnv, appendix C.
  assert.equal(hashes.fnv1a('foobar'), 0xbf9cf968);
});

test('the package finds every position by another hash', () => {
  const all = hashes.vectors();
  const flags = Object.fromEntries(
    all.map(([hash, , at], number) => [
      `vector ${number}`,
      {
        variants: { here: 'here' },
        rules: [{ hash, rollout: { serve: 'here', positions: [at, at + 1] } }],
      },
    ]),
  );
  const evaluator = new Evaluator(snapshot(flags));
  assert.deepEqual(evaluator.issues, []);
  all.forEach(([hash, unit], number) => {
    assert.equal(
      evaluator.context({ targetingKey: unit }).string(`vector ${number}`, ''),
      'here',
      JSON.stringify([hash, unit]),
    );
  });
  reportRows('tests/vectors/hashes.json', all.length);
});

test('a number stands where its digits do, and what is no unit stands nowhere', () => {
  const evaluator = new Evaluator(snapshot({ vector: enclosing('salt', position('salt', 42)) }));
  const found = (/** @type {unknown} */ targetingKey) => evaluator.context({ targetingKey }).string('vector', '');
  assert.deepEqual([42, '42', 42.0].map(found), ['here', 'here', 'here']);
  assert.deepEqual(
    ['', 4.5, NaN, Infinity, 2 ** 53, -(2 ** 53), true, null, undefined, [42], { 42: 42 }, 42n].map(found),
    Array(12).fill('nowhere'),
  );
});

/** A flag that serves `here` in the range around a position. @param {string} salt @param {number} at */
function enclosing(salt, at) {
  let part = Math.floor((at * PARTS) / 2 ** 32);
  if (Number((BigInt(part + 1) << 32n) / BigInt(PARTS)) <= at) part++;
  const [from, to] = [part, part + 1].map((parts) => Number(`${parts}e-6`));
  const before = { serve: 'before', from: 0, to: from };
  const after = { serve: 'after', from: to, to: 100 };
  const split = [{ serve: 'here', from, to }, ...(from > 0 ? [before] : []), ...(to < 100 ? [after] : [])];
  return {
    variants: { before: 'before', here: 'here', after: 'after', nowhere: 'nowhere' },
    rules: [{ salt, split }],
    fallthrough: 'nowhere',
  };
}
