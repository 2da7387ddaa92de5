// A page under a strict policy, with the package as it is built, and a collector that answers as a test wants.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { openBrowser } from '../../../www/browser.js';
import { importMap } from '../../../www/import-map.js';
import { sendHtml, sendJson, serveFiles, startHttpServer } from '../../support/http-server.js';

/** @import { BrowserContextOptions, Page } from 'playwright-core' */

const root = new URL('../../../', import.meta.url);
const manifest = JSON.parse(await readFile(new URL('pkg/package.json', root), 'utf8'));
const MAP = importMap(manifest, '/pkg/', (file) => existsSync(new URL(`pkg/${file}`, root)));

/** Nothing inline, no style element, and no HTML from a text: what the panel does without. */
const POLICY =
  "default-src 'none'; script-src 'self' 'nonce-n' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'";

/** What the page's script begins with: a client of a paying user. */
const CLIENT = `
  import { createClient } from 'burgee/client';
  import { defineDevtools, mountDevtools } from 'burgee/devtools';
  const client = createClient({ snapshot: '/snapshot.json', events: '/report', flushAfter: 50, context: { targetingKey: 'user-1', plan: 'pro' } });
  Object.assign(window, { client, defineDevtools, mountDevtools });
`;

const MOUNT = 'await client.ready; mountDevtools(client, { open: true });';

/** @param {string} script @param {string} body */
const html = (
  script,
  body,
) => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>page</title><script nonce="n" type="importmap">${JSON.stringify(MAP)}</script>
<script nonce="n" type="module">${script}</script><body>${body}</body></html>`;

/**
 * `given`: what the script begins with; `ready`: the element to wait for; `complaints`: those that are expected.
 * @typedef {{ given?: string, script?: string, body?: string, path?: string, ready?: string, complaints?: RegExp[] }} Options
 */
/** @typedef {{ sent: any[], answer: { status: number, after?: Promise<void> }, snapshot: any }} Collector */

export async function startSite() {
  const browser = await openBrowser();
  const snapshot = JSON.parse(await readFile(new URL('snapshot.json', import.meta.url), 'utf8'));
  /** @type {Collector & { page: string }} */
  const state = { sent: [], answer: { status: 202 }, snapshot, page: '' };
  const files = serveFiles();
  const server = await startHttpServer(async (request, response) => {
    const { path, body } = request;
    if (path === '/') return sendHtml(response, state.page, { 'content-security-policy': POLICY });
    if (path === '/favicon.ico') return response.writeHead(204).end();
    if (path.endsWith('/snapshot.json')) return sendJson(response, state.snapshot);
    if (!path.endsWith('/report')) return files(request, response);
    state.sent.push(...JSON.parse(body).events);
    await state.answer.after;
    sendJson(response, {}, state.answer.status);
  });
  const url = `${server.url}/`;

  /**
   * A page of its own; whatever it complains about fails the test.
   * @param {(page: Page, collector: Collector) => Promise<void>} use
   * @param {Options & BrowserContextOptions} [options]
   */
  async function withPage(use, options = {}) {
    const {
      given = CLIENT,
      script = MOUNT,
      body = '<p>page</p>',
      path = '',
      ready = 'burgee-devtools .handle',
      complaints: expected = [],
      ...rest
    } = options;
    Object.assign(state, {
      sent: [],
      answer: { status: 202 },
      snapshot: structuredClone(snapshot),
      page: html(given + script, body),
    });
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...rest });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    /** @type {string[]} */
    const complaints = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    try {
      await page.goto(url + path);
      await page.waitForSelector(ready, { state: 'attached' });
      await use(page, state);
      const surprises = complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
      if (surprises.length) throw new Error(`the page complained: ${surprises.join('\n')}`);
    } finally {
      await context.close();
    }
  }
  return {
    withPage,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
