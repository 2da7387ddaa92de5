// The page in Chromium, compared with the rules (expected.js) and with the Worker.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleUsers } from '../../www/page/sample-users.js';
import { publish } from './admin.js';
import { call } from './calls.js';
import { dashboardFrom, expectedVariants } from './expected.js';
import { become, eventually, shopVariants, shownVariants, USERS, withPage } from './visit.js';

/** @import { Page } from 'playwright-core' */
/** @import { Url } from './calls.js' */
/** @import { User } from './expected.js' */

/** @param {Page} page @returns {Promise<any>} */
async function rollout(page) {
  const data = await page
    .locator('#user-grid')
    .evaluate((canvas) => ({ .../** @type {HTMLElement} */ (canvas).dataset }));
  return { ...data, counts: JSON.parse(data.counts ?? '{}'), joined: Number(data.joined), left: Number(data.left) };
}

/**
 * How many of the sample users get each variant, by the rules.
 * @param {string} flag
 * @returns {any}
 */
function expectedCounts(flag) {
  /** @type {{ [variant: string]: number }} */
  const counts = {};
  for (const user of sampleUsers()) {
    const variant = expectedVariants(user)[flag] ?? 'none';
    counts[variant] = (counts[variant] ?? 0) + 1;
  }
  return counts;
}

/**
 * How many cells of the canvas have each colour of a variant as their most frequent one.
 * @param {Page} page
 * @returns {Promise<{ [colour: string]: number }>}
 */
function drawnColours(page) {
  return page.locator('#user-grid').evaluate((element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    if (!copy) throw new Error('no canvas');
    copy.drawImage(canvas, 0, 0);
    const cell = canvas.width / 40;
    const style = getComputedStyle(canvas);
    const colours = ['--variant-1', '--variant-2', '--variant-3', '--variant-off'].map((name) => {
      const hex = style.getPropertyValue(name).trim().slice(1);
      return { name, rgb: [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) };
    });
    /** @type {{ [colour: string]: number }} */
    const found = {};
    for (let index = 0; index < 1000; index++) {
      const [x, y] = [(index % 40) * cell, Math.floor(index / 40) * cell];
      const { data } = copy.getImageData(x, y, cell, cell);
      const most = colours
        .map(({ name, rgb }) => {
          let pixels = 0;
          for (let at = 0; at < data.length; at += 4)
            if (rgb.every((value, part) => Math.abs(value - (data[at + part] ?? 0)) < 3)) pixels++;
          return { name, pixels };
        })
        .sort((a, b) => b.pixels - a.pixels)[0];
      const name = most && most.pixels > 0 ? most.name : 'nothing';
      found[name] = (found[name] ?? 0) + 1;
    }
    return found;
  });
}

/** @param {Url} url */
export function pageSuite(url) {
  test('each user sees the variants of the rules', () =>
    withPage(url('/'), async (page) => {
      for (const user of USERS) {
        await become(page, user);
        assert.deepEqual(await shownVariants(page), expectedVariants(user), user.targetingKey);
        assert.equal(await page.textContent('#page-variant'), expectedVariants(user).pricing_page);
        const { pricing_page, checkout_flow } = expectedVariants(user);
        assert.deepEqual(await shopVariants(page), { pricing_page, checkout_flow });
        assert.equal(await page.textContent('#shopper'), user.targetingKey);
      }
      await page.click('#staff');
      assert.equal((await shownVariants(page)).internal_tool, 'on');
    }));

  test('after a reload the edge decides for the same user', () =>
    withPage(url('/'), async (page) => {
      const user = /** @type {User} */ (USERS[2]);
      await become(page, user);
      await page.reload();
      await page.waitForSelector('#flags[data-ready="true"]');
      assert.equal(await page.textContent('#edge-user'), user.targetingKey);
      assert.equal(await page.textContent('#edge-variant'), expectedVariants(user).pricing_page);
      assert.equal(await page.textContent('#page-variant'), expectedVariants(user).pricing_page);
      assert.equal(await page.inputValue('#visitor-id'), user.targetingKey);
    }));

  test('the grid draws each user in the colour of the variant by the rules', () =>
    withPage(
      url('/'),
      async (page) => {
        for (const [flag, colours] of Object.entries({
          new_dashboard: { on: '--variant-1', off: '--variant-off' },
          advanced_feature: { on: '--variant-1', off: '--variant-off' },
          checkout_flow: { A: '--variant-1', B: '--variant-2' },
          pricing_page: { control: '--variant-1', variant_a: '--variant-2', variant_b: '--variant-3' },
        })) {
          await page.selectOption('#rollout-flag', flag);
          const expected = expectedCounts(flag);
          assert.deepEqual((await rollout(page)).counts, expected, flag);
          const pixels = Object.fromEntries(
            Object.entries(colours).map(([variant, colour]) => [colour, expected[variant]]),
          );
          await eventually(
            async () => JSON.stringify(sorted(await drawnColours(page))) === JSON.stringify(sorted(pixels)),
            `${flag} as ${JSON.stringify(pixels)}`,
          );
        }
      },
      { reducedMotion: 'reduce' },
    ));

  test('raising a rollout from 10 % to 50 % removes the flag from no user', () =>
    withPage(url('/'), async (page) => {
      const enough = sampleUsers().map(dashboardFrom);
      const published = enough.filter((percent) => percent <= 10).length;
      await page.locator('#percent').focus();
      let before = 0;
      for (let share = 10; share <= 50; share++) {
        const { counts, joined, left, percent } = await rollout(page);
        assert.deepEqual([percent, left], [String(share), 0]);
        const on = enough.filter((percent) => percent <= share).length;
        assert.deepEqual(counts, { on, off: 1000 - on });
        assert.ok(on >= before);
        assert.equal(joined, on - published);
        before = counts.on;
        await page.keyboard.press('ArrowRight');
      }
      assert.equal(await page.textContent('#left'), '0');
      await page.click('#percent-reset');
      assert.deepEqual((await rollout(page)).counts, expectedCounts('new_dashboard'));
    }));

  test('a user of the grid can be selected by keyboard and by pointer', () =>
    withPage(url('/'), async (page) => {
      await page.locator('#user-grid').focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Home', 'End']) await page.keyboard.press(key);
      assert.match((await page.textContent('#inspect')) ?? '', /^user-1000 · /);
      await page.locator('#user-grid').hover({ position: { x: 3, y: 3 } });
      const first = /** @type {User} */ (sampleUsers(1)[0]);
      const variant = expectedVariants(first).new_dashboard;
      assert.match(
        (await page.textContent('#inspect')) ?? '',
        new RegExp(`^user-1 · ${first.email} · ${first.tier} · ${first.country} → ${variant}: `),
      );
    }));

  test('the explanation of a flag opens and closes by keyboard, and follows the user', () =>
    withPage(url('/'), async (page) => {
      const button = page.locator('[data-flag="premium_feature"] .flag');
      await button.focus();
      await page.keyboard.press('Enter');
      assert.equal(await button.getAttribute('aria-expanded'), 'true');
      const panel = page.locator('#why-premium_feature .tree');
      await panel.waitFor();
      assert.match((await panel.textContent()) ?? '', /paying tiers/);
      assert.match((await panel.textContent()) ?? '', /tier .*"free"/s);
      const before = await panel.textContent();
      await page.selectOption('#visitor-tier', 'enterprise');
      await eventually(async () => (await panel.textContent()) !== before, 'another explanation for another user');
      await button.focus();
      await page.keyboard.press('Space');
      assert.equal(await panel.isVisible(), false);
    }));

  for (const [name, width] of /** @type {const} */ ([
    ['a phone', 390],
    ['a small phone', 320],
    ['a tablet', 768],
  ])) {
    test(`the page fits the width of ${name}`, () =>
      withPage(
        url('/'),
        async (page) => {
          for (const flag of await page.locator('#flags .flag').all()) await flag.click();
          await page.fill('#visitor-id', 'a-user-with-a-very-long-identifier-that-has-no-spaces-in-it-0123456789');
          await page.keyboard.press('Tab');
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        },
        { viewport: { width, height: 800 } },
      ));
  }

  test('the layout does not shift while the page starts', () =>
    withPage(url('/'), async (page) => {
      const shift = await page.evaluate(
        () =>
          new Promise((done) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += /** @type {any} */ (entry).value;
            }).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => done(sum), 500);
          }),
      );
      assert.ok(Number(shift) < 0.02, `the layout shifted by ${shift}`);
    }));

  test('a published kill switch reaches an open page without a deployment', () =>
    withPage(url('/'), async (page) => {
      const { body: snapshot } = await call(url('/live/snapshot.json'));
      const row = page.locator('#flags [data-flag="beta_feature"]');
      assert.equal(await row.getAttribute('data-variant'), 'on');
      snapshot.revision += 1;
      snapshot.flags.beta_feature.enabled = false;
      assert.equal((await publish(url, JSON.stringify(snapshot))).status, 200);
      await page.click('#refresh');
      await page.waitForSelector('[data-flag="beta_feature"][data-variant="off"][data-reason="DISABLED"]');
      await page.waitForSelector(`#live-status:has-text("revision ${snapshot.revision}")`);
      snapshot.revision += 1;
      delete snapshot.flags.beta_feature.enabled;
      assert.equal((await publish(url, JSON.stringify(snapshot))).status, 200);
      await page.click('#refresh');
      await page.waitForSelector('[data-flag="beta_feature"][data-variant="on"]');
    }));
}

/** @param {{ [name: string]: number | undefined }} counts */
const sorted = (counts) => Object.entries(counts).sort(([a], [b]) => a.localeCompare(b));
