// The case files through the client: what it decides, and whom it reports.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createClient } from '../../../pkg/client.js';
import { init } from '../../../pkg/index.js';
import { typeOf } from '../cases/verify.js';
import { readJson } from '../support.js';

/** @typedef {{ flag: string, attributes: any, assignments?: any, now?: number, consent?: 'granted' | 'denied', expect: any }} Case */

const { about: _, ...index } = readJson('tests/cases/index.json');

before(() => init());

for (const [name, count] of Object.entries(index)) {
  const file = readJson(`tests/cases/${name}.json`);
  const cases = /** @type {Case[]} */ (file.cases);
  describe(name, () => {
    test(`has ${count} cases, and each comes out of the client as expected`, async () => {
      assert.equal(cases.length, count);
      for (const [number, one] of cases.entries()) await check(file.snapshot, one, `${name}[${number}]`);
    });
  });
}

/** @param {any} snapshot @param {Case} one @param {string} where */
async function check(snapshot, { flag, attributes, assignments, now = 0, consent, expect }, where) {
  /** @type {any[]} */
  const sent = [];
  const client = createClient({
    snapshot: JSON.stringify(snapshot),
    events: (batch) => void sent.push(...batch.events),
    storage: null,
  });
  const view = client.context(attributes, { now, consent: consent ?? 'unknown', assignments });
  const found = view.details(flag);
  assert.deepEqual(
    [found.variant, found.reason, found.rule?.index],
    [expect.variant, expect.reason, expect.rule],
    where,
  );
  const fallback = expect.variant === undefined ? 'the default' : expect.value;
  const type = /** @type {'object'} */ (typeOf(snapshot, flag));
  assert.deepEqual(view[type](flag, fallback), fallback, where);
  await view.flush();
  await client.close();
  assert.deepEqual(sent.map(told), reported(expect, consent), where);
}

/** Whom the client has to report: nobody before there is consent. @param {any} expect @param {string} [consent] */
const reported = ({ exposure }, consent) => (exposure && consent === 'granted' ? [exposure] : []);

/** @param {any} event */
function told({ experiment, version, by, unit, sticky }) {
  return sticky ? { experiment, version, by, unit, sticky } : { experiment, version, by, unit };
}
