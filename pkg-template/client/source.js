import { download } from './download.js';
import { attempt, failure, quoted, reasonOf, textOf } from './failure.js';
import { createStore, hashed } from './store.js';
import { backoff } from './world.js';

/** @typedef {import('../index.js').Evaluator} Evaluator */

const REST = 10_000;

/**
 * Where a snapshot comes from and which one is in use: inline, from this device's cache, from the network. A snapshot that
 * cannot be used never takes the place of one that can.
 * @param {import('./world.js').World} world
 * @param {import('./client.js').Settings} options
 * @param {import('./client.js').Core} core
 * @param {(take?: () => void) => void} install called with what puts a snapshot into use, or without where the one in use is confirmed
 * @param {(error: import('./failure.js').ClientError) => void} report
 */
export function createSource(world, options, core, install, report) {
  const url = urlOf(options.snapshot);
  const cache = createCache(world, options.cacheFor, url);
  /** The snapshot that the server told of last; with `update: 'next-load'` it need not be the one in use. @type {{ text: string, etag: string | null } | null} */
  let latest = null;
  /** @type {Evaluator | null} */
  let evaluator = null;
  let asked = 0;
  let answered = 0;
  let triedAt = -Infinity;
  let failures = 0;
  let fatal = false;
  /** @type {(() => void) | null} */
  let timer = null;
  let closed = false;
  /** In a page, where one refresh serves all who ask meanwhile. @type {Promise<void> | null} */
  let running = null;

  /** Without a wait when the core was initialised before, so that the first paint may have its values. @param {string} text */
  function build(text) {
    return attempt(
      () => new core.Evaluator(text),
      (thrown) => {
        if (/** @type {any} */ (thrown)?.issues) throw thrown;
        return core.init().then(() => new core.Evaluator(text), wasmFailed);
      },
    );
  }

  /** @param {unknown} thrown @returns {never} */
  function wasmFailed(thrown) {
    fatal = true;
    throw failure(`the WebAssembly core could not start: ${textOf(thrown)}`, { cause: thrown });
  }

  /** @param {Evaluator} built */
  const use = (built) => install(() => ((evaluator = built), (fatal = false)));

  /**
   * @param {string} text @param {string} name for messages
   * @returns {void | Promise<void>}
   */
  function begin(text, name) {
    const failed = (/** @type {any} */ thrown) => {
      cache.drop();
      latest = null;
      report(fatal ? thrown : unusable(name, thrown));
    };
    return attempt(
      () => {
        const built = build(text);
        // The network may have been faster than the start of the core.
        if (built instanceof Promise) return built.then((late) => void (evaluator || use(late))).catch(failed);
        use(built);
      },
      failed,
    );
  }

  /** What can be had without the network. */
  function start() {
    const inline = inlineText(options.bootstrap, world.scope) ?? (url ? null : textOfSnapshot(options.snapshot));
    const cached = url ? cache.read() : null;
    if (cached && (inline === null || inline === cached.text)) latest = cached;
    const text = inline ?? cached?.text;
    if (text !== undefined && text !== null) return begin(text, inline === null ? `of \`${url}\` in the cache` : 'given inline');
    if (!url) report(failure('there is no snapshot: `snapshot` takes a URL, a text or an object'));
  }

  /** @returns {Promise<void>} settles when the answer is in use; never rejects */
  function refresh() {
    if (!url || closed) return Promise.resolve();
    // Elsewhere each request has its own: to await another's may wait for ever.
    return world.page ? (running ??= fetchOne(url).finally(() => (running = null))) : fetchOne(url);
  }

  /** @param {string} url */
  async function fetchOne(url) {
    const turn = ++asked;
    triedAt = world.device();
    let wait = 0;
    try {
      const got = await download(world, { url, etag: latest?.etag, timeout: options.timeout, maxBytes: options.maxBytes });
      // Two answers may overtake each other.
      if (turn > answered) await take(url, got, (answered = turn));
      failures = 0;
    } catch (thrown) {
      failures++;
      wait = /** @type {any} */ (thrown).retryAfter ?? 0;
      report(/** @type {any} */ (thrown));
    }
    plan(wait);
  }

  /** @param {string} url @param {import('./download.js').Download} got @param {number} turn */
  async function take(url, { text = latest?.text ?? '', etag }, turn) {
    const known = evaluator && text === latest?.text;
    /** @type {Evaluator} */
    let next;
    try {
      next = known ? /** @type {Evaluator} */ (evaluator) : await build(text);
    } catch (thrown) {
      throw fatal ? thrown : unusable(quoted(url), thrown, url);
    }
    if (turn < answered || closed) return;
    latest = { text, etag: etag ?? (known ? latest?.etag ?? null : null) };
    cache.write(latest, !known);
    // Also when nothing changed: schedules move with the time, and the server's word makes a stale one current.
    if (!evaluator || options.update !== 'next-load') use(next);
    else install();
  }

  /** @param {number} wait ms that the server asked for */
  function plan(wait) {
    timer?.();
    timer = null;
    const poll = options.poll * 1000;
    // Without any snapshot a page keeps trying, however it was told to poll.
    const again = failures && (poll || (world.page && !evaluator)) ? Math.max(poll, backoff(failures, world.scope)) : poll;
    if (!closed && (again || (wait && !evaluator && world.page)))
      timer = world.after(Math.max(wait, again * (0.8 + 0.4 * (world.scope.Math ?? Math).random())), () => void refresh());
  }

  return {
    url,
    start,
    refresh,
    get evaluator() {
      return evaluator;
    },
    get fatal() {
      return fatal;
    },
    /** Whether the last try is at least so many ms ago. @param {number} ms */
    idle: (ms) => world.device() - triedAt >= ms,
    /** Whether it failed a moment ago, so that a crowd of requests does not beat on a server that is down. */
    resting: () => failures > 0 && world.device() - triedAt < REST,
    stop() {
      closed = true;
      timer?.();
    },
  };
}

/** @param {string} name @param {unknown} thrown @param {string} [url] */
const unusable = (name, thrown, url) =>
  failure(`snapshot ${name} cannot be used: ${reasonOf(thrown)}`, { url, issues: /** @type {any} */ (thrown)?.issues, cause: thrown });

/** @param {unknown} snapshot @returns {string | null} */
function urlOf(snapshot) {
  if (typeof snapshot === 'string') return /^\s*(\{|$)/.test(snapshot) ? null : snapshot;
  return snapshot instanceof URL ? snapshot.href : null;
}

/** @param {unknown} snapshot @returns {string | null} */
const textOfSnapshot = (snapshot) =>
  typeof snapshot === 'string' ? snapshot || null : snapshot && typeof snapshot === 'object' ? attempt(() => JSON.stringify(snapshot) ?? null, () => null) : null;

/**
 * @param {any} bootstrap a text, an object, an element that holds the text, or a selector of one
 * @param {any} scope
 */
function inlineText(bootstrap, scope) {
  return attempt(
    () => {
      const found = urlOf(bootstrap) === null ? bootstrap : scope.document?.querySelector(bootstrap);
      return textOfSnapshot(found?.textContent ?? found);
    },
    () => null,
  );
}

/**
 * The device's copy: one storage value, so that text and ETag can only change together, and only once they are stored.
 * @param {import('./world.js').World} world @param {number} lifetime ms @param {string | null} url
 */
function createCache(world, lifetime, url) {
  const store = createStore(url ? world.storage : null);
  const key = `burgee:s:${hashed(url ?? '')}`;
  let writtenAt = -Infinity;
  return {
    read() {
      const [, at, offset, etag, text] = /^(\d+) (-?\d+) (.*)\n([^]*)$/.exec(store.get(key) ?? '') ?? [];
      if (!text || world.device() - Number(at) > lifetime) return null;
      writtenAt = Number(at);
      // A clock that was off is off still; the first decisions are made before a server can say so.
      world.offset = Number(offset);
      return { text, etag: etag || null };
    },
    /** @param {{ text: string, etag: string | null }} copy @param {boolean} changed */
    write({ text, etag }, changed) {
      const now = world.device();
      if (!changed && now - writtenAt < lifetime / 8) return;
      if (store.set(key, `${Math.round(now)} ${Math.round(world.offset)} ${etag ?? ''}\n${text}`)) writtenAt = now;
    },
    drop: () => store.remove(key),
  };
}
