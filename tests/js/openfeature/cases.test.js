// The case files through OpenFeature's own clients and both providers.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { OpenFeature as Server } from '@openfeature/server-sdk';
import { OpenFeature as Web } from '@openfeature/web-sdk';
import { createClient } from '../../../pkg/client.js';
import { init } from '../../../pkg/index.js';
import { BurgeeServerProvider } from '../../../pkg/openfeature/server.js';
import { BurgeeWebProvider } from '../../../pkg/openfeature/web.js';
import { typeOf } from '../cases/verify.js';
import { readJson } from '../support.js';

/** @typedef {{ flag: string, attributes: any, assignments?: any, now?: number, consent?: 'granted' | 'denied', expect: any }} Case */
/** @typedef {'Boolean' | 'String' | 'Number' | 'Object'} Type */
/** @typedef {(type: Type, fallback: any) => Promise<any>} Ask */

const { about: _, ...index } = readJson('tests/cases/index.json');

/**
 * What a case has that OpenFeature has no word for, and how many cases have it. They are run all the same: the first three
 * are said to the client (web) or by `viewOptions` (server), the last passes although OpenFeature's types forbid it.
 */
const BEYOND = /** @type {{ [reason: string]: [has: (one: Case) => boolean, count: number] }} */ ({
  'consent to be in experiments': [({ consent }) => consent !== undefined, 48],
  'earlier assignments': [({ assignments }) => assignments !== undefined, 71],
  'the instant to decide for': [({ now }) => now !== undefined, 252],
  'a targeting key that is no text': [
    ({ attributes: { targetingKey: key } }) => key !== undefined && typeof key !== 'string',
    92,
  ],
});

before(() => init());
after(() => Promise.all([Web.clearProviders(), Server.clearProviders()]));

const files = Object.entries(index).map(([name, count]) => ({
  name,
  count,
  file: readJson(`tests/cases/${name}.json`),
}));

test('what OpenFeature cannot say is known', () => {
  const cases = files.flatMap(({ file }) => file.cases);
  for (const [reason, [has, count]] of Object.entries(BEYOND)) assert.equal(cases.filter(has).length, count, reason);
});

for (const { name, count, file } of files) {
  const cases = /** @type {Case[]} */ (file.cases);
  describe(name, () => {
    test(`has ${count} cases, and each comes out of the web provider as expected`, async () => {
      assert.equal(cases.length, count);
      for (const [number, one] of cases.entries()) await check(web, file.snapshot, one, `${name}[${number}]`);
    });
    test(`has ${count} cases, and each comes out of the server provider as expected`, async () => {
      assert.equal(cases.length, count);
      for (const [number, one] of cases.entries()) await check(server, file.snapshot, one, `${name}[${number}]`);
    });
  });
}

/** @param {any} client @param {Case} one @returns {Promise<Ask>} */
async function web(client, { flag, attributes }) {
  await Web.setProviderAndWait(new BurgeeWebProvider(client), attributes);
  const flags = /** @type {any} */ (Web.getClient());
  return async (type, fallback) => flags[`get${type}Details`](flag, fallback);
}

/** @param {any} client @param {Case} one @returns {Promise<Ask>} */
async function server(client, { flag, attributes, assignments, now = 0, consent = undefined }) {
  const viewOptions = () => ({ now, consent: consent ?? /** @type {const} */ ('unknown'), assignments });
  await Server.setProviderAndWait(new BurgeeServerProvider(client, { viewOptions }));
  const flags = /** @type {any} */ (Server.getClient());
  return (type, fallback) => flags[`get${type}Details`](flag, fallback, attributes);
}

/** @param {typeof web} front @param {any} snapshot @param {Case} one @param {string} where */
async function check(front, snapshot, one, where) {
  const { flag, assignments, now = 0, consent, expect } = one;
  /** @type {any[]} */
  const sent = [];
  const events = (/** @type {any} */ batch) => void sent.push(...batch.events);
  const client = createClient({
    snapshot: JSON.stringify(snapshot),
    events,
    storage: null,
    assignments,
    consent: consent ?? 'unknown',
    now: () => now,
  });
  const ask = await front(client, one);
  const type = nameOf(typeOf(snapshot, flag));
  const fallback = { Boolean: true, String: 'a default', Number: -77.25, Object: { a: 'default' } }[type];
  const found = await ask(type, fallback);
  assert.equal(found.flagKey, flag, where);
  assert.deepEqual(inWordsOfCases(found, fallback), withoutUnitsName(expect), where);
  if ('value' in expect) {
    const other = type === 'Number' ? 'String' : 'Number';
    const wrong = await ask(other, other === 'Number' ? 1 : 'one');
    assert.deepEqual(
      [wrong.value, wrong.reason, wrong.errorCode],
      [other === 'Number' ? 1 : 'one', 'ERROR', 'TYPE_MISMATCH'],
      where,
    );
  }
  await client.close();
  assert.deepEqual(sent.map(told), reported(expect, consent), where);
}

/** @param {string} type */
const nameOf = (type) => /** @type {Type} */ (`${type[0].toUpperCase()}${type.slice(1)}`);

/** @param {any} details @param {unknown} fallback */
function inWordsOfCases({ value, variant, reason, errorCode, flagMetadata }, fallback) {
  const served = variant !== undefined;
  if (!served) assert.deepEqual(value, fallback);
  const { rule, experiment, experimentVersion: version, contextId: unit } = flagMetadata;
  const found = {
    reason,
    variant,
    value: served ? value : undefined,
    rule,
    errorCode,
    exposure: experiment && { experiment, version, unit },
  };
  return JSON.parse(JSON.stringify(found));
}

/** Flag metadata says which unit was hashed, events also by what it is called and whether to keep the variant. @param {any} expect */
function withoutUnitsName({ exposure, ...rest }) {
  if (!exposure) return rest;
  const { experiment, version, unit } = exposure;
  return { ...rest, exposure: { experiment, version, unit } };
}

/** Whom the client has to report: nobody before there is consent. @param {any} expect @param {string} [consent] */
const reported = ({ exposure }, consent) => (exposure && consent === 'granted' ? [exposure] : []);

/** @param {any} event */
function told({ experiment, version, by, unit, sticky }) {
  return sticky ? { experiment, version, by, unit, sticky } : { experiment, version, by, unit };
}
