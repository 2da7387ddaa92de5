// Chromium by Puppeteer, which leaves a page its visibility: a tab that another one covers is hidden here as on a desk.
// (Playwright, which the other suites use, keeps every page visible.)
import { existsSync } from 'node:fs';
import { env } from 'node:process';
import { launch } from 'puppeteer-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser() {
  const executablePath = env.BURGEE_CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath)
    throw new Error('there is no Chromium here: install it, or say where it is with BURGEE_CHROMIUM');
  return launch({ executablePath, args: ARGS });
}
