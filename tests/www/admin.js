import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { compile, init } from '../../pkg/index.js';
import { call } from './calls.js';
import { ADMIN_TOKEN } from './server.js';

/** @import { Url } from './calls.js' */

/**
 * @param {Url} url
 * @param {string} body
 * @param {string | null} [token]
 */
export function publish(url, body, token = ADMIN_TOKEN) {
  /** @type {{ [name: string]: string }} */
  const headers = token === null ? {} : { Authorization: `Bearer ${token}` };
  return call(url('/api/v1/snapshot'), { method: 'PUT', headers, body });
}

/** A copy of the demo's snapshot. @returns {Promise<any>} */
export async function demoSnapshot() {
  return JSON.parse(await readFile(new URL('../../www/snapshot.json', import.meta.url), 'utf8'));
}

/** The demo's snapshot with a revision as it is written, or without one. @param {string} revision */
async function withRevision(revision) {
  const { revision: _, ...snapshot } = await demoSnapshot();
  return JSON.stringify(snapshot).replace('{', revision === '' ? '{' : `{"revision":${revision},`);
}

/**
 * Runs before anything is published, while the deployed snapshot is served.
 * @param {Url} url
 */
export function deployedRevisionSuite(url) {
  test('a revision at or below the deployed one gets 409, and the deployed snapshot stays', async () => {
    const deployed = await demoSnapshot();
    assert.equal(deployed.revision, 1);
    deployed.flags.beta_feature.enabled = false;
    for (const revision of [1, 0]) {
      const { status, body } = await publish(url, JSON.stringify({ ...deployed, revision }));
      assert.deepEqual(
        [status, body.error],
        [409, `revision ${revision} is not newer than 1: get the served snapshot, edit it and increase its revision`],
      );
    }
    assert.deepEqual((await call(url('/live/snapshot.json'))).body, await demoSnapshot());
  });
}

/** @param {Url} url */
export function adminSuite(url) {
  before(() => init());
  const current = async () => (await call(url('/live/snapshot.json'))).body;

  test('publishing requires the right token', async () => {
    const snapshot = JSON.stringify({ ...(await demoSnapshot()), revision: 9000 });
    for (const [token, message] of /** @type {const} */ ([
      [null, 'a token is required: send `Authorization: Bearer <token>`'],
      ['wrong', 'the token is wrong'],
      [`${ADMIN_TOKEN}x`, 'the token is wrong'],
    ])) {
      const { status, body, headers } = await publish(url, snapshot, token);
      assert.deepEqual([status, body.error, headers.get('WWW-Authenticate')], [401, message, 'Bearer']);
    }
    assert.notEqual((await current()).revision, 9000);
  });

  test('the Worker serves the token nowhere', async () => {
    for (const path of ['/', '/live/snapshot.json', '/api/v1/experiments']) {
      assert.ok(!(await (await fetch(url(path))).text()).includes(ADMIN_TOKEN), path);
    }
  });

  test('an invalid snapshot is refused with the positions of its errors', async () => {
    const before = await current();
    const broken = await publish(url, '{"format": "burgee/1", "flags": ');
    assert.equal(broken.status, 400);
    assert.match(broken.body.error, /^the snapshot is not usable: /);
    assert.equal(broken.body.issues[0].line, 1);
    const snapshot = { ...(await demoSnapshot()), revision: before.revision + 1 };
    snapshot.flags.beta_feature.off = 'of';
    const oneFlag = await publish(url, JSON.stringify(snapshot));
    assert.deepEqual([oneFlag.status, oneFlag.body.error], [400, 'the snapshot has 1 error']);
    assert.match(oneFlag.body.issues[0].path, /^flags\.beta_feature/);
    assert.equal((await publish(url, 'x'.repeat(1024 * 1024 + 1))).status, 413);
    const compiled = await publish(url, await (await fetch(url('/live/compiled.json'))).text());
    assert.deepEqual(
      [compiled.status, compiled.body.error],
      [400, 'the snapshot is compiled: publish the source that it was compiled from'],
    );
    assert.deepEqual(await current(), before);
  });

  test('a published snapshot takes effect at once, in pages and in the Worker', async () => {
    const before = await current();
    const edited = { ...(await demoSnapshot()), revision: before.revision + 1 };
    edited.flags.checkout_flow.enabled = false;
    edited.experiments['pricing-page'].status = 'concluded';
    const text = JSON.stringify(edited);
    const { status, body, headers } = await publish(url, text);
    assert.deepEqual([status, body.revision], [200, edited.revision]);
    assert.equal(headers.get('ETag'), (await call(url('/live/snapshot.json'))).headers.get('ETag'));
    assert.deepEqual(await current(), edited);
    assert.equal(await (await fetch(url('/live/compiled.json'))).text(), compile(text));
    const listed = (await call(url('/api/v1/experiments?user=user-17'))).body;
    assert.deepEqual(
      listed.experiments.map((/** @type {any} */ one) => one.id),
      ['checkout-flow'],
    );
    const { variant, reason, enrolled } = listed.experiments[0].flags[0].assigned;
    assert.deepEqual([variant, reason, enrolled], ['A', 'DISABLED', false]);
    assert.equal((await call(url('/api/v1/experiments?status=all'))).body.experiments.length, 2);
  });

  test('an edit of an older revision gets 409 and overwrites nothing', async () => {
    const before = await current();
    for (const revision of [before.revision, before.revision - 1]) {
      const { status, body } = await publish(url, JSON.stringify({ ...(await demoSnapshot()), revision }));
      assert.equal(status, 409);
      assert.equal(
        body.error,
        `revision ${revision} is not newer than ${before.revision}: get the served snapshot, edit it and increase its revision`,
      );
    }
    assert.deepEqual(await current(), before);
  });

  test('a revision that would end publishing, or is not a whole number, is refused', async () => {
    const before = await current();
    const expected = '`revision` must be a whole number from 0 to 9000000000000000, not';
    for (const [revision, message] of /** @type {const} */ ([
      ['', '`revision` is missing: it must be higher than the served one'],
      ['9000000000000001', `${expected} \`9000000000000001\``],
      ['9007199254740991', `${expected} \`9007199254740991\``],
      ['9007199254740992', `${expected} \`9007199254740992\``],
    ])) {
      const { status, body } = await publish(url, await withRevision(revision));
      assert.deepEqual([status, body.error], [400, message], revision);
    }
    // These are errors of the format, so the message is the compiler's.
    for (const revision of ['1e300', '1e999', '2.5', '-1', '"7"', 'null']) {
      const { status, body } = await publish(url, await withRevision(revision));
      assert.equal(status, 400, revision);
      assert.match(body.error, /^the snapshot is not usable: revision, line 1, column 13: /, revision);
    }
    assert.deepEqual(await current(), before);
  });

  test('the authentication scheme is not case-sensitive', async () => {
    const before = await current();
    const body = JSON.stringify({ ...(await demoSnapshot()), revision: before.revision });
    for (const scheme of ['bearer', 'BEARER', 'Bearer ']) {
      const headers = { Authorization: `${scheme} ${ADMIN_TOKEN}` };
      const { status } = await call(url('/api/v1/snapshot'), { method: 'PUT', headers, body });
      assert.equal(status, 409, scheme);
    }
    const basic = { Authorization: `Basic ${ADMIN_TOKEN}` };
    assert.equal((await call(url('/api/v1/snapshot'), { method: 'PUT', headers: basic, body })).status, 401);
  });
}
