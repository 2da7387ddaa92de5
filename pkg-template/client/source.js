import { download } from './download.js';
import { attempt, failure, quoted, textOf } from './failure.js';
import { createRefresher } from './refresher.js';
import { createSnapshotCache } from './snapshot-cache.js';
import { textIn, urlOf } from './snapshot-text.js';

/**
 * Where snapshots come from: inline, from the device's copy, from the network. A snapshot that cannot be used never replaces
 * one that can.
 * @typedef {ReturnType<typeof createSource>} Source
 * @typedef {import('../index.js').Evaluator} Evaluator
 *
 * What loads WebAssembly and builds evaluators.
 * @typedef {{ init(text?: string): Promise<void>, Evaluator: typeof import('../index.js').Evaluator }} Core
 */

/**
 * @param {import('./platform.js').Platform} platform @param {import('./options.js').Settings} settings
 * @param {Readonly<import('./consent.js').Gate>} gate @param {Core} core
 * @param {(next?: Evaluator, stale?: boolean) => void} install puts a snapshot into use; without one, confirms the one in use
 * @param {(error: import('./failure.js').ClientError, fatal?: boolean) => void} fail
 */
export function createSource(platform, settings, gate, core, install, fail) {
  const url = urlOf(settings.snapshot);
  const cache = createSnapshotCache(platform, settings.cacheFor, url);
  /** The server's last response; a page that is being read may still use an older one. @type {import('./snapshot-cache.js').Copy | undefined} */
  let latest;
  /** What the client decides by. @type {{ text?: string, evaluator?: Evaluator }} */
  let used = {};

  /** @param {string} name @param {any} cause */
  const blame = (name, cause) => fail(explained(url, name, cause), cause?.fatal);

  /** @param {string} text @param {Evaluator} evaluator @param {boolean} [stale] the server failed before this was ready */
  function use(text, evaluator, stale) {
    used = { text, evaluator };
    install(evaluator, stale);
  }

  /** @param {string} text @param {string} name @returns {void | Promise<void>} */
  function load(text, name) {
    const failed = (/** @type {unknown} */ thrown) => {
      cache.drop();
      latest = undefined;
      blame(name, thrown);
    };
    return whenBuilt(core, text, (evaluator) => use(text, evaluator, refresher.isFailing()), failed);
  }

  const refresher = createRefresher(platform, settings, gate, url, {
    fail: (thrown) => blame(quoted(url), thrown),
    isEmpty: () => !used.text,
    async load(isNewest, isRequested) {
      const isFrozen = () => used.text && !isRequested() && waitsForNextLoad(settings, platform.page);
      const downloaded = await download(platform, settings, /** @type {string} */ (url), latest?.etag);
      const { text = latest?.text ?? '', etag } = downloaded;
      if (!isNewest()) return;
      const known = text === latest?.text;
      const next = text === used.text || (known && isFrozen()) ? used.evaluator : await build(core, text);
      if (gate.closed) return;
      latest = { text, etag: etag || (known ? latest?.etag : '') };
      cache.write(latest, !known);
      // Also when nothing changed: schedules depend on the time, and the response makes a stale snapshot current.
      if (isFrozen()) install();
      else use(text, /** @type {Evaluator} */ (next));
    },
  });

  return {
    ...refresher,
    url,
    /** Of the snapshot in use; `undefined` for values that a server decided. */
    text: () => used.text,
    latest: () => latest,
    /**
     * Loads what needs no network.
     * @param {boolean} bootstrapped whether there are values already @returns {void | Promise<void>}
     */
    start(bootstrapped) {
      const inline =
        attempt(() => textIn(settings.bootstrap, platform.scope)) ??
        (url ? undefined : attempt(() => textIn(settings.snapshot)));
      const copy = cache.read();
      if (copy && (inline ?? copy.text) === copy.text) latest = copy;
      const text = inline ?? (bootstrapped ? undefined : copy?.text);
      if (text) return load(text, inline ? 'given inline' : `copy of ${quoted(url)}`);
      if (!url && !bootstrapped) fail(failure('there is no snapshot: `snapshot` must be a URL, a text or an object'));
      // First visit: the core loads in parallel with the snapshot. A failure is reported when the core is needed.
      else if (platform.page && !bootstrapped) attempt(() => core.init().catch(() => {}));
    },
  };
}

/**
 * Builds an evaluator for a text that needs no network. Settles before the network's snapshot, which waits for the same start
 * of the core; also when it fails, since `failed` would otherwise drop the copy that the network left.
 * @param {Core} core @param {string} text @param {(evaluator: Evaluator) => void} use @param {(thrown: unknown) => void} failed
 * @returns {void | Promise<void>}
 */
const whenBuilt = (core, text, use, failed) =>
  attempt(() => {
    const built = build(core, text);
    if (built instanceof Promise) return built.then((late) => attempt(() => use(late), failed), failed);
    use(built);
  }, failed);

/**
 * Synchronous if the core is initialised already, so that the first paint can have its values.
 * @param {Core} core @param {string} text @returns {Evaluator | Promise<Evaluator>}
 */
function build(core, text) {
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

/**
 * Whether a newer snapshot has to wait: in a page nothing changes while the user reads.
 * @param {import('./options.js').Settings} settings @param {boolean} page
 */
const waitsForNextLoad = ({ update, poll }, page) => (update ? update === 'next-load' : page && !poll);

/** @param {string | undefined} url @param {string} name of the snapshot @param {any} cause */
function explained(url, name, cause) {
  const { status, retryAfter, issues, fatal } = cause ?? {};
  const message = fatal ? textOf(cause) : `snapshot ${name}: ${textOf(cause)}`;
  return failure(message, { url, status, retryAfter, issues, cause });
}
