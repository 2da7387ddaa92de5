// Visits of the page in Chromium, and helpers that read the screen.
import assert from 'node:assert/strict';
import { openBrowser } from '../../www/browser.js';

/** @import { Browser, BrowserContextOptions, Page } from 'playwright-core' */
/** @import { User } from './expected.js' */

/** @type {Browser | undefined} */
let browser;

export async function startBrowser() {
  browser = await openBrowser();
}
export const closeBrowser = () => browser?.close();

/** @param {BrowserContextOptions} options */
export function newContext(options) {
  assert.ok(browser, 'the browser is not started');
  return browser.newContext(options);
}

/**
 * A page in a new browser context. Its warnings and errors fail the test.
 * @param {string} url
 * @param {(page: Page) => Promise<void>} use
 * @param {BrowserContextOptions} [options]
 */
export async function withPage(url, use, options = {}) {
  const context = await newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // Leaving a page aborts its requests.
    if (reason !== 'net::ERR_ABORTED') problems.push(`${request.url()}: ${reason}`);
  });
  try {
    await page.goto(url);
    await page.waitForSelector('#flags[data-ready="true"]');
    await use(page);
    assert.deepEqual(problems, []);
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

/** Scrolls to the shop, which exposes the visitor. @param {Page} page */
export const seeShop = (page) => page.evaluate(() => document.getElementById('shop')?.scrollIntoView());

/** The variant of each visible part of the shop, by flag. @param {Page} page @returns {Promise<{ [flag: string]: string }>} */
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
 * Waits for a condition that no selector can express.
 * @param {() => Promise<boolean>} condition
 * @param {string} description
 */
export async function eventually(condition, description) {
  const deadline = Date.now() + 15_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `not within 15 seconds: ${description}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
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
