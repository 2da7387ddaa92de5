// The small module for pages: what it takes, it decides as the whole core does; what it does not understand, it says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { Evaluator, SnapshotError, initSync } from '../../../pkg/index.js';
import { FILES, verify } from '../cases/verify.js';
import { observe } from '../cases/observe.js';

/** The files of cases with what pages hardly ever ask for. */
const BEYOND = [
  'conditions-bucket', 'conditions-lists', 'conditions-loose', 'conditions-md5', 'conditions-network', 'conditions-now',
  'conditions-patterns', 'conditions-text-order', 'conversions', 'hashes', 'policies', 'positions',
];

before(() => initSync(new WebAssembly.Module(readFileSync(new URL('../../../pkg/page.wasm', import.meta.url)))));

/** @param {object} snapshot */
function evaluatorOf(snapshot) {
  try {
    return new Evaluator(JSON.stringify(snapshot));
  } catch (error) {
    assert.ok(error instanceof SnapshotError && error.issues.some(({ code }) => code === 'needs-full'), String(error));
    return undefined;
  }
}

describe('the cases that every front door has', () => {
  const refused = /** @type {string[]} */ ([]);
  for (const [name, { snapshot, cases }] of Object.entries(FILES)) {
    test(name, () => {
      const evaluator = evaluatorOf(snapshot);
      if (!evaluator) return void refused.push(name);
      cases.forEach((one, number) => verify(observe(evaluator, one), one, snapshot, `${name} ${number}`));
    });
  }
  test('files beyond it are these', () => assert.deepEqual(refused.sort(), BEYOND));
});

describe('what it does not understand is named with its place', () => {
  const flag = (/** @type {object} */ rule) => ({ format: 'burgee/1', flags: { f: { variants: { on: true }, rules: [rule] } } });
  /** @type {[string, object, string][]} */
  const beyond = [
    ['a pattern', flag({ if: { attribute: 'path', matches: '^/shop' }, serve: 'on' }), 'flags.f.rules[0].if.matches'],
    ['a version written loosely', flag({ if: { attribute: 'app', semver: '>=2', loose: true }, serve: 'on' }), 'flags.f.rules[0].if.loose'],
    ['a block of addresses', flag({ if: { attribute: 'ip', cidr: '10.0.0.0/8' }, serve: 'on' }), 'flags.f.rules[0].if.cidr'],
    ['text in order', flag({ if: { attribute: 'name', gte: 'm' }, serve: 'on' }), 'flags.f.rules[0].if.gte'],
    ['a conversion', flag({ if: { attribute: 'age', as: 'number', gte: 18 }, serve: 'on' }), 'flags.f.rules[0].if.as'],
    ['a position', flag({ if: { bucket: { salt: 's', percent: 5 } }, serve: 'on' }), 'flags.f.rules[0].if.bucket'],
    ['the instant', flag({ if: { now: { since: '2026-11-01' } }, serve: 'on' }), 'flags.f.rules[0].if.now'],
    ['another hash', flag({ hash: { function: 'md5' }, rollout: { serve: 'on', percent: 5 } }), 'flags.f.rules[0].hash'],
    ['positions', flag({ rollout: { serve: 'on', positions: [0, 5] } }), 'flags.f.rules[0].rollout.positions'],
  ];
  for (const [what, snapshot, place] of beyond) {
    test(what, () => {
      assert.throws(() => new Evaluator(JSON.stringify(snapshot)), (/** @type {SnapshotError} */ error) => {
        assert.deepEqual(error.issues.map(({ severity, code, path }) => [severity, code, path]), [['error', 'needs-full', place]]);
        return true;
      });
    });
  }
});
