import { attempt, copied, failure, quoted, textOf } from '../failure.js';
import { readEvents } from './event-stream.js';

/**
 * A stream that announces newer snapshots. The client then fetches the snapshot itself, so that caches in between do the work
 * and a bad event does no harm. While there is no stream, the client works as without this plugin.
 */

/** In ms. A shorter stream counts as failed: otherwise a server that ends each stream at once would be asked without a pause. */
const SHORTEST = 10_000;

/** @param {unknown} [url] @param {import('../../plugins.js').ServerSentEventsOptions} [options] @returns {import('../../client.js').Plugin} */
export const serverSentEvents = (url, options) => (host) => {
  const { spread = 1000, silence = 300_000 } = copied(options);
  const { platform, source, settings, decider } = host;
  const { document } = platform.scope;
  const address = url == null ? source.url : String(url);
  if (!address) throw failure('server-sent events: there is no URL: pass one, or set `snapshot` to a URL');
  // A page that subscribes wants new values.
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
    const wait = notBefore - platform.device();
    if (wait > 0) return void (reopening = platform.after(wait, () => ((reopening = undefined), open())));
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
    const since = platform.device();
    let wait = 0;
    try {
      await follow(mine);
    } catch (thrown) {
      const { refused, retryAfter = 0, status } = /** @type {any} */ (thrown) ?? {};
      wait = retryAfter;
      ended ||= mine === stream && !!refused;
      // Streams break all the time: only the first failure in a row is reported.
      if (mine === stream && (refused || !tries))
        host.report(
          failure(`server-sent events of ${quoted(address)}: ${textOf(thrown)}`, {
            url: address,
            status,
            cause: thrown,
          }),
        );
    }
    if (mine !== stream) return;
    stream = undefined;
    tries = platform.device() - since < SHORTEST ? tries + 1 : 0;
    notBefore = platform.device() + Math.max(wait, retry + platform.backoff(tries));
    open();
  }

  /** Reads one stream to its end. @param {AbortController} mine */
  async function follow(mine) {
    const response = await platform.fetch(/** @type {string} */ (address), {
      headers: { accept: 'text/event-stream', ...(lastId && { 'last-event-id': lastId }) },
      ...(platform.page && { cache: 'no-store' }),
      signal: mine.signal,
    });
    check(response);
    // Events that were sent while there was no stream are not sent again.
    if (opened && mine === stream) void source.refresh();
    opened = true;
    let watch = () => {};
    const alive = () => {
      watch();
      watch = platform.after(silence, () => mine.abort(failure(`no data for ${silence} ms`)));
    };
    try {
      await readEvents(response.body, alive, hear);
    } finally {
      watch();
    }
  }

  /** Throws unless the response is a stream; `refused`: the server does not offer one at all. @param {Response} response */
  function check({ ok, status, headers }) {
    const type = headers.get('content-type') ?? '';
    if (ok && /^text\/event-stream\b/i.test(type)) return;
    const refused = (ok || (status >= 400 && status < 500)) && status !== 408 && status !== 429;
    const detail = ok && status !== 204 ? ` with ${quoted(type)}, which is not an event stream` : '';
    throw failure(
      `answered ${status}${detail}`,
      /** @type {any} */ ({ status, refused, retryAfter: platform.retryAfter(headers) }),
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
    // Spread out, so that not all pages ask at once.
    refreshing = platform.after(platform.scope.Math.random() * spread, () => {
      refreshing = undefined;
      void source.refresh();
    });
  }

  /** @param {any} announced */
  const isKnown = (announced) =>
    (announced?.revision != null && announced.revision === decider.evaluator()?.revision) ||
    (!!announced?.etag && announced.etag === source.latest()?.etag);

  const toggle = () => (hidden() ? close() : open());
  attempt(() => document?.addEventListener('visibilitychange', toggle));
  open();
  return () => {
    ended = true;
    close();
    refreshing?.();
    document?.removeEventListener('visibilitychange', toggle);
  };
};
