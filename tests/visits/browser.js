// Starts Chromium by Puppeteer, in which a tab that another tab covers is hidden, as for a real user. (Playwright, which the
// other suites use, keeps every page visible.)
import { existsSync } from 'node:fs';
import { env } from 'node:process';
import { launch } from 'puppeteer-core';

const PATHS = [
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
  const executablePath = env.BURGEE_CHROMIUM ?? PATHS.find((path) => existsSync(path));
  if (!executablePath) throw new Error('Chromium is not installed: install it, or set BURGEE_CHROMIUM to its path');
  return launch({ executablePath, args: ARGS });
}
