// In real Chromium: what the edge wrote is reported once it is on the screen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSite } from '../devtools/site.js';
import { snippets } from '../markdown.js';

/** @import { Page } from 'playwright-core' */

const HOSTILE = '<img src=x onerror="window.hacked=1">';
const note = (/** @type {object} */ flags) =>
  `data-flag-seen="${JSON.stringify(flags).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
const FAR = '<br>'.repeat(200);

/** @type {Awaited<ReturnType<typeof startSite>>} */
let site;
before(async () => (site = await startSite()));
after(() => site.close());

/** What was reported, once all that is on the screen was seen: the observer tells of it between two frames. @param {Page} page */
const reported = (page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return /** @type {any} */ (window).flags;
  });

const script = `
  import { exposeWhenSeen } from 'burgee/html';
  const flags = [];
  client.on('exposure', ({ flag, variant }) => flags.push(flag + ' ' + variant));
  Object.assign(window, { flags, stop: exposeWhenSeen(client) });
  await client.ready;
  document.body.dataset.ready = '';
`;

test('what is on the screen is reported, also where nothing stands, and each once', () =>
  site.withPage(
    async (page) => {
      assert.deepEqual(await reported(page), ['headline loud']);
      await page.evaluate(() => document.getElementById('next')?.scrollIntoView());
      assert.deepEqual(await reported(page), ['headline loud', `${HOSTILE} <b>on</b>`]);
      await page.evaluate(() => scrollTo(0, 0));
      await page.evaluate(() => document.getElementById('next')?.scrollIntoView());
      assert.equal((await reported(page)).length, 2);
    },
    {
      script,
      ready: '[data-ready]',
      body: `<p ${note({ headline: 'loud' })}>1</p><p ${note({ headline: 'loud' })}>again</p>${FAR}<template ${note({ [HOSTILE]: '<b>on</b>' })}></template><p id="next">2</p>${FAR}`,
    },
  ));

test('what the page decides otherwise, what is damaged and what no experiment decided is not reported', () =>
  site.withPage(
    async (page) => {
      assert.deepEqual(await reported(page), []);
    },
    {
      script,
      ready: '[data-ready]',
      body: `<p ${note({ headline: 'plain' })}>1</p><p data-flag-seen="{">2</p><p data-flag-seen="null">3</p><p ${note({ page_size: 'large', none: 'x' })}>4</p>`,
    },
  ));

test('nothing is reported after it was stopped', () =>
  site.withPage(
    async (page) => {
      await page.evaluate(() => {
        /** @type {any} */ (window).stop();
        document.getElementById('far')?.scrollIntoView();
      });
      assert.deepEqual(await reported(page), []);
    },
    { script, ready: '[data-ready]', body: `${FAR}<p id="far" ${note({ headline: 'loud' })}>1</p>` },
  ));

test('a browser that can’t tell what is on the screen takes all of it for seen', () =>
  site.withPage(
    async (page) => {
      assert.deepEqual(await reported(page), ['headline loud']);
    },
    {
      script: `delete window.IntersectionObserver; ${script}`,
      ready: '[data-ready]',
      body: `${FAR}<p ${note({ headline: 'loud' })}>1</p>`,
    },
  ));

test('as docs/edge.md has it, with what the server handed over', () =>
  site.withPage(
    async (page, { sent }) => {
      await page.waitForFunction(() => performance.getEntriesByName(`${location.origin}/live/report`).length);
      assert.deepEqual(
        sent.map(({ flag, variant, unit }) => [flag, variant, unit]),
        [['headline', 'loud', 'user-1']],
      );
    },
    {
      given: '',
      script: `${snippets('docs/edge.md').seen} flags.on('exposure', () => void flags.flush());`,
      ready: 'p',
      body: `<p ${note({ headline: 'loud' })}>1</p><script type="application/json" id="decided">${JSON.stringify({
        format: 'burgee-values/1',
        revision: 7,
        context: { targetingKey: 'user-1' },
        flags: {
          headline: {
            value: 'WELCOME',
            variant: 'loud',
            reason: 'SPLIT',
            exposure: {
              experiment: 'headline-1',
              version: 1,
              flag: 'headline',
              variant: 'loud',
              by: 'targetingKey',
              unit: 'user-1',
            },
          },
        },
      })}</script>`,
    },
  ));
