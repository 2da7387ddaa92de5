// A site on this machine: the package as plain modules, pages that load it, and routes that a test answers as it likes.
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importMap } from '../../www/import-map.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TYPES = /** @type {Record<string, string>} */ ({ '.js': 'text/javascript', '.wasm': 'application/wasm' });

/**
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {{ method: string, url: URL, headers: import('node:http').IncomingHttpHeaders, body: string }} Request
 * @typedef {(request: Request, response: Response) => unknown} Handler
 */

/** A page that runs one of `page/`. @param {string} script @param {{ [name: string]: string }} [headers] @returns {Handler} */
export function page(script, headers = {}) {
  const manifest = JSON.parse(readFileSync(`${ROOT}pkg/package.json`, 'utf8'));
  const map = importMap(manifest, '/pkg/', (file) => existsSync(`${ROOT}pkg/${file}`));
  const html = `<!doctype html>
<title>${script}</title>
<link rel="icon" href="data:,">
<script type="importmap" nonce="page">${JSON.stringify(map)}</script>
<script type="module" src="/tests/visits/page/${script}.js"></script>`;
  return (_, response) => void response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(html);
}

/** @type {Handler} */
function file({ url }, response) {
  const path = ROOT + url.pathname.slice(1);
  if (!/^\/(pkg|tests)\/[\w/.-]+$/.test(url.pathname) || url.pathname.includes('..') || !existsSync(path))
    return void response.writeHead(404).end();
  // Kept by the browser: what is tested is what comes after.
  const headers = {
    'content-type': TYPES[extname(path)] ?? 'text/plain',
    'cache-control': 'max-age=3600',
    'access-control-allow-origin': '*',
  };
  response.writeHead(200, headers).end(readFileSync(path));
}

/**
 * @param {{ [path: string]: Handler }} routes the rest are files of the repository
 * @returns {Promise<{ url: string, idle: () => Promise<void>, close: () => Promise<void> }>}
 */
export async function startSite(routes) {
  let open = 0;
  const server = createServer(async (incoming, response) => {
    open++;
    response.on('close', () => open--);
    const url = new URL(incoming.url ?? '/', 'http://site');
    const parts = [];
    try {
      for await (const part of incoming) parts.push(part);
    } catch {
      // Who sent it is gone before it was all here: it never arrived.
      return;
    }
    const request = {
      method: incoming.method ?? '',
      url,
      headers: incoming.headers,
      body: Buffer.concat(parts).toString(),
    };
    await (routes[url.pathname] ?? file)(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    /** Waits until every request has its answer. */
    async idle() {
      while (open > 0) await new Promise((done) => setTimeout(done, 20));
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
