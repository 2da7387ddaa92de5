// What is read off the panel.

/** @import { Page } from 'playwright-core' */

export const HOSTILE = '<img src=x onerror="window.hacked=1">';

/** @param {Page} page @param {string} key */
export const row = (page, key) =>
  page.locator('.flags > li').filter({ has: page.locator('code.key').getByText(key, { exact: true }) });

/** @param {Page} page @param {string} key */
export async function opened(page, key) {
  await row(page, key).locator('.flag').click();
  return row(page, key);
}

/** @param {Page} page */
export const listed = (page) =>
  page
    .locator('.flags > li')
    .evaluateAll((rows) =>
      rows.map((row) => ['.key', '.variant', '.reason'].map((part) => row.querySelector(part)?.textContent)),
    );

/** @param {import('playwright-core').Locator} row */
export const facts = (row) =>
  row
    .locator('dl')
    .evaluate((list) =>
      Object.fromEntries(
        [...list.querySelectorAll('dt')].map((term) => [term.textContent, term.nextElementSibling?.textContent]),
      ),
    );

/** What the page itself reads, which would report. @param {Page} page @param {string} code */
export const inPage = (page, code) => page.evaluate(code);
