// The snippets of docs/devtools.md, as they stand there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { snippets } from '../markdown.js';
import { startSite } from './site.js';

const docs = snippets('docs/devtools.md');

/** @type {Awaited<ReturnType<typeof startSite>>} */
let site;
before(async () => (site = await startSite()));
after(() => site.close());

test('by code, when the address asks for it', async () => {
  assert.deepEqual(Object.keys(docs), ['mount', 'element']);
  await site.withPage(
    async (page) => {
      await page.waitForSelector('burgee-devtools .flags > li');
      assert.equal(await page.locator('burgee-devtools .flags > li').count(), 6);
    },
    { given: '', script: docs.mount, path: '#flags' },
  );
  await site.withPage(
    async (page) => {
      assert.equal(await page.evaluate(() => document.querySelector('burgee-devtools')), null);
      const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
      assert.equal(
        loaded.some((name) => name.endsWith('client.js')),
        true,
      );
      assert.equal(
        loaded.some((name) => name.includes('devtools')),
        false,
      );
    },
    { given: '', script: `${docs.mount}; await client.ready; document.body.dataset.ready = ''`, ready: '[data-ready]' },
  );
});

test('as an element', () =>
  site.withPage(
    async (page) => {
      await page.click('burgee-devtools .handle');
      await page.waitForSelector('burgee-devtools .flags > li');
      assert.equal(await page.locator('burgee-devtools .flags > li').count(), 6);
    },
    { given: '', script: docs.element },
  ));
