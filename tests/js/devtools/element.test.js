// The element around it: focus, colours, widths, clients that come and go.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { unreadable } from './contrast.js';
import { HOSTILE, inPage, listed, opened, row } from './panel.js';
import { startSite } from './site.js';

/** @import { Page } from 'playwright-core' */

/** @type {Awaited<ReturnType<typeof startSite>>} */
let site;
before(async () => (site = await startSite()));
after(() => site.close());

describe('the element', () => {
  const focused = (/** @type {Page} */ page) =>
    page.evaluate(() => {
      const active = document.querySelector('burgee-devtools')?.shadowRoot?.activeElement;
      return active?.getAttribute('role') ?? active?.className;
    });

  test('is opened and left by keyboard, and gives the focus back', () =>
    site.withPage(
      async (page) => {
        assert.equal(await page.locator('.panel').isVisible(), false);
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        assert.equal(await page.locator('.panel').isVisible(), true);
        assert.equal(await focused(page), 'dialog');
        assert.equal(await page.locator('.handle').getAttribute('aria-expanded'), 'true');
        await page.keyboard.press('Tab');
        assert.equal(await focused(page), 'close');
        await page.keyboard.press('Tab');
        assert.equal(await focused(page), 'tab');
        for (const [key, name] of /** @type {const} */ ([
          ['ArrowRight', 'Exposures'],
          ['End', 'Context'],
          ['ArrowRight', 'Flags'],
          ['ArrowLeft', 'Context'],
          ['Home', 'Flags'],
        ])) {
          await page.keyboard.press(key);
          assert.equal(await page.locator('[role=tab][aria-selected=true]').textContent(), name);
          assert.equal(
            await page.locator('[role=tabpanel]:visible').getAttribute('aria-labelledby'),
            await page.locator('[role=tab][aria-selected=true]').getAttribute('id'),
          );
        }
        await page.keyboard.press('Tab');
        await page.keyboard.type('head');
        await page.keyboard.press('Escape');
        assert.equal(await page.locator('.panel').isVisible(), true);
        assert.equal(await page.locator('input[type=search]').inputValue(), '');
        await page.keyboard.press('Escape');
        assert.equal(await page.locator('.panel').isVisible(), false);
        assert.equal(await focused(page), 'handle');
      },
      { script: 'await client.ready; mountDevtools(client);' },
    ));

  test('takes no focus that nobody gave it', () =>
    site.withPage(async (page) => {
      assert.equal(await page.evaluate(() => document.activeElement?.localName), 'body');
      await page.evaluate(() => Object.assign(document.querySelector('burgee-devtools') ?? {}, { open: false }));
      assert.equal(await page.locator('.panel').isVisible(), false);
      assert.equal(await page.evaluate(() => document.activeElement?.localName), 'body');
    }));

  test('may stand in the HTML, and be given its client before it is known', () =>
    site.withPage(
      async (page) => {
        assert.equal((await listed(page)).length, 6);
        assert.deepEqual(
          await page.locator('burgee-devtools').evaluate((element) => {
            const { open, client } = /** @type {import('../../../pkg-template/devtools.js').DevtoolsElement} */ (
              element
            );
            return [open, client === /** @type {any} */ (window).client, element.shadowRoot?.children.length];
          }),
          [true, true, 2],
        );
      },
      {
        body: '<burgee-devtools open></burgee-devtools>',
        script:
          "const element = document.querySelector('burgee-devtools'); element.client = client; await client.ready; defineDevtools(); defineDevtools();",
      },
    ));

  test('shows another client, or none, and stops listening when it is taken out', () =>
    site.withPage(async (page) => {
      assert.deepEqual(
        await inPage(
          page,
          `(async () => {
      const element = document.querySelector('burgee-devtools');
      const count = () => element.shadowRoot.children.length;
      const listeners = [];
      const other = {
        all: () => new Map(), status: 'ERROR', revision: null, lost: 0, error: new Error('x'), attributes: () => ({}),
        on: (event) => (listeners.push(event), () => listeners.splice(listeners.indexOf(event), 1)),
      };
      element.client = other;
      const heard = listeners.length;
      element.remove();
      const after = listeners.length;
      document.body.append(element);
      const again = listeners.length;
      element.client = null;
      return [heard, after, again, listeners.length, count()];
    })()`,
        ),
        [6, 0, 6, 0, 0],
      );
    }));

  test('without a snapshot says so', () =>
    site.withPage(
      async (page) => {
        assert.equal(
          await page.locator('[role="status"].note').first().textContent(),
          'No flags: there is no snapshot yet.',
        );
        assert.equal(await page.locator('.status').textContent(), 'ERROR · revision –');
      },
      {
        script: `import { createClient as create } from 'burgee/client';
      const none = create({ snapshot: '{}' });
      await none.ready;
      mountDevtools(none, { open: true });`,
      },
    ));

  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`can be read in ${colorScheme} colours`, () =>
      site.withPage(
        async (page) => {
          await row(page, 'new_nav').locator('.switch').click();
          for (const key of ['new_nav', 'headline', 'broken', HOSTILE]) await opened(page, key);
          await inPage(page, "client.string('headline', '')");
          let texts = 0;
          for (const name of ['Flags', 'Exposures', 'Context']) {
            await page.getByRole('tab', { name }).click();
            const found = await page.locator('burgee-devtools').evaluate(unreadable, 4.5);
            assert.deepEqual(found.said, []);
            texts += found.texts;
          }
          assert.ok(texts > 80, `only ${texts} texts were looked at`);
        },
        { colorScheme },
      ));
  }

  for (const width of [390, 320]) {
    test(`fits a phone of ${width} px`, () =>
      site.withPage(
        async (page) => {
          for (const key of ['new_nav', HOSTILE, 'theme']) await opened(page, key);
          for (const name of ['Flags', 'Exposures', 'Context']) {
            await page.getByRole('tab', { name }).click();
            const sizes = await page.locator('.panel').evaluate((panel) => {
              const { left, right, bottom } = panel.getBoundingClientRect();
              const wide = [...panel.querySelectorAll('.page')].filter(
                (one) => one.scrollWidth > one.clientWidth,
              ).length;
              return { left, right, bottom, wide, page: document.documentElement.scrollWidth };
            });
            assert.deepEqual(sizes, { left: 0, right: width, bottom: 700, wide: 0, page: width });
          }
        },
        {
          viewport: { width, height: 700 },
          script: "await client.ready; mountDevtools(client, { open: true, corner: 'top-left' });",
        },
      ));
  }

  test('moves nothing for those who ask for that', () =>
    site.withPage(
      async (page) => {
        const moving = await page
          .locator('burgee-devtools')
          .evaluate(
            (host) =>
              [...(host.shadowRoot?.querySelectorAll('*') ?? [])].filter((element) =>
                ['', '::before'].some(
                  (pseudo) => Number.parseFloat(getComputedStyle(element, pseudo).transitionDuration) > 0,
                ),
              ).length,
          );
        assert.equal(moving, 0);
      },
      { reducedMotion: 'reduce' },
    ));
});
