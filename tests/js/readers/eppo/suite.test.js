// Eppo's public cases (sdk-test-data, `ufc`): every assignment with the plain and with the obfuscated configuration.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { reportRows } from '../../rows.js';
import { decide, read } from '../doors.js';
import { MISSING, suites } from '../suites.js';

const folder = suites('eppo');
const skip = !folder && MISSING;
/** An instant between the dates of the cases, which end in 2002 and start in 2052. */
const NOW = Date.UTC(2026, 0, 1);

/** @param {string} name @returns {any} */
const load = (name) => JSON.parse(text(name));
/** @param {string} name */
const text = (name) => readFileSync(join(/** @type {string} */ (folder), name), 'utf8');

/** @typedef {{ flag: string, defaultValue: unknown, subjects: { subjectKey: string, subjectAttributes: object, assignment: unknown }[] }} Case */

/** @returns {Case[]} */
const cases = () =>
  readdirSync(join(/** @type {string} */ (folder), 'ufc/tests')).map((name) => load(`ufc/tests/${name}`));

/** The names of flags and attributes in the cases. @param {Case[]} all */
const names = (all) => [
  ...new Set(
    all.flatMap(({ flag, subjects }) => [
      flag,
      ...subjects.flatMap(({ subjectAttributes }) => Object.keys(subjectAttributes)),
    ]),
  ),
];

/** @param {string} document @param {Case[]} all @param {number} count their number */
async function assertAssignments(document, all, count) {
  const subjects = all.flatMap(({ flag, defaultValue, subjects }) =>
    subjects.map((subject) => ({ flag, defaultValue, ...subject })),
  );
  const requests = subjects.map(({ flag, subjectKey, subjectAttributes }) => ({
    flag,
    now: NOW,
    attributes: { ...subjectAttributes, targetingKey: subjectKey },
  }));
  const answers = await decide(document, requests);
  const assigned = answers.map(({ value, variant }, index) =>
    variant === undefined ? subjects[index].defaultValue : value,
  );
  for (const [index, { flag, subjectKey, assignment }] of subjects.entries())
    assert.deepEqual(assigned[index], assignment, `${flag} for ${subjectKey}`);
  assert.equal(subjects.length, count);
  reportRows('Eppo: assignments', count);
}

const NO_VARIATION = "no variation can be served: the flag is left out, and everyone gets the caller's default";
const LEFT_OUT = [
  NO_VARIATION,
  NO_VARIATION,
  "not a value of the flag's type: users with this variation get the caller's default",
  'additional logging of an assignment is not imported',
  'assignments of 104 allocations with `doLog` are not reported: an experiment needs exactly one hash that splits users between variants',
];

test('decides every assignment of the plain configuration', { skip }, async () => {
  const { document, leftOut, flags, experiments } = await read('eppo', text('ufc/flags-v1.json'));
  await assertAssignments(document, cases(), 225);
  assert.deepEqual([flags, experiments], [20, 4]);
  assert.deepEqual(
    leftOut.map(({ reason }) => reason),
    LEFT_OUT,
  );
});

test('decides every assignment of the obfuscated configuration', { skip }, async () => {
  const all = cases();
  const { document, leftOut, flags, experiments } = await read('eppo', text('ufc/flags-v1-obfuscated.json'), {
    names: names(all),
  });
  await assertAssignments(document, all, 225);
  assert.deepEqual([flags, experiments], [20, 4]);
  assert.deepEqual(
    leftOut.map(({ reason }) => reason),
    LEFT_OUT,
  );
});

// The configuration in the wire format is older: it lacks three flags and has other values in a fourth.
const NEWER = ['falsy-value-assignments', 'empty-string-variation', 'boolean-false-assignment', 'json-config-flag'];

test('decides the same with the wire format, which has the configuration as text', { skip }, async () => {
  const older = cases().filter(({ flag }) => !NEWER.includes(flag));
  for (const name of ['flags-v1', 'flags-v1-obfuscated']) {
    const { document, flags } = await read('eppo', text(`configuration-wire/${name}.json`), { names: names(older) });
    await assertAssignments(document, older, 212);
    assert.equal(flags, 17);
  }
});

test('rejects a precomputed configuration', { skip }, async () => {
  await assert.rejects(read('eppo', text('configuration-wire/precomputed-v1.json')), {
    message: 'a precomputed configuration has the values of one user and no rules',
  });
});
