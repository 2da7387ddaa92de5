// The page has no violations of axe's rules, at three widths, in light and dark, with all panels open.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { seeShop, withPage } from './visit.js';

/** @import { Page } from 'playwright-core' */
/** @import { Url } from './calls.js' */

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Opens every panel and fills the event log, because axe checks only what is visible. @param {Page} page */
async function openEverything(page) {
  for (const flag of await page.locator('#flags .flag').all()) await flag.click();
  await page.waitForFunction(() => !document.querySelector('.explanation:empty'));
  await seeShop(page);
  await page.waitForSelector('#log [data-state="stored"]');
  await page.waitForSelector('#bars [data-variant]');
}

/**
 * @param {Page} page
 * @returns {Promise<string[]>} each violation with its rule and elements
 */
async function violationsIn(page) {
  // As a debugger's evaluation, which the page's policy does not restrict.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations } = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
  return violations.map((/** @type {any} */ { id, impact, help, nodes }) => {
    const targets = nodes.map((/** @type {any} */ node) => node.target.join(' '));
    return `${id} (${impact}): ${help}: ${targets.join(', ')}`;
  });
}

/** @param {Url} url */
export function accessibilitySuite(url) {
  for (const width of [320, 390, 1280]) {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      test(`axe finds no violations at ${width} px in ${colorScheme} mode`, () =>
        withPage(
          url('/'),
          async (page) => {
            await openEverything(page);
            assert.deepEqual(await violationsIn(page), []);
          },
          { viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' },
        ));
    }
  }

  test('every scrollable region can be reached by keyboard', () =>
    withPage(
      url('/'),
      async (page) => {
        await openEverything(page);
        const unreachable = await page.evaluate(() =>
          [...document.querySelectorAll('body *')]
            .filter((element) => {
              const { overflowX, overflowY } = getComputedStyle(element);
              const scrollsX = /auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth;
              const scrollsY = /auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight;
              return (scrollsX || scrollsY) && /** @type {HTMLElement} */ (element).tabIndex < 0;
            })
            .map((element) => element.id || element.className),
        );
        assert.deepEqual(unreachable, []);
      },
      { viewport: { width: 320, height: 800 } },
    ));
}
