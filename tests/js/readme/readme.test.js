// Every snippet of the README runs, and every number in it is true.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Evaluator, init } from '../../../pkg/index.js';
import { openBrowser } from '../../../www/browser.js';
import { read } from '../support.js';
import { blocks, limits, resolved, snippet } from './snippets.js';

const pkg = new URL('../../../pkg/', import.meta.url);
const packages = { 'burgee/client': `${pkg}client.js`, 'burgee/tools': `${pkg}tools.js`, burgee: `${pkg}index.js` };
const TYPES = /** @type {Record<string, string>} */ ({ '.js': 'text/javascript', '.wasm': 'application/wasm' });
/** Of `user-0` … `user-999`, those below 10 % of the positions of `new_dashboard`. */
const USERS_AT_10_PERCENT = 85;
const NOVEMBER = Date.parse('2026-11-15T00:00:00Z');

/** @type {string} */
let folder;
before(async () => {
  await init();
  folder = await mkdtemp(join(tmpdir(), 'burgee-readme-'));
});
after(() => rm(folder, { recursive: true }));

/** @param {string} name @param {string} code @returns {Promise<any>} */
async function load(name, code) {
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, resolved(code, packages));
  return import(pathToFileURL(file).href);
}

/** Runs the lines of a shell snippet that start with `npx burgee`. @param {string} name @param {string} cwd */
function runCommands(name, cwd) {
  const lines = snippet(name)
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/ +# .*/, ''));
  for (const line of lines) {
    if (line === 'npm install burgee') continue;
    const [npx, burgee, ...args] = (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
    assert.deepEqual([npx, burgee], ['npx', 'burgee']);
    execFileSync(process.execPath, [fileURLToPath(new URL('cli.js', pkg)), ...args], { cwd });
  }
  return lines;
}

/** A new folder for one test, below the folder of this file. @param {string} name */
async function subfolder(name) {
  const path = join(folder, name);
  await mkdir(path);
  return path;
}

test('every code block is run: eight here, the Rust one by rustdoc, and commands', () => {
  const names = ['install', 'first', 'snapshot', 'page', 'worker', 'evaluator', 'explain', 'cli'];
  assert.equal(names.map(snippet).length, 8);
  // The others are `cargo xtask …`, `cargo add burgee`, and the Rust program, which is a doctest of the crate.
  assert.equal(blocks, 11);
});

test('the first program prints what its comments show', async () => {
  const cwd = await subfolder('first');
  assert.equal(runCommands('install', cwd).length, 4);
  const code = snippet('first');
  await writeFile(join(cwd, 'app.mjs'), resolved(code, packages));
  const expected = [...code.matchAll(/^\/\/ (.*\n)/gm)].map(([, line]) => line).join('');
  assert.equal(expected.split('\n').length, 5);
  assert.equal(execFileSync(process.execPath, ['app.mjs'], { cwd, encoding: 'utf8' }), expected);
});

test('the snapshot has no issue', () => {
  const evaluator = new Evaluator(snippet('snapshot'));
  assert.deepEqual(evaluator.issues, []);
  assert.deepEqual(evaluator.keys, ['new_dashboard', 'pricing_page']);
});

test('the evaluator decides as its comments say', async () => {
  const [declared, ...reads] = snippet('evaluator').split(/(?=^user\.)/m);
  const code =
    `const snapshotText = ${JSON.stringify(snippet('snapshot'))};\n${declared}` +
    `export const results = [${reads.map((read) => read.split(';')[0]).join(', ')}];`;
  const { results } = await load('evaluator', code);
  assert.deepEqual(results, [
    true,
    {
      key: 'new_dashboard',
      value: true,
      variant: 'on',
      reason: 'TARGETING_MATCH',
      rule: { index: 0, name: 'staff first' },
    },
  ]);
});

test('the explanation is the one in the comments', async () => {
  const code = snippet('explain');
  const expected = code
    .split('\n')
    .filter((line) => line.startsWith('// '))
    .map((line) => line.slice(3))
    .join('\n');
  const module = `const snapshotText = ${JSON.stringify(snippet('snapshot'))};\n${code}\nexport { text };`;
  const { text } = await load('explain', module.replace('console.log(text);', ''));
  assert.equal(text, expected);
});

test('the worker answers, and reports what it served', async () => {
  const server = await collector();
  try {
    const code = snippet('worker').replaceAll('https://example.com', server.url);
    const { default: worker } = await load('worker', code);
    /** @type {Promise<unknown>[]} */
    const kept = [];
    const request = new Request('https://example.com/', { headers: { 'x-user': 'user-17' } });
    const response = await worker.fetch(request, {}, { waitUntil: (/** @type {any} */ p) => kept.push(p) });
    const expected = new Evaluator(snippet('snapshot')).context({ targetingKey: 'user-17' }, { now: server.now });
    assert.equal(await response.text(), expected.string('pricing_page', 'control'));
    await Promise.all(kept);
    assert.deepEqual(
      server.events().map((e) => [e.type, e.unit, e.experiment]),
      [['exposure', 'user-17', 'pricing-2026-11']],
    );
  } finally {
    server.close();
  }
});

test('the page reads its flags and reports, in a browser', async () => {
  const server = await collector();
  const browser = await openBrowser();
  try {
    const tab = await browser.newPage();
    const reported = new Promise((resolve) => server.onEvent(resolve));
    await tab.goto(`${server.url}/`);
    await tab.waitForFunction(() => document.title.startsWith('Prices'));
    const evaluator = new Evaluator(snippet('snapshot'));
    const user = evaluator.context({ targetingKey: 'user-17', plan: 'pro' }, { now: server.now });
    assert.equal(await tab.title(), `Prices (${user.string('pricing_page', 'control')})`);
    await tab.goto('about:blank');
    await reported;
    const kinds = server
      .events()
      .map((event) => event.type)
      .sort();
    assert.deepEqual(kinds, ['exposure', 'track']);
  } finally {
    await browser.close();
    server.close();
  }
});

test('the commands lead to a flag that works and an experiment that runs', async () => {
  const cwd = await subfolder('cli');
  // Most templates have both.
  await Promise.all(['src', 'public'].map((name) => mkdir(join(cwd, name))));
  assert.equal(runCommands('cli', cwd).length, 12);
  const text = readFileSync(join(cwd, 'burgee.json'), 'utf8');
  const evaluator = new Evaluator(text);
  assert.deepEqual([evaluator.keys, evaluator.issues], [['new_dashboard', 'pricing_page'], []]);
  const staff = evaluator.context({ targetingKey: 'user-17', email: 'user-17@company.com' }, { now: Date.now() });
  assert.equal(staff.boolean('new_dashboard', false), true);
  assert.equal(staff.details('pricing_page').exposure?.experiment, 'pricing_page');
  const users = Array.from({ length: 1000 }, (_, index) => evaluator.context({ targetingKey: `user-${index}` }));
  assert.equal(users.filter((user) => user.boolean('new_dashboard', false)).length, USERS_AT_10_PERCENT);
  assert.match(readFileSync(join(cwd, 'src/burgee.d.ts'), 'utf8'), /'variant_a'/);
  const compiled = new Evaluator(readFileSync(join(cwd, 'public/flags.json'), 'utf8'));
  assert.deepEqual(compiled.keys, evaluator.keys);
});

test('the limits are those of the core', () => {
  const constant = (/** @type {string} */ file, /** @type {string} */ name) => {
    const found = read(file).match(new RegExp(`const ${name}: \\w+ = ([\\d_ <]+);`));
    const [, text = ''] = found ?? [];
    const [first, ...shifts] = text.replaceAll('_', '').split('<<').map(Number);
    return shifts.reduce((value, shift) => value * 2 ** shift, first).toLocaleString('en');
  };
  const table = limits();
  const flags = constant('src/compile/mod.rs', 'MAX_FLAGS');
  const depth = constant('src/document/parse.rs', 'MAX_DEPTH');
  const bytes = constant('src/document/parse.rs', 'MAX_BYTES');
  assert.equal(bytes, (16 * 1024 * 1024).toLocaleString('en'));
  assert.equal(table.get('a snapshot'), `16 MiB, ${depth} levels of nesting, ${flags} flags`);
  const [variants, rules] = ['MAX_VARIANTS', 'MAX_RULES'].map((name) => constant('src/compile/mod.rs', name));
  assert.equal(table.get('a flag'), `${variants} variants, ${rules} rules`);
  const [cost, height] = ['MAX_CONDITIONS', 'MAX_DEPTH'].map((name) => constant('src/program/mod.rs', name));
  const decision = `${cost} conditions, ${height} levels of conditions through segments and other flags`;
  assert.equal(table.get('one decision'), decision);
});

/** A server with the snapshot, the page, and a collector. */
async function collector() {
  /** @type {any[]} */
  const received = [];
  let onEvent = (/** @type {unknown} */ _) => {};
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    if (path === '/live/report' || path === '/report') {
      let body = '';
      for await (const chunk of request) body += chunk;
      received.push(...JSON.parse(body).events);
      if (new Set(received.map((event) => event.id)).size >= 2) onEvent(received);
      response.writeHead(202).end('{}');
    } else if (path === '/live/snapshot.json' || path === '/flags.json') {
      response.writeHead(200, { 'content-type': 'application/json', date: new Date(NOVEMBER).toUTCString() });
      response.end(snippet('snapshot'));
    } else if (path.startsWith('/burgee/')) {
      const file = new URL(path.slice('/burgee/'.length), pkg);
      response.writeHead(200, { 'content-type': TYPES[extname(file.pathname)] ?? 'text/plain' });
      response.end(await readFile(fileURLToPath(file)));
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const unique = () => [...new Map(received.map((event) => [event.id, event])).values()];
  return {
    url: `http://127.0.0.1:${port}`,
    now: NOVEMBER,
    events: unique,
    onEvent: (/** @type {(events: unknown) => void} */ listener) => {
      onEvent = listener;
    },
    close: () => server.closeAllConnections() ?? server.close(),
  };
}

const page = () => `<!doctype html><title>page</title>
<script type="importmap">{"imports": {"#load-core": "/burgee/load/core-fetch.js", "burgee": "/burgee/index.js", "burgee/client": "/burgee/client.js"}}</script>
<script type="module">${snippet('page')}</script>`;
