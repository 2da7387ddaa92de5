// The Chromium of this machine, for tests and screenshots.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** What a browser does by itself, and a test does not want: it should talk to the demo only. */
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
  const executablePath =
    process.env.BURGEE_CHROMIUM ?? process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error('there is no Chromium here: install it, or say where it is with CHROMIUM');
  return chromium.launch({ executablePath, args: ARGS });
}
