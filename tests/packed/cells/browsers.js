// Chromium by its own protocol and Firefox by WebDriver BiDi, each started once, when it is first asked for.
import { existsSync } from 'node:fs';
import { env } from 'node:process';
import { launch } from 'puppeteer-core';

/** @typedef {keyof typeof BROWSERS} Name */
/** @typedef {import('puppeteer-core').Browser} Browser */

const BROWSERS = {
  Chromium: {
    browser: /** @type {const} */ ('chrome'),
    variable: 'BURGEE_CHROMIUM',
    places: [
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
    places: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    args: [],
  },
};

/** In ms; a machine that is busy starts a browser slowly. */
const PATIENCE = 60_000;

/** @type {Map<Name, Promise<Browser>>} */
const started = new Map();

/** @param {Name} name */
async function start(name) {
  const { browser, variable, places, args } = BROWSERS[name];
  const executablePath = env[variable] ?? places.find((place) => existsSync(place));
  if (!executablePath) throw new Error(`there is no ${name} here: install it, or say where it is with ${variable}`);
  return launch({ browser, executablePath, args });
}

/**
 * Opens a page until `done`. What it says of errors makes it fail, instead of a wait for ever.
 * @template T @param {Name} name @param {string} url @param {Promise<T>} done
 */
export async function visit(name, url, done) {
  const browser = started.get(name) ?? start(name);
  started.set(name, browser);
  const page = await (await browser).newPage();
  const failed = new Promise((_, reject) => {
    setTimeout(reject, PATIENCE, new Error(`the page told nothing in ${PATIENCE / 1000} s`)).unref();
    page.on('pageerror', (error) => {
      // Firefox says so of what a policy forbids, which may well be meant.
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
