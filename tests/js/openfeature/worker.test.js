// The Worker of docs/openfeature.md in the Workers runtime, with OpenFeature's server SDK: its first requests come together.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { after, before, test } from 'node:test';
import { init } from '../../../pkg/index.js';
import { openSite } from './site.js';
import { codeOf } from '../markdown.js';
import { project } from '../project.js';

/** @type {Awaited<ReturnType<typeof project>>} */
let app;
/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;

before(async () => {
  await init();
  [app, site] = await Promise.all([project(), openSite()]);
});
after(() => Promise.all([site.stop(), app.remove()]));

test('each request gets its variant, and its exposure is reported after the response', async () => {
  const file = join(app.folder, 'worker.js');
  await writeFile(file, site.here(codeOf('docs/openfeature.md').code('worker')));
  Object.assign(env, {
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    CI: '1',
  });
  const { unstable_dev: start } = await import('wrangler');
  const worker = await start(file, {
    local: true,
    ip: '127.0.0.1',
    port: 0,
    inspectorPort: 0,
    logLevel: 'error',
    persist: false,
    compatibilityDate: '2026-05-01',
    compatibilityFlags: ['nodejs_compat'],
    experimental: { disableExperimentalWarning: true, disableDevRegistry: true, testMode: true, watch: false },
  });
  try {
    const users = Array.from({ length: 8 }, (_, i) => `user-${i}`);
    const all = site.received(users.length);
    const answers = await Promise.all(
      users.map((user) => worker.fetch('http://worker/', { headers: { 'x-user': user } })),
    );
    const expected = users.map((targetingKey) => site.expected({ targetingKey }));
    assert.deepEqual(await Promise.all(answers.map((answer) => answer.text())), expected);
    await all;
    assert.deepEqual(
      site.events.map(({ unit, variant }) => `${unit} ${variant}`).sort(),
      users.map((user, i) => `${user} ${expected[i]}`),
    );
  } finally {
    await worker.stop();
  }
});
