// Chromium (by its own protocol) and Firefox (by WebDriver BiDi). Each starts when it is first used.
import { existsSync } from 'node:fs';
import { env } from 'node:process';
import { launch } from 'puppeteer-core';

/** @typedef {keyof typeof BROWSERS} Name */
/** @typedef {import('puppeteer-core').Browser} Browser */

const BROWSERS = {
  Chromium: {
    browser: /** @type {const} */ ('chrome'),
    variable: 'BURGEE_CHROMIUM',
    paths: [
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
  Firefox: {
    browser: /** @type {const} */ ('firefox'),
    variable: 'BURGEE_FIREFOX',
    paths: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    args: [],
  },
};

/** In ms. A busy machine starts a browser slowly. */
const TIMEOUT = 60_000;

/** @type {Map<Name, Promise<Browser>>} */
const started = new Map();

/** @param {Name} name */
async function start(name) {
  const { browser, variable, paths, args } = BROWSERS[name];
  const executablePath = env[variable] ?? paths.find((path) => existsSync(path));
  if (!executablePath) throw new Error(`${name} is not installed: install it, or set ${variable} to its path`);
  return launch({ browser, executablePath, args });
}

/**
 * Opens a page until `done` settles. An error of the page rejects, instead of waiting for ever.
 * @template T @param {Name} name @param {string} url @param {Promise<T>} done
 */
export async function visit(name, url, done) {
  const browser = started.get(name) ?? start(name);
  started.set(name, browser);
  const page = await (await browser).newPage();
  const failed = new Promise((_, reject) => {
    setTimeout(reject, TIMEOUT, new Error(`the page reported no outcome within ${TIMEOUT / 1000} s`)).unref();
    page.on('pageerror', (error) => {
      // Firefox reports blocked resources as errors. Here the policy blocks them on purpose.
      if (!/Content-Security-Policy/.test(String(error))) reject(new Error(`the page failed: ${error}`));
    });
  });
  failed.catch(() => {});
  try {
    await page.goto(url);
    return /** @type {T} */ (await Promise.race([done, failed]));
  } finally {
    await page.close();
  }
}

export async function closeBrowsers() {
  for (const browser of started.values())
    await browser.then(
      (one) => one.close(),
      () => {},
    );
}
