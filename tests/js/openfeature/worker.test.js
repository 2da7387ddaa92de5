// The Worker of docs/openfeature.md in the Workers runtime, with OpenFeature's server SDK: its first requests come together.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { after, before, test } from 'node:test';
import { Evaluator, init } from '../../../pkg/index.js';
import { serve } from '../client/support.js';
import { read } from '../support.js';
import { project, snippetsOf } from './snippets.js';

const NOVEMBER = Date.parse('2026-11-15T00:00:00Z');
const [, SNAPSHOT] = /** @type {RegExpMatchArray} */ (read('README.md').match(/<!-- test: snapshot -->\n```json\n([^]*?)```/));

/** @type {Awaited<ReturnType<typeof project>>} */
let app;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {any[]} */
const events = [];
let reported = () => {};

before(async () => {
  await init();
  app = await project();
  server = await serve(({ url, body }, response) => {
    if (url === '/live/report') {
      events.push(...JSON.parse(body).events);
      reported();
    }
    response.writeHead(200, { 'content-type': 'application/json', date: new Date(NOVEMBER).toUTCString() }).end(url === '/live/report' ? '{}' : SNAPSHOT);
  });
});
after(() => Promise.all([server.stop(), app.remove()]));

test('each request gets its variant, and its exposure is reported after the response', async () => {
  const file = join(app.folder, 'worker.js');
  await writeFile(file, snippetsOf('docs/openfeature.md').code('worker').replaceAll('https://example.com', server.url));
  Object.assign(env, { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', CLOUDFLARE_CF_FETCH_ENABLED: 'false', CI: '1' });
  const { unstable_dev: start } = await import('wrangler');
  const worker = await start(file, {
    local: true, ip: '127.0.0.1', port: 0, inspectorPort: 0, logLevel: 'error', persist: false,
    compatibilityDate: '2026-05-01', compatibilityFlags: ['nodejs_compat'],
    experimental: { disableExperimentalWarning: true, disableDevRegistry: true, testMode: true, watch: false },
  });
  try {
    const users = Array.from({ length: 8 }, (_, i) => `user-${i}`);
    const all = new Promise((resolve) => (reported = () => events.length >= users.length && resolve(null)));
    const answers = await Promise.all(users.map((user) => worker.fetch('http://worker/', { headers: { 'x-user': user } })));
    const evaluator = new Evaluator(SNAPSHOT);
    const expected = users.map((targetingKey) => evaluator.context({ targetingKey }, { now: NOVEMBER }).string('pricing_page', 'control'));
    assert.deepEqual(await Promise.all(answers.map((answer) => answer.text())), expected);
    await all;
    assert.deepEqual(events.map(({ unit, variant }) => `${unit} ${variant}`).sort(), users.map((user, i) => `${user} ${expected[i]}`));
  } finally {
    await worker.stop();
  }
});
