// Writes the README's picture from a demo that runs: `node www/screenshot.js http://127.0.0.1:8787 [docs/demo.png]`.
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.js';

/** @import { Page } from 'playwright-core' */

/**
 * The page in a state worth a look: a paying user, a rollout on its way, some results.
 * @param {Page} page
 */
export async function stage(page) {
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
export async function screenshot(url, file) {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    await page.goto(url);
    await stage(page);
    await page.evaluate(() => scrollTo(0, 0));
    // It floats, and would stand in the middle of so tall a picture.
    await page.locator('burgee-devtools').evaluate((panel) => panel.toggleAttribute('hidden', true));
    // To the end of the crowd: the rest would make the picture too tall for a README.
    const crowd = await page.locator('#crowd').boundingBox();
    const height = Math.ceil((crowd?.y ?? 0) + (crowd?.height ?? 0));
    await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width: 1280, height } });
  } finally {
    await browser.close();
  }
}

const [, script, url, file = fileURLToPath(new URL('../docs/demo.png', import.meta.url))] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  if (!url) throw new Error('say where the demo is: node www/screenshot.js http://127.0.0.1:8787');
  await screenshot(url, file);
}
