/**
 * What these tests put in place of the core, the page and the network. The core here decides by a table, so that a test of
 * delivery or reporting says in one line what a flag gives.
 */
import http from 'node:http';
import { createClient } from '../../../pkg-template/client/client.js';

/** 2026-11-15T12:00:00Z */
export const NOON = 1_794_744_000_000;
export const DAY = 86_400_000;
export const URL_A = 'https://example.test/live/snapshot.json';
export const REPORT = 'https://example.test/live/report';

/** @param {string} message @param {string} [path] */
const wrong = (message, path = '') =>
  Object.assign(new Error(`${path || 'snapshot'}, line 1, column 2: ${message}`), {
    name: 'SnapshotError',
    issues: [{ severity: 'error', code: 'x', path, line: 1, column: 2, message }],
  });

/** A flag: `{ value, variant, experiment?, version?, by?, plan?: { [plan]: { value, variant } }, from?: ms, asks?: true }`. */
class TableContext {
  /** @param {any} table @param {any} attributes @param {any} options */
  constructor(table, attributes, options) {
    this.table = table;
    this.attributes = attributes;
    this.options = options;
  }

  /** @param {string} key @param {any} [fallback] @returns {any} */
  details(key, fallback) {
    const flag = Object.hasOwn(this.table.flags, key) ? this.table.flags[key] : undefined;
    const error = (/** @type {string} */ errorCode, /** @type {string} */ errorMessage) => ({
      key,
      value: fallback ?? null,
      reason: 'ERROR',
      errorCode,
      errorMessage,
    });
    if (!flag) return error('FLAG_NOT_FOUND', `flag \`${String(key)}\` is not in the snapshot`);
    const { value, variant } = flag.plan?.[this.attributes.plan] ?? flag;
    if (fallback !== undefined && typeof fallback !== typeof value)
      return error('TYPE_MISMATCH', `flag \`${key}\` is a ${typeof value}`);
    if (flag.from > this.options.now) return { key, value: false, variant: 'off', reason: 'DEFAULT' };
    if (!flag.experiment || (flag.asks && this.options.consent !== 'granted'))
      return { key, value, variant, reason: 'STATIC' };
    const by = flag.by ?? 'targetingKey';
    const exposure = {
      experiment: flag.experiment,
      version: flag.version ?? 1,
      flag: key,
      variant,
      by,
      unit: String(this.attributes[by]),
    };
    return { key, value, variant, reason: 'SPLIT', exposure };
  }

  all() {
    return new Map(Object.keys(this.table.flags).map((key) => [key, this.details(key)]));
  }
}

/** Counts what the client asks of the core. */
export function fakeCore() {
  const core = {
    started: false,
    contexts: /** @type {any[]} */ ([]),
    fails: /** @type {Error | null} */ (null),
    init: async () => {
      await Promise.resolve();
      if (core.fails) throw core.fails;
      core.started = true;
    },
    Evaluator: class {
      /** @param {string} text */
      constructor(text) {
        if (!core.started) throw new Error('call `init()` first');
        const table = parse(text);
        this.table = table;
        this.revision = table.revision ?? null;
      }
      /** @param {any} attributes @param {any} options */
      context(attributes, options) {
        core.contexts.push({ attributes, options });
        return new TableContext(this.table, attributes, options);
      }
    },
  };
  return core;
}

/** @param {string} text */
function parse(text) {
  let table;
  try {
    table = JSON.parse(text);
  } catch {
    throw wrong('the text ends too early');
  }
  if (table.format !== 'burgee/1')
    throw wrong(`format \`${table.format}\` is not known here; this version reads \`burgee/1\``, 'format');
  return table;
}

export class FakeStorage {
  /** @type {Map<string, string>} */
  map = new Map();
  /** What the next accesses throw. @type {{ read?: Error, write?: Error }} */
  throws = {};
  get length() {
    if (this.throws.read) throw this.throws.read;
    return this.map.size;
  }
  /** @param {number} i */
  key(i) {
    return [...this.map.keys()][i] ?? null;
  }
  /** @param {string} key */
  getItem(key) {
    if (this.throws.read) throw this.throws.read;
    return this.map.get(key) ?? null;
  }
  /** @param {string} key @param {string} value */
  setItem(key, value) {
    if (this.throws.write) throw this.throws.write;
    this.map.set(key, value);
  }
  /** @param {string} key */
  removeItem(key) {
    this.map.delete(key);
  }
  clear() {
    this.map.clear();
  }
  /** @param {string} kind `e` events, `s` snapshots, `l` lost */
  of(kind) {
    return [...this.map].filter(([key]) => key.startsWith(`burgee:${kind}:`)).map(([, value]) => value);
  }
}

/** Lets everything run that needs no timer and no network. */
export async function settle() {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** A page: events, storage, beacons, and a clock that only `advance()` moves. */
export function fakePage({
  storage = new FakeStorage(),
  beacon = /** @type {(url: string, body: string) => boolean} */ (() => true),
  random = 0.5,
} = {}) {
  const document = Object.assign(new EventTarget(), {
    visibilityState: 'visible',
    prerendering: false,
    querySelector: (/** @type {string} */ _) => /** @type {any} */ (null),
  });
  /** @type {{ at: number, run: () => void }[]} */
  let timers = [];
  const page = Object.assign(new EventTarget(), {
    document,
    localStorage: storage,
    crypto: globalThis.crypto,
    Math: { random: () => random },
    beacons: /** @type {any[]} */ ([]),
    time: NOON,
    now: () => page.time,
    navigator: {
      sendBeacon: (/** @type {string} */ url, /** @type {string} */ body) => {
        const taken = beacon(url, body);
        if (taken) page.beacons.push(JSON.parse(body));
        return taken;
      },
    },
    setTimeout: (/** @type {() => void} */ run, /** @type {number} */ ms) => {
      const timer = { at: page.time + ms, run };
      timers.push(timer);
      return timer;
    },
    clearTimeout(/** @type {any} */ timer) {
      timers = timers.filter((other) => other !== timer);
    },
    /** How long until each timer fires, in ms. */
    waiting: () => timers.map((timer) => timer.at - page.time).sort((a, b) => a - b),
    /** @param {number} ms */
    async advance(ms) {
      const end = page.time + ms;
      await settle();
      for (;;) {
        const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers = timers.filter((timer) => timer !== due);
        page.time = Math.max(page.time, due.at);
        due.run();
        await settle();
      }
      page.time = end;
    },
    /** @param {'hidden' | 'visible'} state */
    async turn(state) {
      document.visibilityState = state;
      document.dispatchEvent(new Event('visibilitychange'));
      await settle();
    },
    /** @param {string} event */
    async fire(event) {
      (event === 'prerenderingchange' ? document : page).dispatchEvent(new Event(event));
      await settle();
    },
  });
  return page;
}

/** A network by hand: each request is answered by the next of `answers`, or by the last one for ever. */
export function fakeFetch(/** @type {((request: Sent) => Response | Promise<Response>)[]} */ ...answers) {
  const sent = /** @type {Sent[]} */ ([]);
  const fetch = async (/** @type {any} */ url, /** @type {any} */ init = {}) => {
    const request = { url: String(url), ...init, json: init.body ? JSON.parse(init.body) : undefined };
    sent.push(request);
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    if (!answer) throw new TypeError('fetch failed');
    return answer(request);
  };
  return Object.assign(fetch, { sent, answers });
}

/** @typedef {{ url: string, method?: string, headers: Record<string, string>, body?: string, keepalive?: boolean, cache?: string, signal?: AbortSignal, json: any }} Sent */

/** @param {any} flags @param {number} [revision] */
export const snapshot = (flags, revision = 1) => JSON.stringify({ format: 'burgee/1', revision, flags });

/** @param {string} text @param {Record<string, string>} [headers] */
export const json =
  (text, headers = {}) =>
  () =>
    new Response(text, { headers: { 'content-type': 'application/json', ...headers } });
/** @param {number} status @param {Record<string, string>} [headers] */
export const status =
  (status, headers = {}) =>
  () =>
    new Response(status === 304 ? null : '<h1>no</h1>', { status, headers });
export const offline = () => Promise.reject(new TypeError('fetch failed'));
export const taken = () => new Response('{"accepted":1,"duplicates":0,"rejected":[]}', { status: 202 });

/**
 * A client in a page (or without one: `page: null`), with everything that it said on the way.
 * @param {any} options @param {any} [page]
 */
export function start(options, page = fakePage(), core = fakeCore()) {
  const errors = /** @type {any[]} */ ([]);
  const onError = (/** @type {Error} */ error) => errors.push(error);
  const now = page?.now ?? (() => NOON);
  const client = /** @type {import('../../../pkg-template/client.js').Client} */ (
    createClient({ now, onError, ...options }, /** @type {any} */ (core), page ?? { crypto: globalThis.crypto, Math })
  );
  return { client, page, core, errors, messages: () => errors.map((error) => error.message) };
}

/**
 * A real server on this machine.
 * @param {(request: http.IncomingMessage & { body: string }, response: http.ServerResponse) => void} handle
 */
export async function serve(handle) {
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => handle(Object.assign(request, { body }), response));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

/** Flags used all over: one plain, one experiment that follows `plan`. */
export const FLAGS = {
  dashboard: { value: true, variant: 'on' },
  limit: { value: 25, variant: 'high' },
  layout: { value: { columns: 3 }, variant: 'wide' },
  pricing: {
    value: 'a',
    variant: 'variant_a',
    experiment: 'pricing-2026-11',
    plan: { pro: { value: 'b', variant: 'variant_b' } },
  },
};
