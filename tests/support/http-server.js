// One HTTP server for all tests: on loopback, on a free port, with the request's body already read.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {import('node:http').ServerResponse} Response
 *
 * @typedef {object} Request
 * @property {string} method
 * @property {URL} url
 * @property {string} path of the URL, without the query
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body
 *
 * Ends the response, or leaves it open on purpose.
 * @typedef {(request: Request, response: Response) => unknown} Handler
 *
 * @typedef {object} HttpServer
 * @property {string} url without a trailing slash
 * @property {() => Promise<void>} idle settles when no response is open
 * @property {() => Promise<void>} close also ends open connections
 */

const MEDIA_TYPES = /** @type {{ [extension: string]: string }} */ ({
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
});

/** @param {string} path */
export const mediaTypeOf = (path) => MEDIA_TYPES[extname(path)] ?? 'application/octet-stream';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/**
 * @param {Response} response
 * @param {unknown} value a string is sent as it is
 * @param {number} [status]
 * @param {import('node:http').OutgoingHttpHeaders} [headers]
 */
export function sendJson(response, value, status = 200, headers = {}) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  response.writeHead(status, { 'content-type': MEDIA_TYPES['.json'], ...headers }).end(text);
}

/**
 * @param {Response} response
 * @param {string} html
 * @param {import('node:http').OutgoingHttpHeaders} [headers]
 */
export function sendHtml(response, html, headers = {}) {
  response.writeHead(200, { 'content-type': MEDIA_TYPES['.html'], ...headers }).end(html);
}

/**
 * Serves files of a folder by the path of the URL; anything else is answered 404.
 * @param {string} [folder] default: the repository
 * @param {import('node:http').OutgoingHttpHeaders} [headers]
 * @returns {Handler}
 */
export function serveFiles(folder = REPOSITORY, headers = {}) {
  return async ({ path }, response) => {
    // `normalize` resolves `..` at the root, so that no path leaves the folder.
    const content = await readFile(join(folder, normalize(path))).catch(() => undefined);
    if (content === undefined) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': mediaTypeOf(path), ...headers }).end(content);
  };
}

/**
 * Answers each path by its own handler.
 * @param {{ [path: string]: Handler }} routes
 * @param {Handler} [otherwise] default: 404
 * @returns {Handler}
 */
export function router(routes, otherwise = (_, response) => response.writeHead(404).end()) {
  return (request, response) => {
    const handler = Object.hasOwn(routes, request.path) ? routes[request.path] : undefined;
    return (handler ?? otherwise)(request, response);
  };
}

/**
 * @param {import('node:http').IncomingMessage} incoming
 * @returns {Promise<Request>}
 */
async function readRequest(incoming) {
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`);
  const body = String(Buffer.concat(await incoming.toArray()));
  return { method: incoming.method ?? '', url, path: url.pathname, headers: incoming.headers, body };
}

/**
 * A handler that throws is answered 500 with the error, so that a test fails with its reason.
 * @param {Handler} handle
 * @returns {Promise<HttpServer>}
 */
export async function startHttpServer(handle) {
  /** @type {Set<Response>} */
  const open = new Set();
  /** @type {(() => void)[]} */
  const waiting = [];
  const server = createServer(async (incoming, response) => {
    open.add(response);
    response.on('close', () => {
      open.delete(response);
      if (open.size === 0) for (const resolve of waiting.splice(0)) resolve();
    });
    // An incomplete request never arrived: its sender is gone.
    const request = await readRequest(incoming).catch(() => undefined);
    if (!request) return;
    try {
      await handle(request, response);
    } catch (error) {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(String(error));
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    idle: () =>
      new Promise((resolve) => {
        if (open.size === 0) resolve();
        else waiting.push(resolve);
      }),
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
