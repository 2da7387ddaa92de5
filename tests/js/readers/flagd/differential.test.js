// Generated files and users: the document decides as flagd does, for everyone.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { decide, read } from '../doors.js';
import { flagd } from './flagd.js';
import { Generator, NOW } from './generate.js';

const FILES = 100;
const USERS = 100;

test('10,000 users of generated files have the values that flagd gives them', async (t) => {
  mock.timers.enable({ apis: ['Date'], now: NOW });
  const served = new Map();
  let compared = 0;
  for (let seed = 1; seed <= FILES; seed++) {
    const random = new Generator(seed);
    const file = random.file();
    const { document, leftOut } = await read('flagd', JSON.stringify(file));
    const users = Array.from({ length: USERS }, (_, nth) => random.user(seed * USERS + nth));
    const keys = Object.keys(file.flags);
    assert.deepEqual(leftOut, [], `seed ${seed}`);
    const answers = await decide(
      document,
      users.flatMap((attributes) => keys.map((flag) => ({ flag, attributes, now: NOW }))),
    );
    const peer = flagd(file);
    for (const [nth, attributes] of users.entries()) {
      const value = peer(attributes);
      for (const [at, key] of keys.entries()) {
        const [ours, theirs] = [answers[nth * keys.length + at]?.value, value(key)];
        compared += 1;
        served.set(theirs, (served.get(theirs) ?? 0) + 1);
        if (ours !== theirs)
          assert.equal(ours, theirs, `seed ${seed}, ${key}: ${JSON.stringify([file.flags[key], attributes])}`);
      }
    }
  }
  const counts = [...served].map(([value, count]) => `${value ?? "the caller's default"} ${count}`).join(', ');
  t.diagnostic(`${FILES * USERS} users, ${compared} decisions, no difference: ${counts}`);
  assert.deepEqual([compared, served.size], [200_000, 7]);
});
