// The case files through the native crate, compiled for WASI as Fastly Compute and Spin run it.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { readJson } from '../support.js';
import { build, run } from './host.js';

/** @typedef {{ flag: string, attributes: any, assignments?: any, now?: number, consent?: string, expect: any }} Case */

const { about: _, ...index } = readJson('tests/cases/index.json');

describe('the crate on WASI', { timeout: 600_000 }, () => {
  /** @type {WebAssembly.Module} */
  let module;

  before(async () => {
    module = await build();
  });

  for (const [name, count] of Object.entries(index)) {
    test(`decides the ${count} cases of ${name} as expected`, async () => {
      const { snapshot, cases } = readJson(`tests/cases/${name}.json`);
      assert.equal(cases.length, count);
      const lines = [{ snapshot: JSON.stringify(snapshot) }, ...cases.map(request)];
      const [{ issues }, ...answers] = await run(module, lines);
      assert.ok(Array.isArray(issues));
      assert.equal(answers.length, count);
      for (const [number, answer] of answers.entries()) {
        assert.deepEqual(result(answer), cases[number].expect, `${name}[${number}]`);
      }
    });
  }

  test('answers what it cannot decide with an error', async () => {
    const snapshot = JSON.stringify({ format: 'burgee/1', flags: {} });
    const answers = await run(module, [{ flag: 'f' }, { snapshot: '{' }, { snapshot }, {}, { flag: 'f', user: 1 }]);
    const errors = answers.map(({ error }) => error);
    assert.deepEqual(errors.slice(0, 4), [
      'no snapshot is loaded',
      '1:2: expected a name in quotes, found the end of the text',
      undefined,
      '`flag` is missing',
    ]);
    assert.match(errors[4], /^unknown field `user`/);
  });
});

/** A case as a request. The types of the API cannot hold a malformed assignment, so these are left out. @param {Case} one */
function request({ flag, attributes, assignments = {}, now = 0, consent = 'unknown' }) {
  const sound = Object.entries(assignments).filter(
    ([, made]) => typeof made?.variant === 'string' && made.version >>> 0 === made.version,
  );
  return { flag, attributes, assignments: Object.fromEntries(sound), now, consent };
}

/** An answer in the form of a case's expectation. @param {any} answer */
function result({ evaluation, unit, error }) {
  assert.equal(error, undefined);
  if (evaluation === null) return { reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' };
  const { value, variant, reason, rule, exposure } = evaluation;
  const { sticky, ...reported } = exposure ?? {};
  return {
    reason,
    ...(reason === 'ERROR' && { errorCode: 'PARSE_ERROR' }),
    ...(variant !== null && { variant, value }),
    ...(rule && { rule: rule.index }),
    ...(exposure && { exposure: { ...reported, unit, ...(sticky && { sticky }) } }),
  };
}
