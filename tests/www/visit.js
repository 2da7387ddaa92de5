// A visit of the page in real Chromium, and what is read off the screen.
import assert from 'node:assert/strict';
import { openBrowser } from '../../www/browser.js';

/** @import { Browser, BrowserContextOptions, Page } from 'playwright-core' */
/** @import { User } from './expected.js' */

/** @type {Browser | undefined} */
let browser;

export const startBrowser = async () => (browser = await openBrowser());
export const closeBrowser = () => browser?.close();

/** @param {BrowserContextOptions} options */
export function newContext(options) {
  assert.ok(browser, 'there is no browser');
  return browser.newContext(options);
}

/**
 * A page of its own, with its own cookies; whatever it complains about fails the test.
 * @param {string} url
 * @param {(page: Page) => Promise<void>} use
 * @param {BrowserContextOptions} [options]
 */
export async function withPage(url, use, options = {}) {
  const context = await newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // Leaving a page ends what it was fetching.
    if (why !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${why}`);
  });
  try {
    await page.goto(url);
    await page.waitForSelector('#flags[data-ready="true"]');
    await use(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** @param {Page} page @param {User} user */
export async function become(page, user) {
  await page.fill('#visitor-id', user.targetingKey);
  await page.fill('#visitor-email', user.email);
  await page.selectOption('#visitor-tier', user.tier);
  await page.selectOption('#visitor-country', user.country);
}

/** Who scrolls to the shop has seen it. @param {Page} page */
export const seeShop = (page) => page.evaluate(() => document.getElementById('shop')?.scrollIntoView());

/** Of the shop's parts, as they are on the screen. @param {Page} page @returns {Promise<{ [flag: string]: string }>} */
export const shopVariants = (page) =>
  page
    .locator('#shop [data-flag]:visible')
    .evaluateAll((parts) =>
      Object.fromEntries(parts.map((part) => [part.getAttribute('data-flag'), part.getAttribute('data-variant')])),
    );

/** @param {Page} page @returns {Promise<{ [flag: string]: string }>} */
export function shownVariants(page) {
  return page.locator('#flags > li').evaluateAll((rows) => {
    return Object.fromEntries(rows.map((row) => [row.getAttribute('data-flag'), row.getAttribute('data-variant')]));
  });
}

/**
 * @param {() => Promise<boolean>} holds
 * @param {string} what
 */
export async function eventually(holds, what) {
  const deadline = Date.now() + 15_000;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `not within 15 seconds: ${what}`);
    await new Promise((done) => setTimeout(done, 150));
  }
}

/** @type {User[]} */
export const USERS = [
  { targetingKey: 'user-17', email: 'user-17@example.com', tier: 'free', country: 'DE' },
  { targetingKey: 'user-42', email: 'user-42@company.com', tier: 'free', country: 'US' },
  { targetingKey: 'user-300', email: 'user-300@example.com', tier: 'premium', country: 'JP' },
  { targetingKey: 'user-301', email: 'user-301@example.com', tier: 'enterprise', country: 'BR' },
  { targetingKey: 'Zoë <b>', email: 'zoe@notcompany.com', tier: 'basic', country: 'FR' },
];
