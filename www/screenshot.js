// Writes the README's picture from a running demo: `node www/screenshot.js http://127.0.0.1:8787 [docs/demo.png]`.
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.js';

/** @import { Page } from 'playwright-core' */

/**
 * Brings the page into the state of the picture: a paying user, a rollout at 50 %, some results.
 * @param {Page} page
 */
async function prepareView(page) {
  await page.waitForSelector('#flags[data-ready="true"]');
  await page.selectOption('#visitor-tier', 'premium');
  await page.click('[data-flag="new_dashboard"] .flag');
  await page.locator('#percent').fill('50');
  await page.click('#simulate');
  await page.waitForSelector('#simulate:not([disabled])');
  await page.waitForTimeout(1200);
}

/**
 * @param {string} url
 * @param {string} file
 */
async function screenshot(url, file) {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    await page.goto(url);
    await prepareView(page);
    await page.evaluate(() => scrollTo(0, 0));
    // It floats over the page, and would cover the middle of such a tall picture.
    await page.locator('burgee-devtools').evaluate((panel) => panel.toggleAttribute('hidden', true));
    // Only to the end of the rollout: the whole page is too tall for a README.
    const rollout = await page.locator('#rollout').boundingBox();
    const height = Math.ceil((rollout?.y ?? 0) + (rollout?.height ?? 0));
    await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width: 1280, height } });
  } finally {
    await browser.close();
  }
}

const [, script, url, file = fileURLToPath(new URL('../docs/demo.png', import.meta.url))] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  if (!url) throw new Error('the URL of the demo is missing: node www/screenshot.js http://127.0.0.1:8787');
  await screenshot(url, file);
}
