// What a program or a page of one cell meets: its files, the snapshot, the cases, and a collector, all on this machine.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { FILES } from '../js/cases/verify.js';

/** @typedef {{ observed: any, status: string, values: string[], flushed: boolean, lost: number, compiles: boolean, failure?: string }} Outcome */

const TYPES = /** @type {Record<string, string>} */ ({
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
});

/** Everybody is served `b`: which is asked of the collector by name. */
const SNAPSHOT = JSON.stringify({
  format: 'burgee/1',
  revision: 7,
  flags: {
    pricing_page: {
      variants: { a: 'price a', b: 'price b' },
      off: 'a',
      rules: [{ experiment: 'pricing', split: { a: 0, b: 100 } }],
      fallthrough: 'a',
    },
  },
  experiments: { pricing: { name: 'Pricing page', status: 'running', start: '2026-01-01T00:00:00Z' } },
});

/** What the collector must get of it, but for the id and the time. */
export const EXPOSURE = {
  type: 'exposure',
  unit: 'user-17',
  by: 'targetingKey',
  experiment: 'pricing',
  version: 1,
  flag: 'pricing_page',
  variant: 'b',
  reason: 'SPLIT',
  revision: 7,
};

/** What is no file. @type {Record<string, string>} */
const TEXTS = { '/snapshot.json': SNAPSHOT, '/cases.json': JSON.stringify(FILES) };

export class Site {
  /** The events that arrived. @type {any[]} */
  events = [];
  /** The files that were asked for, and how many bytes each has. @type {Map<string, number>} */
  served = new Map();
  url = '';
  /** @type {(outcome: Outcome) => void} */
  #told = () => {};
  /** @type {Promise<Outcome>} */
  outcome = new Promise((resolve) => (this.#told = resolve));
  #server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', this.url);
    const answered =
      request.method === 'POST' ? this.#take(pathname, request, response) : this.#give(pathname, response);
    answered.catch(() => response.writeHead(404).end());
  });

  /** @param {string} [folder] of the page @param {boolean} [strict] Whether the page may not compile WebAssembly */
  constructor(folder, strict = false) {
    this.folder = folder;
    this.strict = strict;
  }

  /** @param {ConstructorParameters<typeof Site>} options */
  static async open(...options) {
    const site = new Site(...options);
    await once(site.#server.listen(0, '127.0.0.1'), 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (site.#server.address());
    site.url = `http://127.0.0.1:${port}/`;
    return site;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** @param {string} pathname @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async #take(pathname, request, response) {
    const body = await read(request);
    if (pathname === '/report') this.events.push(...body.events);
    if (pathname === '/outcome') this.#told(body);
    response.writeHead(200, { 'content-type': TYPES['.json'] }).end('{}');
  }

  /** @param {string} pathname @param {import('node:http').ServerResponse} response */
  async #give(pathname, response) {
    const name = pathname === '/' ? '/index.html' : pathname;
    const content = TEXTS[name] ?? (await this.#file(name));
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    response.setHeader('content-type', type);
    if (this.strict && type === TYPES['.html']) response.setHeader('content-security-policy', policy(content));
    response.end(content);
  }

  /** @param {string} name */
  async #file(name) {
    assert(this.folder && !name.includes('..'));
    const content = await readFile(join(this.folder, name));
    this.served.set(name, content.length);
    return content;
  }
}

/** @param {import('node:http').IncomingMessage} request @returns {Promise<any>} */
const read = async (request) => JSON.parse(String(Buffer.concat(await request.toArray())));

/**
 * The strictest policy that lets a page run its own scripts; of those written into it only an import map.
 * @param {string | Buffer} html
 */
function policy(html) {
  const inline = [...String(html).matchAll(/<script type="importmap">(.*?)<\/script>/gs)].map(([, text]) => text);
  const hashes = inline.map((text) => ` 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return `default-src 'none'; script-src 'self'${hashes.join('')}; connect-src 'self'; img-src 'self'`;
}
