import { failure, quoted } from '../failure.js';
import { readEvents } from './event-stream.js';

/**
 * A stream of server-sent events that opens again after it breaks.
 *
 * @typedef {object} Listener
 * @property {() => boolean} isHidden a hidden page has no stream
 * @property {() => void} reopened called when a stream opens that is not the first
 * @property {(message: import('./event-stream.js').Message) => void} receive
 * @property {(cause: any) => void} fail
 */

/** In ms. A shorter stream counts as failed: otherwise a server that ends each stream at once would be asked without a pause. */
const SHORTEST = 10_000;

/** @param {import('../../client.js').PluginPlatform} platform @param {string} address @param {number} silence ms @param {Listener} listener */
export function createReconnectingStream(platform, address, silence, { isHidden, reopened, receive, fail }) {
  /** @type {AbortController | undefined} */
  let stream;
  /** @type {(() => void) | undefined} */
  let cancelReopening;
  let ended = false;
  let opened = false;
  let tries = 0;
  let notBefore = 0;
  let retry = 0;
  let lastId = '';

  function open() {
    cancelReopening?.();
    if (stream || ended || isHidden()) return;
    const wait = notBefore - platform.device();
    if (wait > 0) {
      cancelReopening = platform.after(wait, open);
      return;
    }
    stream = new AbortController();
    void follow(stream);
  }

  function close() {
    cancelReopening?.();
    stream?.abort();
    stream = undefined;
  }

  /** @param {import('./event-stream.js').Message} message */
  function note(message) {
    if (message.retry !== undefined) retry = Math.min(message.retry, 300_000);
    if (message.id !== undefined) lastId = message.id;
    receive(message);
  }

  /** Reads one stream to its end, and opens the next. @param {AbortController} own */
  async function follow(own) {
    const since = platform.device();
    let wait = 0;
    try {
      const { body } = await request(platform, address, lastId, own.signal);
      if (opened && own === stream) reopened();
      opened = true;
      await readUntilSilent(platform, body, silence, own, note);
    } catch (thrown) {
      const { refused, retryAfter = 0 } = /** @type {any} */ (thrown) ?? {};
      wait = retryAfter;
      ended ||= own === stream && !!refused;
      // Streams break all the time: only the first failure in a row is reported.
      if (own === stream && (refused || !tries)) fail(thrown);
    }
    if (own !== stream) return;
    stream = undefined;
    tries = platform.device() - since < SHORTEST ? tries + 1 : 0;
    notBefore = platform.device() + Math.max(wait, retry + platform.backoff(tries));
    open();
  }

  return {
    open,
    close,
    /** Closes it for good. */
    end() {
      ended = true;
      close();
    },
  };
}

/**
 * @param {import('../../client.js').PluginPlatform} platform @param {string} address @param {string} lastId @param {AbortSignal} signal
 * @throws an error with `refused` if the server does not offer a stream at all
 */
async function request(platform, address, lastId, signal) {
  const response = await platform.fetch(address, {
    headers: { accept: 'text/event-stream', ...(lastId && { 'last-event-id': lastId }) },
    ...(platform.page && { cache: 'no-store' }),
    signal,
  });
  const { ok, status, headers } = response;
  const type = headers.get('content-type') ?? '';
  if (ok && /^text\/event-stream\b/i.test(type)) return response;
  const refused = (ok || (status >= 400 && status < 500)) && status !== 408 && status !== 429;
  const detail = ok && status !== 204 ? ` with ${quoted(type)}, which is not an event stream` : '';
  throw failure(
    `answered ${status}${detail}`,
    /** @type {any} */ ({ status, refused, retryAfter: platform.retryAfter(headers) }),
  );
}

/**
 * @param {import('../../client.js').PluginPlatform} platform @param {ReadableStream<Uint8Array> | null} body
 * @param {number} silence ms without data after which the stream counts as broken
 * @param {AbortController} controller @param {(message: import('./event-stream.js').Message) => void} receive
 */
async function readUntilSilent(platform, body, silence, controller, receive) {
  let cancelWatch = () => {};
  const alive = () => {
    cancelWatch();
    cancelWatch = platform.after(silence, () => controller.abort(failure(`no data for ${silence} ms`)));
  };
  try {
    await readEvents(body, alive, receive);
  } finally {
    cancelWatch();
  }
}
