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

/** The demo's snapshot, to be edited. @returns {Promise<any>} */
export async function demoSnapshot() {
  return JSON.parse(await readFile(new URL('../../www/snapshot.json', import.meta.url), 'utf8'));
}

/** @param {Url} url */
export function adminSuite(url) {
  before(() => init());
  const current = async () => (await call(url('/live/snapshot.json'))).body;

  test('only who has the token publishes', async () => {
    const snapshot = JSON.stringify({ ...(await demoSnapshot()), revision: 9000 });
    for (const [token, message] of /** @type {const} */ ([
      [null, 'say who you are: `Authorization: Bearer <token>`'],
      ['wrong', 'the token is wrong'],
      [`${ADMIN_TOKEN}x`, 'the token is wrong'],
    ])) {
      const { status, body, headers } = await publish(url, snapshot, token);
      assert.deepEqual([status, body.error, headers.get('WWW-Authenticate')], [401, message, 'Bearer']);
    }
    assert.notEqual((await current()).revision, 9000);
  });

  test('the token is nowhere in what the Worker serves', async () => {
    for (const path of ['/', '/live/snapshot.json', '/api/v1/experiments']) {
      assert.ok(!(await (await fetch(url(path))).text()).includes(ADMIN_TOKEN), path);
    }
  });

  test('a snapshot that does not work is refused, with the places', async () => {
    const before = await current();
    const broken = await publish(url, '{"format": "burgee/1", "flags": ');
    assert.equal(broken.status, 400);
    assert.match(broken.body.error, /^the snapshot can't be used: /);
    assert.equal(broken.body.issues[0].line, 1);
    const snapshot = { ...(await demoSnapshot()), revision: before.revision + 1 };
    snapshot.flags.beta_feature.off = 'of';
    const oneFlag = await publish(url, JSON.stringify(snapshot));
    assert.deepEqual([oneFlag.status, oneFlag.body.error], [400, 'the snapshot has 1 broken places']);
    assert.match(oneFlag.body.issues[0].path, /^flags\.beta_feature/);
    assert.equal((await publish(url, 'x'.repeat(1024 * 1024 + 1))).status, 413);
    const compiled = await publish(url, await (await fetch(url('/live/compiled.json'))).text());
    assert.deepEqual(
      [compiled.status, compiled.body.error],
      [400, 'the snapshot is a compiled one: publish what it was made from'],
    );
    assert.deepEqual(await current(), before);
  });

  test('a published snapshot counts at once, for pages and for the Worker itself', async () => {
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

  test('who edited an older revision is told, and overwrites nothing', async () => {
    const before = await current();
    for (const revision of [before.revision, before.revision - 1]) {
      const { status, body } = await publish(url, JSON.stringify({ ...(await demoSnapshot()), revision }));
      assert.equal(status, 409);
      assert.equal(
        body.error,
        `revision ${revision} is not newer than ${before.revision}: read, edit and count up again`,
      );
    }
    const { status, body } = await publish(url, JSON.stringify({ ...(await demoSnapshot()), revision: undefined }));
    assert.deepEqual([status, body.error], [400, 'the snapshot needs a `revision`']);
    assert.deepEqual(await current(), before);
  });
}
