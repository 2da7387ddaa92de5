// Every snippet of docs/compiled.md runs, and what it says of compiled snapshots holds.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createClient } from '../../../pkg/client.js';
import { Evaluator, compile, init } from '../../../pkg/index.js';
import { check, edit, explain } from '../../../pkg/tools.js';
import { sendJson, startHttpServer } from '../../support/http-server.js';
import { Folder } from '../cli/support.js';
import { codeOf, snippets } from '../markdown.js';
import { project } from '../project.js';
import { read } from '../support.js';
import { DOCUMENT } from './told.js';

const PAGE = 'docs/compiled.md';
const { page, cli, program, ...others } = snippets(PAGE);
const SNAPSHOT = codeOf('README.md').code('snapshot');

/** @type {Awaited<ReturnType<typeof project>>} */
let app;
/** What the server has at `/flags.json`. */
let served = '';
/** @type {import('../../support/http-server.js').HttpServer} */
let server;
let url = '';
await init();
before(async () => {
  app = await project();
  server = await startHttpServer((_, response) => sendJson(response, served));
  url = server.url;
});
after(() => Promise.all([app.remove(), server.close()]));

test('every code block is run', () => assert.deepEqual(others, {}));

test('the command makes a file', async () => {
  const folder = await Folder.make(SNAPSHOT);
  await mkdir(join(folder.path, 'public'));
  const [npx, burgee, ...args] = cli.trim().split(' ');
  assert.deepEqual([npx, burgee], ['npx', 'burgee']);
  assert.equal((await folder.burgee(args)).code, 0);
  assert.equal(await folder.read('public/flags.json'), `${compile(SNAPSHOT)}\n`);
});

test('the program makes an answer', async () => {
  const { publication } = await app.load(program);
  const { body, etag } = publication(SNAPSHOT);
  assert.equal(body, compile(SNAPSHOT));
  assert.match(etag, /^"[\w-]{43}"$/);
  assert.notEqual(publication(SNAPSHOT.replace('42', '43')).etag, etag);
  assert.throws(() => publication('{'), { name: 'SnapshotError', message: /^snapshot, line 1, column 2: / });
});

test('the page takes it as any snapshot', async () => {
  served = compile(SNAPSHOT);
  const { flags } = await app.load(`${page.replaceAll("'/", `'${url}/`)}\nexport { flags };`);
  assert.equal(await flags.ready, 'READY');
  assert.deepEqual([flags.revision, flags.boolean('new_dashboard', true)], [42, false]);
});

test('it says what it is at the start', () => {
  const { format, manifest, code, ...more } = JSON.parse(compile(SNAPSHOT));
  assert.deepEqual([format, Array.isArray(manifest), typeof code, more], ['burgee-compiled/1', true, 'string', {}]);
  assert.ok(compile(SNAPSHOT).startsWith('{"format":"burgee-compiled/1","manifest":['));
});

test('what is the same', () => {
  const text = JSON.stringify(DOCUMENT, null, 2);
  const [written, compiled] = [text, compile(text)].map((one) => new Evaluator(one));
  assert.ok(written && compiled);
  assert.deepEqual(
    written.issues.map(({ path }) => path),
    ['flags.in-broken.fallthrough', 'flags.in-noted.in-field'],
  );
  assert.deepEqual(
    [compiled.revision, compiled.keys, compiled.issues],
    [written.revision, written.keys, written.issues],
  );
  for (let user = 0; user < 100; user++) {
    const attributes = { targetingKey: `user-${user}`, plan: user % 2 ? 'in-plan' : 'other', path: 'in-prefix' };
    assert.deepEqual(
      compiled.context(attributes, { now: 2e12 }).all(),
      written.context(attributes, { now: 2e12 }).all(),
    );
  }
});

test('the tools take the original alone', async () => {
  const compiled = compile(SNAPSHOT);
  const message = 'expected the format `burgee/1`, found `burgee-compiled/1`';
  assert.equal((await check(compiled))[0]?.message, message);
  await assert.rejects(explain(compiled, 'new_dashboard'), { message });
  await assert.rejects(edit(compiled, { kind: 'delete_flag', flag: 'new_dashboard' }), { message });
  assert.throws(() => compile(compiled), { message: `format, line 1, column 11: ${message}` });
});

describe('what is in it', () => {
  const { manifest, code } = JSON.parse(compile(JSON.stringify(DOCUMENT)));
  const [written, encoded] = [JSON.stringify(manifest), atob(code)];
  const words = new Set(JSON.stringify(DOCUMENT).match(/(?:in|code|out)-[a-z-]+/g));

  test('of each kind there are words', () => assert.ok(words.size > 40));
  for (const word of words) {
    const [where] = word.split('-');
    test(`\`${word}\`: ${{ in: 'written', code: 'encoded', out: 'not' }[where ?? '']}`, () => {
      assert.deepEqual([written.includes(word), encoded.includes(word)], [where === 'in', where === 'code']);
    });
  }
});

describe('a page of another version', () => {
  const newer = () => compile(SNAPSHOT).replace('burgee-compiled/1', 'burgee-compiled/2').replace('42', '43');
  const message = 'expected the format `burgee-compiled/1`, found `burgee-compiled/2`';
  const open = () => createClient({ snapshot: `${url}/flags.json` });

  test('is told of as it happens', () => assert.ok(read(PAGE).includes(message)));

  test('keeps its last good snapshot, and follows once it can', async () => {
    served = compile(SNAPSHOT);
    const flags = open();
    await flags.ready;
    served = newer();
    assert.equal(await flags.refresh(), 'STALE');
    assert.ok(flags.error?.message.endsWith(message), flags.error?.message);
    assert.equal(flags.revision, 42);
    served = SNAPSHOT.replace('42', '43');
    assert.deepEqual([await flags.refresh(), flags.revision], ['READY', 43]);
  });

  test('has nothing on a first visit', async () => {
    served = newer();
    const flags = open();
    assert.equal(await flags.ready, 'ERROR');
    assert.ok(flags.error?.message.endsWith(message));
  });
});
