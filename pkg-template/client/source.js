import { download } from './download.js';
import { attempt, failure, quoted, textOf } from './failure.js';
import { hashed } from './world.js';

/**
 * @typedef {import('../index.js').Evaluator} Evaluator
 * @typedef {{ text: string, etag?: string }} Copy
 */

/** A crowd of requests does not beat on a server that failed so many ms ago. */
const REST = 10_000;

/**
 * Where a snapshot comes from and which one is in use: inline, from this device's copy, from the network. A snapshot that
 * cannot be used never takes the place of one that can.
 * @param {import('./world.js').World} world
 * @param {import('./client.js').Settings} settings
 * @param {import('./client.js').Core} core
 * @param {(next?: Evaluator, stale?: boolean) => void} install puts a snapshot into use, or confirms the one in use
 * @param {(error: import('./failure.js').ClientError, fatal?: boolean) => void} report
 */
export function createSource(world, settings, core, install, report) {
  const { page, device, scope } = world;
  const url = urlOf(settings.snapshot);
  const copies = createCopies(world, settings.cacheFor, url);
  const source = {
    url,
    /** @type {Evaluator | undefined} */
    evaluator: undefined,
    /** What it was made from; none of values that a server decided. @type {string | undefined} */
    text: undefined,
    start,
    refresh,
    latest: () => latest,
    /** @param {number} ms */
    idle: (ms) => device() - triedAt >= ms,
    resting: () => failures > 0 && !source.idle(REST),
    stop() {
      closed = true;
      timer?.();
    },
  };
  /** What the server told of last; a page that is being read need not have it in use. @type {Copy | undefined} */
  let latest;
  /** Somebody asked for the newest snapshot, and not only the page's own care. @type {boolean | undefined} */
  let wanted;
  let asked = 0;
  let answered = 0;
  let triedAt = -Infinity;
  let failures = 0;
  let closed = false;
  /** @type {(() => void) | undefined} */
  let timer;
  /** In a page one refresh serves all who ask meanwhile. @type {Promise<void> | undefined} */
  let running;
  return source;

  /**
   * At once when what it needs was initialised before, so that the first paint may have its values.
   * @param {string} text @returns {Evaluator | Promise<Evaluator>}
   */
  function build(text) {
    const make = () => new core.Evaluator(text);
    return attempt(make, (thrown) => {
      if (thrown?.issues) throw thrown;
      return core
        .init(text)
        .catch((cause) => {
          throw Object.assign(failure(`the WebAssembly core could not start: ${textOf(cause)}`), { fatal: true });
        })
        .then(make);
    });
  }

  /** @param {string} name @param {any} cause */
  function blame(name, cause) {
    const { status, retryAfter, issues, fatal } = cause ?? {};
    const message = fatal ? textOf(cause) : `snapshot ${name}: ${textOf(cause)}`;
    report(failure(message, { url, status, retryAfter, issues, cause }), fatal);
  }

  /** What can be had without the network. @returns {void | Promise<void>} */
  function start() {
    const inline =
      attempt(() => textIn(settings.bootstrap, scope)) ?? (url ? undefined : attempt(() => textIn(settings.snapshot)));
    const copy = copies.read();
    if (copy && (inline ?? copy.text) === copy.text) latest = copy;
    const text = inline ?? (source.evaluator ? undefined : copy?.text);
    // The first visit: what decides comes beside the snapshot, not after it. What fails is told when it is needed.
    if (page && url && !text && !source.evaluator) attempt(() => core.init().catch(() => {}));
    if (!text)
      return url || source.evaluator
        ? undefined
        : report(failure('there is no snapshot: `snapshot` takes a URL, a text or an object'));

    const failed = (/** @type {unknown} */ thrown) => {
      copies.drop();
      latest = undefined;
      blame(inline ? 'given inline' : `copy of ${quoted(url)}`, thrown);
    };
    return attempt(() => {
      const built = build(text);
      // Before what the network brings: that waits for the same start of the core, and longer. Also when it fails, or the
      // copy that the network left would be dropped.
      if (built instanceof Promise)
        return built.then((late) => attempt(() => use(text, late, failures > 0), failed), failed);
      use(text, built);
    }, failed);
  }

  /** @param {string} text @param {Evaluator} evaluator @param {boolean} [stale] the server failed before this was ready */
  function use(text, evaluator, stale) {
    source.text = text;
    install(evaluator, stale);
  }

  /** @param {boolean} [asked] by the caller @returns {Promise<void>} settles when the answer is in use; never rejects */
  function refresh(asked) {
    wanted ||= asked;
    if (!url || closed) return Promise.resolve();
    // Elsewhere each request has its own: to await another's may take for ever.
    return page ? (running ??= fetchOne(url).finally(() => (running = undefined))) : fetchOne(url);
  }

  /** @param {string} url */
  async function fetchOne(url) {
    const turn = ++asked;
    let wait = 0;
    triedAt = device();
    try {
      const got = await download(world, settings, url, latest?.etag);
      // Answers may overtake each other.
      if (turn > answered) (answered = turn), await take(got);
      failures = 0;
    } catch (thrown) {
      failures++;
      wait = /** @type {any} */ (thrown)?.retryAfter ?? 0;
      // Nobody but the caller's own refresh() asks before that.
      if (wait) triedAt = device() + wait - REST;
      blame(quoted(url), thrown);
    }
    wanted = false;
    plan(wait);
  }

  /** Nothing changes under the reader of a page, unless somebody asked for it. */
  function frozen() {
    return source.text && !wanted && (settings.update ? settings.update === 'next-load' : page && !settings.poll);
  }

  /** @param {{ text?: string, etag: string }} got */
  async function take({ text = latest?.text ?? '', etag }) {
    const known = text === latest?.text;
    const next = text === source.text || (known && frozen()) ? source.evaluator : await build(text);
    if (closed) return;
    latest = { text, etag: etag || (known ? latest?.etag : '') };
    copies.write(latest, !known);
    if (frozen()) return install();
    // Also when nothing changed: schedules move with the time, and the server's word makes a stale one current.
    use(text, /** @type {Evaluator} */ (next));
  }

  /** @param {number} wait ms that the server asked for */
  function plan(wait) {
    timer?.();
    const poll = settings.poll * 1000 * (0.8 + 0.4 * scope.Math.random());
    // Without any snapshot a page keeps trying, however it was told to poll.
    const again = poll || (page && !source.text && 1);
    if (again && !closed)
      timer = world.after(Math.max(wait, poll, failures && world.backoff(failures)), () => void refresh());
  }
}

/** @param {unknown} snapshot @returns {string | undefined} */
const urlOf = (snapshot) =>
  snapshot instanceof URL || (typeof snapshot === 'string' && /^\s*[^\s{]/.test(snapshot))
    ? String(snapshot)
    : undefined;

/**
 * The text of a snapshot that is at hand: a text, an object, an element that holds the text, or (given a scope) its selector.
 * @param {any} given @param {any} [scope] @returns {string | undefined}
 */
export function textIn(given, scope) {
  const found = scope && urlOf(given) ? scope.document?.querySelector(given) : given;
  const text = found?.textContent ?? found;
  return (text && typeof text === 'object' ? JSON.stringify(text) : typeof text === 'string' && text) || undefined;
}

/**
 * The device's copy: one storage value, so that text and ETag can only change together, and only once they are stored.
 * @param {import('./world.js').World} world @param {number} lifetime ms @param {string | undefined} url
 */
function createCopies(world, lifetime, url) {
  const { store, device } = world;
  const key = `burgee:s:${hashed(url ?? '')}`;
  let writtenAt = 0;
  return {
    /** @returns {Copy | undefined} */
    read() {
      const [, at, offset, etag, text] = /^(\d+) (-?\d+) (.*)\n([^]+)/.exec(url ? store.get(key) : '') ?? [];
      if (!text || device() - Number(at) > lifetime) return;
      writtenAt = Number(at);
      // A clock that was off is off still, and the first decisions are made before a server can say so.
      world.offset = Number(offset);
      return { text, etag };
    },
    /** @param {Copy} copy @param {boolean} changed */
    write({ text, etag }, changed) {
      const now = Math.round(device());
      if (!changed && now - writtenAt < lifetime / 8) return;
      if (store.set(key, `${now} ${Math.round(world.offset)} ${etag}\n${text}`)) writtenAt = now;
    },
    drop: () => store.remove(key),
  };
}
