import { failure, quoted } from './failure.js';
import { hashed } from './hash.js';
import { createLosses } from './losses.js';
import { post } from './post.js';
import { BATCH_EVENTS, createQueue } from './queue.js';
import { createSender } from './sender.js';
import { sectionOf } from './storage.js';

/**
 * Events from the moment they happen until the collector acknowledges them: stored before they are sent, removed after
 * the acknowledgement.
 * @typedef {ReturnType<typeof createOutbox>} Outbox
 * @typedef {import('./queue.js').QueuedEvent} QueuedEvent
 */

/**
 * @param {import('./platform.js').Platform} platform @param {import('./options.js').Settings} settings
 * @param {(error: Error) => void} report
 * @param {(event: string, payload: unknown) => void} emit
 */
export function createOutbox(platform, settings, report, emit) {
  const { scope, store } = platform;
  const address = addressOf(settings.events);
  const url = typeof address === 'string' ? address : '(function)';
  const collector = `collector ${quoted(url)}`;
  const losses = createLosses(sectionOf(store, `burgee:l:${hashed(url)}:`), scope.Math.random);
  const queue = createQueue(sectionOf(store, `burgee:e:${hashed(url)}:`), settings.maxQueue);
  const sender = createSender(platform, settings, queue, deliver, (problem, status) =>
    report(failure(`${collector}: ${problem}; ${queue.size()} kept for another try`, { url, status })),
  );

  /** @param {string} why @param {object} [facts] */
  function lose(why, facts) {
    losses.add();
    report(failure(`an event is lost: ${why}`, facts));
  }

  /** @param {QueuedEvent[]} batch */
  const bodyOf = (batch) =>
    `{"sdk":${JSON.stringify(settings.sdk)},"sent":${platform.now()},"lost":${losses.lost()},"losses":${JSON.stringify(losses.counts())},"events":[${batch.map(({ text }) => text)}]}`;

  /** @param {QueuedEvent[]} batch @param {boolean} keepalive */
  async function deliver(batch, keepalive) {
    const counts = { ...losses.counts() };
    const answer = await post(platform, /** @type {any} */ (address), bodyOf(batch), settings.timeout, keepalive);
    if (!answer.retry) settle(batch, answer);
    if (!answer.problem) losses.acknowledge(counts);
    return answer;
  }

  /** The collector's decision is final. @param {QueuedEvent[]} batch @param {import('./post.js').Answer} answer */
  function settle(batch, { problem, status, rejected = [] }) {
    for (const event of batch) {
      const { id } = event;
      const rejection = rejected.find((rejection) => rejection?.id === id);
      const why = problem ? `: ${problem}` : rejection && ` rejected ${quoted(id)}: ${rejection.message}`;
      // An event that another page has settled is counted there.
      if (queue.remove(event) && why) lose(collector + why, { url, status });
      emit('sent', { id, lost: !!why });
    }
  }

  return {
    ...sender,
    lost: losses.lost,
    lose,
    /** @param {QueuedEvent} event */
    add(event) {
      if (!address) return;
      // The first events stay: an exposure is useful without the conversions after it, they are useless without it.
      if (queue.size() >= settings.maxQueue) return lose(`the queue of ${settings.maxQueue} is full`);
      queue.add(event);
      sender.arm(queue.size() < BATCH_EVENTS ? undefined : 0);
    },
    /**
     * Takes over what earlier pages could not send, or sent by a beacon that nobody acknowledged. It is sent at once by a
     * request: left to the next beacon, a visitor who reads fast would send it again with every page. Events that other open
     * pages are about to send are sent too: a lock to tell them apart would keep pages out of the back/forward cache.
     */
    adopt() {
      if (!address) return;
      losses.adopt();
      queue.adopt(() => lose('its stored copy is damaged'));
      if (queue.size()) sender.arm(0);
    },
    /**
     * The page may be about to end: hands over to the browser what is not on its way, and keeps it until it is acknowledged.
     * If the page lives on in the background, its timer sends the same ids by a request that gets an answer.
     */
    hide() {
      if (typeof address !== 'string') return void sender.flush();
      for (let batch; (batch = queue.nextBatch(({ away }) => !away)).length; ) {
        // Refused: over the browser's budget, or forbidden. The events stay stored for the next page.
        if (!scope.navigator.sendBeacon(address, bodyOf(batch))) return;
        for (const event of batch) (event.away = true), (event.until = 0);
      }
    },
    /** The page or the network is back: nobody acknowledged the beacons, so the same ids are sent again. @param {boolean | undefined} online */
    wake(online) {
      if (online) sender.retryNow();
      if (queue.size()) sender.arm(online ? 0 : undefined);
    },
    /** Drops unsent events. @param {unknown} [owner] only this user view's that no request failed with */
    clear(owner) {
      queue.clear(owner);
      if (!owner) losses.clear();
    },
  };
}

/** @param {unknown} events @returns {import('./post.js').Address | undefined} */
const addressOf = (events) =>
  typeof events === 'function'
    ? /** @type {(batch: any) => unknown} */ (events)
    : typeof events === 'string' || events instanceof URL
      ? String(events)
      : undefined;
