// The site of these tests: the package as plain modules, pages that load it, and routes that each test provides.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importMap } from '../../www/import-map.js';
import { router, sendHtml, serveFiles, startHttpServer } from '../support/http-server.js';

/** @import { Handler } from '../support/http-server.js' */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * A page that runs one script of `page/`.
 * @param {string} script
 * @param {{ [name: string]: string }} [headers]
 * @returns {Handler}
 */
export function page(script, headers = {}) {
  const manifest = JSON.parse(readFileSync(`${ROOT}pkg/package.json`, 'utf8'));
  const map = importMap(manifest, '/pkg/', (file) => existsSync(`${ROOT}pkg/${file}`));
  const html = `<!doctype html>
<title>${script}</title>
<link rel="icon" href="data:,">
<script type="importmap" nonce="page">${JSON.stringify(map)}</script>
<script type="module" src="/tests/visits/page/${script}.js"></script>`;
  return (_, response) => sendHtml(response, html, headers);
}

// The browser caches the package: these tests are about the requests that follow.
const FILES = serveFiles(ROOT, { 'cache-control': 'max-age=3600', 'access-control-allow-origin': '*' });

/** @param {{ [path: string]: Handler }} routes all other paths are files of the repository */
export const startSite = (routes) => startHttpServer(router(routes, FILES));
