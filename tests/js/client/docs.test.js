// Every snippet of docs/client.md runs as it stands there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { codeOf } from '../markdown.js';
import { project } from '../project.js';
import { serve } from './support.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const { blocks, names, code: snippet } = codeOf('docs/client.md');
const SNAPSHOT = codeOf('README.md').code('snapshot');

/** @type {Awaited<ReturnType<typeof project>>} */
let app;
/** @type {string} */
let folder;
before(async () => {
  app = await project();
  ({ folder } = app);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
});
after(() => app.remove());

/** Runs a snippet as a module of its own, and gives what it leaves. @param {string} name @param {{ before?: string, exports?: string, replace?: [string, string] }} [around] @returns {Promise<any>} */
async function run(name, { before = '', exports = '', replace: [from, to] = ['', ''] } = {}) {
  const file = join(folder, `${name}-${Math.random().toString(36).slice(2)}.mjs`);
  const code = snippet(name);
  await writeFile(
    file,
    `${before}\n${from ? code.replaceAll(from, to) : code}\n${exports && `export { ${exports} };`}`,
  );
  return import(pathToFileURL(file).href);
}

/** The snapshot, a collector, and a stream of one event. */
async function site() {
  const events = /** @type {any[]} */ ([]);
  const asked = /** @type {string[]} */ ([]);
  const server = await serve((request, response) => {
    const path = String(request.url);
    asked.push(path);
    if (request.method === 'POST') {
      events.push(...JSON.parse(request.body).events);
      return void response.writeHead(202).end('{}');
    }
    if (path === '/live/news')
      return void response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: {"revision": 42}\n\n');
    response
      .writeHead(200, { 'content-type': 'application/json', date: new Date('2026-11-15').toUTCString() })
      .end(SNAPSHOT);
  });
  return { ...server, events, asked };
}

test('every code block is marked, and each of the six is run below', () => {
  assert.equal(blocks, 6);
  assert.deepEqual(names, ['fresh', 'server', 'page', 'visitor', 'overrides', 'types']);
});

test('what brings news', async () => {
  const server = await site();
  const made = `const snapshot = '${server.url}/live/snapshot.json'; import { createClient as create } from 'burgee/client';
    export const clients = []; const createClient = (options) => { const client = create(options); clients.push(client); return client; };`;
  const code = snippet('fresh');
  const { clients } = await run('fresh', {
    before: made,
    replace: [
      code,
      code.replace(/import \{ createClient \}.*\n/, '').replace("'/live/news'", `'${server.url}/live/news'`),
    ],
  });
  assert.equal(clients.length, 4);
  assert.deepEqual(await Promise.all(clients.map((/** @type {any} */ client) => client.ready)), [
    'READY',
    'READY',
    'READY',
    'READY',
  ]);
  while (!server.asked.includes('/live/news')) await new Promise((resolve) => setTimeout(resolve, 5));
  await Promise.all(clients.map((/** @type {any} */ client) => client.close()));
  await server.stop();
});

test('the server decides and reports, and the page paints the same without a request', async () => {
  const server = await site();
  const { default: worker } = await run('server', { replace: ['https://example.com', server.url] });
  const kept = /** @type {Promise<unknown>[]} */ ([]);
  const response = await worker.fetch(
    new Request('https://shop.example/'),
    {},
    { waitUntil: (/** @type {any} */ p) => kept.push(p) },
  );
  const html = await response.text();
  await Promise.all(kept);
  assert.match(
    response.headers.get('set-cookie') ?? '',
    /^burgee_id=[\w-]{36}; Max-Age=31536000; Path=\/; Secure; SameSite=Lax$/,
  );
  assert.deepEqual(
    server.events.map((event) => [event.type, event.flag]),
    [['exposure', 'pricing_page']],
  );
  const [, title] = /<title>(.*)<\/title>/.exec(html) ?? [];
  const [, json] = /id="burgee">(.*)<\/script>/.exec(html) ?? [];
  assert.deepEqual(Object.keys(JSON.parse(json ?? '').flags), ['pricing_page', 'new_dashboard']);

  const asked = server.asked.length;
  const document = { title: '', querySelector: () => ({ textContent: json }) };
  Object.assign(globalThis, { document });
  try {
    const { flags } = await run('page', {
      exports: 'flags',
      replace: ["'/live/report'", `'${server.url}/live/report'`],
    });
    assert.equal(document.title, title);
    assert.equal(await flags.flush(), true);
    assert.equal(server.asked.length, asked);
  } finally {
    Reflect.deleteProperty(globalThis, 'document');
  }
  await server.stop();
});

const inline = `const snapshot = ${JSON.stringify(SNAPSHOT)};`;

test('the visitor has an id before and after a login', async () => {
  const { flags } = await run('visitor', { before: inline, exports: 'flags' });
  assert.equal(flags.status, 'READY');
  assert.equal(flags.error, null);
});

test('overrides are there, and go', async () => {
  Object.assign(globalThis, { location: { href: 'https://example.com/?burgee=pricing_page:variant_b' } });
  try {
    const { flags } = await run('overrides', {
      before: `import { init } from 'burgee'; await init(); ${inline}`,
      exports: 'flags',
    });
    assert.equal(flags.string('pricing_page', 'control'), 'variant_b');
    assert.equal(flags.details('pricing_page').overridden, true);
    assert.equal(flags.details('new_dashboard').overridden, undefined);
  } finally {
    Reflect.deleteProperty(globalThis, 'location');
  }
});

test('the types are as the snippet has them', async () => {
  await writeFile(join(folder, 'burgee.json'), SNAPSHOT);
  spawnSync(process.execPath, [join(repository, 'pkg/cli.js'), 'types', '--out', 'flags.d.ts'], { cwd: folder });
  await writeFile(join(folder, 'use.ts'), `${snippet('types')}\nexport { page };`);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: [],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts', 'flags.d.ts'] }));
  assert.equal(
    spawnSync(join(repository, 'node_modules/.bin/tsc'), ['--project', folder], { encoding: 'utf8' }).stdout,
    '',
  );
});
