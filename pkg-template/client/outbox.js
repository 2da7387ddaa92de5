import { createCollector } from './collector.js';
import { failure, quoted } from './failure.js';
import { hashed } from './hash.js';
import { createLosses } from './losses.js';
import { BATCH_EVENTS, createQueue } from './queue.js';
import { createSender } from './sender.js';

/**
 * Events from the moment they happen until the collector acknowledges them: stored before they are sent, removed after
 * the acknowledgement.
 * @typedef {ReturnType<typeof createOutbox>} Outbox
 * @typedef {import('./queue.js').QueuedEvent} QueuedEvent
 */

/**
 * @param {import('./platform.js').Platform} platform @param {import('./options.js').Settings} settings
 * @param {Readonly<import('./consent.js').Gate>} gate
 * @param {(error: Error) => void} report
 * @param {(event: string, payload: unknown) => void} emit
 */
export function createOutbox(platform, settings, gate, report, emit) {
  const address = addressOf(settings.events);
  const url = typeof address === 'string' ? address : '(function)';
  const losses = createLosses(platform.store, `burgee:l:${hashed(url)}:`, platform.scope.Math.random);
  const collector = createCollector(platform, settings, address, losses);
  const queue = createQueue(platform.store, `burgee:e:${hashed(url)}:`, settings.maxQueue);
  const sender = createSender(platform, settings, gate, queue, deliver, (problem, status) =>
    report(failure(`collector ${quoted(url)}: ${problem}; ${queue.size()} kept for another try`, { url, status })),
  );

  /** @param {QueuedEvent[]} batch @param {boolean} keepalive */
  async function deliver(batch, keepalive) {
    const counts = { ...losses.counts() };
    const answer = await collector.post(batch, keepalive);
    if (!answer.retry) for (const event of batch) settle(event, answer);
    if (!answer.problem) losses.acknowledge(counts);
    return answer;
  }

  /** The collector's decision is final. @param {QueuedEvent} event @param {import('./collector.js').Answer} answer */
  function settle(event, answer) {
    const why = refusalOf(event, answer);
    // An event that another page has settled is counted there.
    if (queue.remove(event) && why) lose(`collector ${quoted(url)}${why}`, { url, status: answer.status });
    emit('sent', { id: event.id, lost: !!why });
  }

  /** @param {string} why @param {object} [facts] */
  function lose(why, facts) {
    losses.add();
    report(failure(`an event is lost: ${why}`, facts));
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
      sender.arm(0);
    },
    /**
     * The page may be about to end: hands over to the browser what is not on its way, and keeps it until it is acknowledged.
     * If the page lives on in the background, its timer sends the same ids by a request that gets an answer.
     */
    hide() {
      if (typeof address !== 'string') return void sender.flush();
      const next = () => queue.nextBatch(({ away }) => !away);
      for (let batch = next(); batch.length; batch = next()) {
        // Refused: over the browser's budget, or forbidden. The events stay stored for the next page.
        if (!collector.beacon(batch)) return;
        for (const event of batch) Object.assign(event, { away: true, until: 0 });
      }
    },
    /** Drops unsent events. @param {unknown} [owner] only this user view's that no request failed with */
    clear(owner) {
      queue.clear(owner);
      if (!owner) losses.clear();
    },
  };
}

/** @param {unknown} events @returns {import('./collector.js').Address | undefined} */
const addressOf = (events) =>
  typeof events === 'function'
    ? /** @type {(batch: any) => unknown} */ (events)
    : typeof events === 'string' || events instanceof URL
      ? String(events)
      : undefined;

/** Why the collector will never take an event, if so. @param {QueuedEvent} event @param {import('./collector.js').Answer} answer */
function refusalOf({ id }, { problem, rejected = [] }) {
  const rejection = rejected.find((rejection) => rejection?.id === id);
  return problem ? `: ${problem}` : rejection && ` rejected ${quoted(id)}: ${rejection.message}`;
}
