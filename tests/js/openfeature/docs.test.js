// Every snippet of docs/openfeature.md runs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { OpenFeature as Server } from '@openfeature/server-sdk';
import { OpenFeature as Web } from '@openfeature/web-sdk';
import { init } from '../../../pkg/index.js';
import { read } from '../support.js';
import { openSite } from './site.js';
import { codeOf } from '../markdown.js';
import { project } from '../project.js';
import { settle, told } from './support.js';

const { blocks, code } = codeOf('docs/openfeature.md');
const NAMES = ['web', 'server', 'worker', 'view-options', 'otel', 'types', 'testing'];

/** @type {Awaited<ReturnType<typeof project>>} */
let app;
/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;

before(async () => {
  await init();
  [app, site] = await Promise.all([project(), openSite()]);
});
after(() => Promise.all([site.stop(), app.remove()]));
afterEach(async () => {
  site.events.length = 0;
  for (const sdk of [Web, Server]) {
    sdk.clearHooks();
    await sdk.clearProviders();
  }
  await Web.clearContexts();
});

/** @param {string} name */
const here = (name) => site.here(code(name));

/** @param {any[]} list */
const brief = (list) =>
  list.map(({ type, unit, name, flag, value, properties }) => ({ type, unit, of: name ?? flag, value, properties }));

test('every code block is run', () => {
  assert.equal(blocks, NAMES.length);
  for (const name of NAMES) assert.equal(typeof code(name), 'string');
});

test('the page reads, and what it saw and did is reported', async () => {
  const { dashboard, prices } = await app.load(`${here('web')}\nexport { dashboard, prices };`);
  const user = { targetingKey: 'user-17', plan: 'pro' };
  assert.deepEqual(
    [dashboard, prices.value, prices.flagMetadata.experiment],
    [false, site.expected(user), 'pricing-2026-11'],
  );
  await Web.clearProviders();
  assert.deepEqual(brief(site.events), [
    { type: 'exposure', unit: 'user-17', of: 'pricing_page', value: undefined, properties: undefined },
    { type: 'track', unit: 'user-17', of: 'purchase', value: 12.5, properties: { currency: 'EUR' } },
  ]);
});

test('the server answers each user', async () => {
  const { handle } = await app.load(here('server'));
  for (const targetingKey of ['user-17', 'user-18', 'user-19']) {
    const answer = await handle(new Request('https://example.com/', { headers: { 'x-user': targetingKey } }));
    assert.equal(await answer.text(), site.expected({ targetingKey }));
  }
  await Server.clearProviders();
  assert.deepEqual(
    site.events.map(({ unit }) => unit),
    ['user-17', 'user-18', 'user-19'],
  );
});

test('the Worker answers its first requests together, and reports after them', async () => {
  const kept = /** @type {Promise<unknown>[]} */ ([]);
  Object.assign(globalThis, { keep: (/** @type {Promise<unknown>} */ promise) => kept.push(promise) });
  const { default: worker } = await app.load(
    here('worker').replace("import { waitUntil } from 'cloudflare:workers';", 'const waitUntil = keep;'),
  );
  const users = ['user-17', 'user-18'];
  const answers = await Promise.all(
    users.map((user) => worker.fetch(new Request('https://example.com/', { headers: { 'x-user': user } }))),
  );
  assert.deepEqual(
    await Promise.all(answers.map((answer) => answer.text())),
    users.map((targetingKey) => site.expected({ targetingKey })),
  );
  await Promise.all(kept);
  assert.deepEqual(site.events.map(({ unit }) => unit).sort(), users);
});

test('consent and assignments come from the context', async () => {
  const imports =
    "import { createClient } from 'burgee/client';\nimport { BurgeeServerProvider } from 'burgee/openfeature/server';\n";
  const client = site.here(
    "const client = createClient({ snapshot: '/live/snapshot.json', events: '/live/report' });\n",
  );
  const { provider } = await app.load(`${imports}${client}export const provider = ${code('view-options')}`);
  await Server.setProviderAndWait(provider);
  for (const consent of [true, false])
    await Server.getClient().getStringValue('pricing_page', '', { targetingKey: `user-${consent}`, consent });
  await Server.clearProviders();
  assert.deepEqual(
    site.events.map(({ unit }) => unit),
    ['user-true'],
  );
});

test('the hook records with the logger that it is given', async () => {
  const records = /** @type {any[]} */ ([]);
  Object.assign(globalThis, { records });
  const logs =
    "import { OpenFeature } from '@openfeature/web-sdk';\nconst logs = { getLogger: () => ({ emit: (record) => records.push(record) }) };";
  await app.load(code('otel').replace("import { logs } from '@opentelemetry/api-logs';", logs));
  await app.load(code('testing'));
  assert.deepEqual(
    records.map(({ eventName }) => eventName),
    ['feature_flag.evaluation'],
  );
  const names = Object.keys(records[0].attributes).map((name) => name.replace('feature_flag.', '.'));
  for (const name of names) assert.ok(read('docs/openfeature.md').includes(`${name}\``), name);
});

test('the types are written', async () => {
  await writeFile(join(app.folder, 'burgee.json'), site.snapshot);
  await mkdir(join(app.folder, 'src'));
  const [npx, burgee, ...args] = code('types').trim().split(' ');
  assert.deepEqual([npx, burgee], ['npx', 'burgee']);
  execFileSync(process.execPath, [fileURLToPath(new URL('../../../pkg/cli.js', import.meta.url)), ...args], {
    cwd: app.folder,
  });
  assert.match(
    readFileSync(join(app.folder, 'src/burgee.d.ts'), 'utf8'),
    /export type BooleanFlagKey = 'new_dashboard';/,
  );
});

test('a test sees what was shown, and what changes', async () => {
  const log = told(Web.getClient());
  const { shown, exposed } = await app.load(`${code('testing')}\nexport { shown, exposed };`);
  await settle();
  assert.deepEqual([shown, exposed], ['variant_a', ['pricing_page: variant_a']]);
  assert.deepEqual(
    log.map(([event]) => event),
    ['READY', 'CONFIGURATION_CHANGED', 'STALE'],
  );
});

test('the page names every option, and what an evaluation comes with', async () => {
  const page = read('docs/openfeature.md');
  const options = ['web', 'server'].flatMap(
    (name) => read(`pkg/openfeature/${name}.d.ts`).match(/^ {2}\w+(?=\?:)/gm) ?? [],
  );
  assert.equal(options.length, 13);
  for (const option of options.map((name) => name.trim())) assert.match(page, new RegExp(`\\b${option}\\b`));
  const { prices } = await app.load(`${here('web')}\nexport { prices };`);
  const metadata = Object.keys(prices.flagMetadata);
  assert.deepEqual(metadata.sort(), ['contextId', 'experiment', 'experimentVersion', 'revision', 'rule', 'version']);
  for (const name of metadata) assert.ok(page.includes(`\`${name}\``), name);
});
