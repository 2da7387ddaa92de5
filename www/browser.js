// Starts the Chromium of this machine, for tests and screenshots.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Without the browser's own requests: it must contact only the server under test. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @returns {Promise<import('playwright-core').Browser>} */
export function openBrowser() {
  const executablePath = process.env.BURGEE_CHROMIUM ?? process.env.CHROMIUM ?? PATHS.find((path) => existsSync(path));
  if (!executablePath) throw new Error('Chromium is not installed: install it, or set BURGEE_CHROMIUM to its path');
  return chromium.launch({ executablePath, args: ARGS });
}
