// The examples of docs/format.md are valid, and decide as the page states.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Evaluator, init } from '../../../pkg/index.js';
import { codeOf } from '../markdown.js';
import { read } from '../support.js';

const { code, names, blocks } = codeOf('docs/format.md');

before(() => init());

test('the page has one example and the hash in pseudo-code', () => {
  assert.deepEqual([names, blocks], [['snapshot'], 2]);
});

test('the example is on for staff and for 10 % of everybody else', () => {
  const evaluator = new Evaluator(code('snapshot'));
  assert.deepEqual(evaluator.issues, []);
  const staff = evaluator.context({ targetingKey: 'user-17', email: 'user-17@company.com' });
  assert.equal(staff.boolean('new_dashboard', false), true);
  const users = Array.from({ length: 1000 }, (_, index) => evaluator.context({ targetingKey: `user-${index}` }));
  assert.equal(users.filter((user) => user.boolean('new_dashboard', false)).length, 85);
});

test('every field of the schema is on the page', () => {
  const page = read('docs/format.md');
  const { $defs, properties } = JSON.parse(read('pkg-template/schema.json'));
  const parts = [properties, ...Object.values($defs).map((part) => part.properties ?? {})];
  const fields = new Set(parts.flatMap((part) => Object.keys(part)));
  assert.ok(fields.size > 60, `${fields.size} fields`);
  const missing = [...fields].filter((field) => !new RegExp(`["\`]${field.replace('$', '\\$')}["\`]`).test(page));
  assert.deepEqual(missing, []);
});
