// In a real browser, bundled as a user bundles it: what is below the fold is exposed when it is scrolled to.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { openBrowser } from '../../../www/browser.js';
import { serve } from '../client/support.js';

const APP = `
import { createRoot } from 'react-dom/client';
import { BurgeeProvider, useFlag, useFlagWhenSeen } from 'burgee/react';
import { testClient } from 'burgee/testing';

const Head = () => <h1>{useFlag('head', 'x')}</h1>;
const Foot = () => {
  const [foot, seen] = useFlagWhenSeen('foot', 'x', { threshold: 0.5 });
  return <footer ref={seen} style={{ marginTop: '300vh', height: 200 }}>{foot}</footer>;
};

window.client = testClient({ head: 'a', foot: 'b' });
createRoot(document.getElementById('root')).render(<BurgeeProvider client={client}><Head /><Foot /></BurgeeProvider>);
`;

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  const resolveDir = fileURLToPath(new URL('.', import.meta.url));
  const {
    outputFiles: [script],
  } = await build({
    stdin: { contents: APP, loader: 'jsx', resolveDir },
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  server = await serve(({ url }, response) => {
    if (url === '/app.js')
      return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(script.contents);
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><div id="root"></div><script type="module" src="/app.js"></script>');
  });
  browser = await openBrowser();
});
after(() => Promise.all([browser?.close(), server?.stop()]));

test('what is in view is exposed at once, what is below when half of it has come into view', async () => {
  const tab = await browser.newPage({ viewport: { width: 800, height: 600 } });
  await tab.goto(server.url);
  const seen = () => tab.evaluate('client.exposures.map(({ flag }) => flag)');
  /** Frames, so that the observer has had its say. */
  const look = () =>
    tab.evaluate(
      'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))',
    );
  /** @param {number} pixels of the foot that are in view */
  const reveal = async (pixels) => {
    await tab.evaluate(`scrollTo(0, document.querySelector('footer').offsetTop - innerHeight + ${pixels})`);
    await look();
  };
  await tab.waitForFunction("document.querySelector('footer')?.textContent === 'b'");
  await look();
  assert.deepEqual(await seen(), ['head']);
  await reveal(50);
  assert.deepEqual(await seen(), ['head']);
  await reveal(150);
  assert.deepEqual(await seen(), ['head', 'foot']);
});
