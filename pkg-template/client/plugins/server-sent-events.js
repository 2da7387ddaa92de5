import { attempt, copied, failure, quoted, textOf } from '../failure.js';
import { createReconnectingStream } from './reconnecting-stream.js';

/**
 * A stream that announces newer snapshots. The client then fetches the snapshot itself, so that caches in between do the work
 * and a bad event does no harm. While there is no stream, the client works as without this plugin.
 *
 * @param {unknown} [url] @param {import('../../plugins.js').ServerSentEventsOptions} [options] @returns {import('../../client.js').Plugin}
 */
export const serverSentEvents = (url, options) => (host) => {
  const { spread = 1000, silence = 300_000 } = copied(options);
  const { platform, source, settings, decider } = host;
  const { document } = platform.scope;
  const address = url == null ? source.url : String(url);
  if (!address) throw failure('server-sent events: there is no URL: pass one, or set `snapshot` to a URL');
  // A page that subscribes wants new values.
  settings.update ??= 'immediate';
  /** @type {(() => void) | undefined} */
  let cancelRefresh;
  const isHidden = () => document?.visibilityState === 'hidden';

  /** @param {any} announced */
  const isKnown = (announced) =>
    (announced?.revision != null && announced.revision === decider.evaluator()?.revision) ||
    (!!announced?.etag && announced.etag === source.latest()?.etag);

  const stream = createReconnectingStream(platform, address, silence, {
    isHidden,
    // Events that were sent while there was no stream are not sent again.
    reopened: () => void source.refresh(),
    /** @param {import('./event-stream.js').Message} message */
    receive({ event, data }) {
      if (data === undefined || !['message', 'snapshot'].includes(event) || cancelRefresh) return;
      if (isKnown(attempt(() => JSON.parse(data)))) return;
      // Spread out, so that not all pages ask at once.
      cancelRefresh = platform.after(platform.scope.Math.random() * spread, () => {
        cancelRefresh = undefined;
        void source.refresh();
      });
    },
    fail: (cause) =>
      host.report(
        failure(`server-sent events of ${quoted(address)}: ${textOf(cause)}`, {
          url: address,
          status: cause?.status,
          cause,
        }),
      ),
  });

  const toggle = () => (isHidden() ? stream.close() : stream.open());
  attempt(() => document?.addEventListener('visibilitychange', toggle));
  stream.open();
  return () => {
    stream.end();
    cancelRefresh?.();
    document?.removeEventListener('visibilitychange', toggle);
  };
};
