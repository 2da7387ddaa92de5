// The shop: the edge renders it, the page exposes it, a session can switch it off, a developer can override it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call } from './calls.js';
import { expectedVariants } from './expected.js';
import { become, eventually, newContext, seeShop, shopVariants, shownVariants, USERS, withPage } from './visit.js';

/** @import { Url } from './calls.js' */

/** The exposed and converted units of one experiment, by variant. @param {Url} url @param {string} id */
async function countsOf(url, id) {
  const { body } = await call(url(`/api/v1/experiments/${id}/results`));
  const arms = /** @type {{ variant: string, exposed: number, converted: number }[]} */ (body.variants);
  return {
    exposed: Object.fromEntries(arms.map((arm) => [arm.variant, arm.exposed])),
    converted: Object.fromEntries(arms.map((arm) => [arm.variant, arm.converted])),
    total: arms.reduce((sum, arm) => sum + arm.exposed, 0),
  };
}

/** @param {Url} url */
export function shopSuite(url) {
  test('the shop has the right variants without any script', async () => {
    const context = await newContext({ javaScriptEnabled: false });
    try {
      for (const user of USERS) {
        await context.addCookies([
          { name: 'burgee-visitor', value: encodeURIComponent(JSON.stringify(user)), url: url('/') },
        ]);
        const page = await context.newPage();
        await page.goto(url('/'));
        const { pricing_page, checkout_flow } = expectedVariants(user);
        assert.deepEqual(await shopVariants(page), { pricing_page, checkout_flow });
        assert.equal(await page.textContent('#shopper'), user.targetingKey);
      }
    } finally {
      await context.close();
    }
  });

  test('a kill switch of a session works in the page and at the edge, and for no other session', () =>
    withPage(url('/'), async (page) => {
      const flag = page.locator('#flags [data-flag="beta_feature"]');
      const kill = flag.getByRole('switch', { name: 'beta_feature is enabled in your session' });
      await flag.locator('.flag').click();
      assert.equal(await kill.getAttribute('aria-checked'), 'true');
      await kill.focus();
      await page.keyboard.press('Space');
      await page.waitForSelector('[data-flag="beta_feature"][data-variant="off"][data-reason="DISABLED"]');
      assert.equal(await kill.getAttribute('aria-checked'), 'false');
      assert.equal(await kill.evaluate((element) => element === document.activeElement), true);
      const pricing = page.locator('#flags [data-flag="pricing_page"]');
      await pricing.locator('.flag').click();
      await pricing.getByRole('switch').click();
      await page.waitForSelector('[data-flag="pricing_page"][data-variant="control"][data-reason="DISABLED"]');
      assert.equal((await shopVariants(page)).pricing_page, 'control');
      await page.reload();
      await page.waitForSelector('#flags[data-ready="true"]');
      assert.equal(await page.textContent('#edge-variant'), 'control');
      assert.equal(await page.locator('#flags [data-reason="DISABLED"]').count(), 2);
      await withPage(url('/'), async (other) =>
        assert.equal(await other.locator('#flags [data-reason="DISABLED"]').count(), 0),
      );
      for (const row of [flag, pricing]) {
        await row.locator('.flag').click();
        await row.getByRole('switch').click();
      }
      await page.waitForFunction(() => !document.querySelector('#flags [data-reason="DISABLED"]'));
      assert.doesNotMatch(await page.evaluate(() => document.cookie), /burgee-off/);
    }));

  test('an override changes the shop and is not reported', () =>
    withPage(url('/'), async (page) => {
      const user = { targetingKey: `developer-${Date.now()}`, email: 'x@example.com', tier: 'free', country: 'DE' };
      const { pricing_page: decided } = expectedVariants(user);
      await become(page, user);
      await page.getByRole('button', { name: 'Flags', exact: true }).click();
      const panel = page.getByRole('dialog', { name: 'Flags in this page' });
      await panel.getByRole('button', { name: /^pricing_page/ }).click();
      const other = decided === 'variant_b' ? 'variant_a' : 'variant_b';
      await panel.getByRole('combobox', { name: 'Serve instead for pricing_page' }).selectOption(other);
      assert.equal((await shopVariants(page)).pricing_page, other);
      assert.equal((await shownVariants(page)).pricing_page, other);
      await seeShop(page);
      // Only the experiment without an override.
      await page.waitForSelector(`#log [data-state="stored"]:has-text("${user.targetingKey}")`);
      assert.match(
        (await page.locator(`#log [data-event="exposure"]:has-text("${user.targetingKey}")`).allTextContents()).join(),
        /^[^,]*checkout_flow[^,]*$/,
      );
      await panel.getByRole('button', { name: 'Reset all overrides' }).click();
      assert.equal((await shopVariants(page)).pricing_page, decided);
      await page.waitForSelector(
        `#log [data-event="exposure"]:has-text("pricing_page = ${decided}"):has-text("${user.targetingKey}")`,
      );
    }));

  test('seeing the shop is an exposure and buying a conversion, and the Worker counts both', () =>
    withPage(url('/'), async (page) => {
      const user = { targetingKey: `shopper-${Date.now()}`, email: 'shopper@example.com', tier: 'free', country: 'DE' };
      const variant = /** @type {string} */ (expectedVariants(user).checkout_flow);
      const before = await countsOf(url, 'checkout-flow');
      await page.evaluate(() => Object.assign(window, { untouched: true }));
      await become(page, user);
      await page.click('h1');
      assert.equal(await page.locator(`#log li:has-text("${user.targetingKey}")`).count(), 0);
      await seeShop(page);
      await page.waitForSelector(
        `#log [data-event="exposure"][data-state="stored"]:has-text("checkout_flow = ${variant}"):has-text("${user.targetingKey}")`,
      );
      await page.click('#buy');
      await page.waitForSelector('#log [data-event="track"][data-state="stored"]:has-text("purchase 25")');
      const after = await countsOf(url, 'checkout-flow');
      assert.equal(after.exposed[variant], before.exposed[variant] + 1);
      assert.equal(after.converted[variant], before.converted[variant] + 1);
      await page.waitForSelector(
        `#bars [data-variant="${variant}"][data-exposed="${after.exposed[variant]}"][data-converted="${after.converted[variant]}"]`,
      );
    }));

  test('a user id that is still being typed is not exposed', () =>
    withPage(url('/'), async (page) => {
      await seeShop(page);
      await page.waitForSelector('#log [data-state="stored"]');
      const before = await countsOf(url, 'checkout-flow');
      const prefix = `typed-${Date.now()}`;
      await page.fill('#visitor-id', '');
      await page.locator('#visitor-id').pressSequentially(`${prefix}-1`);
      await seeShop(page);
      // An observer of the shop would have reported within two frames.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await page.locator('#visitor-id').pressSequentially('2');
      await page.keyboard.press('Tab');
      await seeShop(page);
      await page.waitForSelector(`#log [data-state="stored"]:has-text("checkout_flow"):has-text("${prefix}-12")`);
      const units = await page.locator(`#log li:has-text("${prefix}") .unit`).allTextContents();
      assert.deepEqual(new Set(units), new Set([`${prefix}-12`]));
      assert.equal((await countsOf(url, 'checkout-flow')).total, before.total + 1);
    }));

  test('the Worker counts 200 simulated visitors, each once', () =>
    withPage(url('/'), async (page) => {
      await seeShop(page);
      await page.waitForSelector('#log [data-state="stored"]');
      const before = await countsOf(url, 'pricing-page');
      await page.selectOption('#experiment', 'pricing-page');
      await page.click('#simulate');
      await eventually(async () => (await countsOf(url, 'pricing-page')).total === before.total + 200, '200 more');
      const { exposed } = await countsOf(url, 'pricing-page');
      await page.waitForSelector(
        `#bars[data-experiment="pricing-page"] [data-variant="variant_b"][data-exposed="${exposed.variant_b}"]`,
      );
    }));
}
