import { attempt, copied, failure, quoted, textOf } from '../failure.js';
import { readEvents } from './event-stream.js';

/**
 * A stream by which the server says that there is a newer snapshot; the client then fetches it, so that caches in between do
 * the work and one bad event does no harm. While there is no stream, everything is as without this plugin.
 */

/** A stream that lives for less than this counts as a failed one, or a server that ends each at once is asked for ever. */
const LIVES = 10_000;

/** @param {unknown} [url] @param {import('../../plugins.js').ServerSentEventsOptions} [options] @returns {import('../../client.js').Plugin} */
export const serverSentEvents = (url, options) => (hub) => {
  const { spread = 1000, silence = 300_000 } = copied(options);
  const { world, source, settings } = hub;
  const { document } = world.scope;
  const address = url == null ? source.url : String(url);
  if (!address) throw failure('server-sent events: there is no URL to listen at');
  // Who listens asks for news.
  settings.update ??= 'immediate';

  /** @type {AbortController | undefined} */
  let stream;
  /** @type {(() => void) | void} */
  let reopening;
  /** @type {(() => void) | void} */
  let refreshing;
  let ended = false;
  let opened = false;
  let tries = 0;
  let notBefore = 0;
  let retry = 0;
  let lastId = '';

  const hidden = () => document?.visibilityState === 'hidden';

  function open() {
    reopening = reopening?.();
    if (stream || ended || hidden()) return;
    const wait = notBefore - world.device();
    if (wait > 0) return void (reopening = world.after(wait, () => ((reopening = undefined), open())));
    stream = new AbortController();
    void listen(stream);
  }

  function close() {
    reopening = reopening?.();
    stream?.abort();
    stream = undefined;
  }

  /** @param {AbortController} mine */
  async function listen(mine) {
    const since = world.device();
    let wait = 0;
    try {
      await follow(mine);
    } catch (thrown) {
      const { refused, retryAfter = 0, status } = /** @type {any} */ (thrown) ?? {};
      wait = retryAfter;
      ended ||= mine === stream && !!refused;
      // Streams are cut all the time; only the first failure in a row is news.
      if (mine === stream && (refused || !tries))
        hub.report(
          failure(`server-sent events of ${quoted(address)}: ${textOf(thrown)}`, {
            url: address,
            status,
            cause: thrown,
          }),
        );
    }
    if (mine !== stream) return;
    stream = undefined;
    tries = world.device() - since < LIVES ? tries + 1 : 0;
    notBefore = world.device() + Math.max(wait, retry + world.backoff(tries));
    open();
  }

  /** Reads one stream to its end. @param {AbortController} mine */
  async function follow(mine) {
    const response = await world.fetch(/** @type {string} */ (address), {
      headers: { accept: 'text/event-stream', ...(lastId && { 'last-event-id': lastId }) },
      ...(world.page && { cache: 'no-store' }),
      signal: mine.signal,
    });
    check(response);
    // What was said while nobody listened is not said again.
    if (opened && mine === stream) void source.refresh();
    opened = true;
    let watch = () => {};
    const alive = () => {
      watch();
      watch = world.after(silence, () => mine.abort(failure(`nothing came for ${silence} ms`)));
    };
    try {
      await readEvents(response.body, alive, hear);
    } finally {
      watch();
    }
  }

  /** Not offered here, now and later; or only now. @param {Response} response */
  function check({ ok, status, headers }) {
    const type = headers.get('content-type') ?? '';
    if (ok && /^text\/event-stream\b/i.test(type)) return;
    const refused = (ok || (status >= 400 && status < 500)) && status !== 408 && status !== 429;
    const says = ok && status !== 204 ? ` with ${quoted(type)}, which is no stream of events` : '';
    throw failure(
      `answered ${status}${says}`,
      /** @type {any} */ ({ status, refused, retryAfter: world.retryAfter(headers) }),
    );
  }

  /** @param {import('./event-stream.js').Message} message */
  function hear({ event, data, id, retry: asked }) {
    if (asked !== undefined) retry = Math.min(asked, 300_000);
    if (id !== undefined) lastId = id;
    if (
      data === undefined ||
      !['message', 'snapshot'].includes(event) ||
      isKnown(attempt(() => JSON.parse(data))) ||
      refreshing
    )
      return;
    // Not all pages at once.
    refreshing = world.after(world.scope.Math.random() * spread, () => {
      refreshing = undefined;
      void source.refresh();
    });
  }

  /** @param {any} said */
  const isKnown = (said) =>
    (said?.revision != null && said.revision === source.evaluator?.revision) ||
    (!!said?.etag && said.etag === source.latest()?.etag);

  const turn = () => (hidden() ? close() : open());
  attempt(() => document?.addEventListener('visibilitychange', turn));
  open();
  return () => {
    ended = true;
    close();
    refreshing?.();
    document?.removeEventListener('visibilitychange', turn);
  };
};
