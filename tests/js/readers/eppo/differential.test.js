// Generated configurations, decided by Eppo's own SDK and by what the reader makes of them.
import assert from 'node:assert/strict';
import { env } from 'node:process';
import { before, mock, test } from 'node:test';
import { decide, read } from '../doors.js';
import { Random } from '../../schema/random.js';
import { NOW, configuration, names, user } from './generate.js';

env.LOG_LEVEL = 'silent';
const { assigned, client, obfuscated } = await import('./sdk.js');

const USERS = 200;
const FLAGS = 12;

before(() => {
  // The SDK reads the clock, and tells of a bad pattern before it serves the default.
  mock.timers.enable({ apis: ['Date'], now: NOW });
  mock.method(console, 'error', () => {});
});

/** @typedef {import('../doors.js').Answer} Answer @typedef {import('./sdk.js').Assignment} Assignment */

/** What both say alike; an exposure is one of the assignments that the SDK logs. @param {Answer} ours @param {Assignment} theirs */
function compared(ours, theirs) {
  const served = theirs.value !== undefined;
  return [
    {
      value: ours.value,
      variant: ours.variant,
      rule: served ? ours.rule?.name : undefined,
      exposure: ours.exposure && [ours.exposure.experiment, ours.exposure.variant],
    },
    {
      value: theirs.value,
      variant: theirs.variant,
      rule: theirs.rule,
      exposure: ours.exposure && [theirs.logged?.experiment, theirs.logged?.variant],
    },
  ];
}

/** @param {number} seed @param {boolean} hidden */
async function round(seed, hidden) {
  const by = new Random(seed);
  const plain = configuration(by, FLAGS);
  const given = JSON.parse(JSON.stringify(hidden ? obfuscated(plain) : plain));
  const { document } = await read('eppo', JSON.stringify(given), hidden ? { names: names(plain) } : {});
  const users = Array.from({ length: USERS }, (_, index) => user(by, index));
  const requests = users.flatMap(({ subject, attributes }) => {
    const who = { now: NOW, attributes: { ...attributes, targetingKey: subject } };
    return Object.keys(plain.flags).map((flag) => ({ flag, ...who }));
  });
  const answers = await decide(document, requests);
  const sdk = client(given);
  const counts = { evaluations: 0, served: 0, exposed: 0 };
  for (const { subject, attributes } of users) {
    for (const [key, { variationType }] of Object.entries(plain.flags)) {
      const ours = answers[counts.evaluations++];
      const [burgee, eppo] = compared(ours, assigned(sdk, key, variationType, subject, attributes));
      counts.served += Number(ours.variant !== undefined);
      counts.exposed += Number(ours.exposure !== undefined);
      assert.deepEqual(
        burgee,
        eppo,
        `seed ${seed}: ${JSON.stringify([key, subject.slice(0, 40), attributes, given.flags[key] ?? plain.flags[key]], null, 1)}`,
      );
    }
  }
  return counts;
}

const RUNS = [
  { hidden: false, rounds: 40, expected: { users: 8000, evaluations: 96_000, served: 41_079, exposed: 4225 } },
  { hidden: true, rounds: 15, expected: { users: 3000, evaluations: 36_000, served: 13_913, exposed: 1597 } },
];

for (const { hidden, rounds, expected } of RUNS) {
  test(`${hidden ? 'obfuscated' : 'plain'} configurations are decided as by the SDK`, async (t) => {
    const total = { users: 0, evaluations: 0, served: 0, exposed: 0 };
    for (let seed = 1; seed <= rounds; seed++) {
      const { evaluations, served, exposed } = await round(seed, hidden);
      total.users += USERS;
      total.evaluations += evaluations;
      total.served += served;
      total.exposed += exposed;
    }
    t.diagnostic(`compared ${JSON.stringify(total)}: no difference`);
    assert.deepEqual(total, expected);
  });
}
