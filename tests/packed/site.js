// The server for one environment: its files, the snapshot, the shared cases, and a collector.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { FILES } from '../js/cases/verify.js';
import { mediaTypeOf, sendJson, startHttpServer } from '../support/http-server.js';

/** @import { HttpServer, Request, Response } from '../support/http-server.js' */
/** @typedef {{ observed: any, status: string, values: string[], flushed: boolean, lost: number, compiles: boolean, failure?: string }} Outcome */

/** Serves `b` to every user; the exposure below is the event that the collector must get. */
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

/** The event for the collector, without its id and time. */
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

/** Paths that are not files. @type {Record<string, string>} */
const TEXTS = { '/snapshot.json': SNAPSHOT, '/cases.json': JSON.stringify(FILES) };

export class Site {
  /** The events that arrived. @type {any[]} */
  events = [];
  /** The size in bytes of each file that was requested. @type {Map<string, number>} */
  served = new Map();
  /** @type {(outcome: Outcome) => void} */
  #resolveOutcome = () => {};
  /** What the environment reports at the end. @type {Promise<Outcome>} */
  outcome = new Promise((resolve) => {
    this.#resolveOutcome = resolve;
  });
  /** @type {HttpServer | undefined} */
  #server;

  /**
   * @param {string} [folder] of the page
   * @param {boolean} [isStrict] whether the policy of the page forbids WebAssembly
   */
  constructor(folder, isStrict = false) {
    this.folder = folder;
    this.isStrict = isStrict;
  }

  /** @param {ConstructorParameters<typeof Site>} options */
  static async open(...options) {
    const site = new Site(...options);
    site.#server = await startHttpServer((request, response) =>
      request.method === 'POST' ? site.#receive(request, response) : site.#serve(request, response),
    );
    return site;
  }

  /** With a trailing slash. */
  get url() {
    return `${this.#server?.url}/`;
  }

  close() {
    return this.#server?.close();
  }

  /** @param {Request} request @param {Response} response */
  #receive({ path, body }, response) {
    const value = JSON.parse(body);
    if (path === '/report') this.events.push(...value.events);
    if (path === '/outcome') this.#resolveOutcome(value);
    sendJson(response, {});
  }

  /** @param {Request} request @param {Response} response */
  async #serve({ path }, response) {
    const name = path === '/' ? '/index.html' : path;
    const content = TEXTS[name] ?? (await this.#file(name));
    if (content === undefined) return response.writeHead(404).end();
    response.setHeader('content-type', mediaTypeOf(name));
    if (this.isStrict && name.endsWith('.html')) response.setHeader('content-security-policy', strictPolicy(content));
    response.end(content);
  }

  /** @param {string} name */
  async #file(name) {
    if (!this.folder) return undefined;
    const content = await readFile(join(this.folder, normalize(name))).catch(() => undefined);
    if (content) this.served.set(name, content.length);
    return content;
  }
}

/**
 * The strictest policy with which a page can run its own scripts. Inline it allows only an import map.
 * @param {string | Buffer} html
 */
function strictPolicy(html) {
  const inline = [...String(html).matchAll(/<script type="importmap">(.*?)<\/script>/gs)].map(([, text]) => text);
  const hashes = inline.map((text) => ` 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return `default-src 'none'; script-src 'self'${hashes.join('')}; connect-src 'self'; img-src 'self'`;
}
