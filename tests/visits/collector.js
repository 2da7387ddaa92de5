// A collector that acknowledges events by the documented types, and fails as often as a test wants, in every way of a network.
import { setTimeout as sleep } from 'node:timers/promises';
import { sendJson } from '../support/http-server.js';

/**
 * @typedef {import('../../pkg/client.js').Batch} Batch
 * @typedef {import('../../pkg/client.js').ExposureEvent | import('../../pkg/client.js').TrackEvent} Event
 * @typedef {import('../support/http-server.js').Request} Request
 * @typedef {import('../support/http-server.js').Response} Response
 */

/** Delays in ms: one is longer than the client's timeout in these tests, one is shorter. */
const DELAYS = [1500, 300];

/** `late` failures lose only the response: the request has taken effect. */
const FAILURES = ['500', 'late 500', 'cut', 'late cut', 'slow'];

/** @param {import('../js/schema/random.js').Random} random */
export function createCollector(random) {
  /** By id. @type {Map<string, Event>} */
  const stored = new Map();
  /** The highest count that each client reported. @type {Map<string, number>} */
  const losses = new Map();
  const collector = {
    stored,
    losses,
    /** One request of so many fails; 0: none. */
    failOneIn: 10,
    requests: 0,
    failures: /** @type {{ [kind: string]: number }} */ ({}),
    duplicates: 0,
    /**
     * Answers a request, or fails instead.
     * @param {Response} response
     * @param {() => string} process makes the body
     */
    async reply(response, process) {
      collector.requests++;
      const fails = collector.failOneIn > 0 && random.below(collector.failOneIn) === 0;
      const failure = fails ? random.of(FAILURES) : '';
      if (fails) collector.failures[failure] = (collector.failures[failure] ?? 0) + 1;
      if (failure === '500') return response.writeHead(500).end();
      if (failure === 'cut') return response.destroy();
      const body = process();
      if (failure === 'late 500') return response.writeHead(500).end();
      if (failure === 'late cut') return response.destroy();
      if (failure === 'slow') await sleep(random.of(DELAYS));
      return sendJson(response, body, 200, { etag: '"1"' });
    },
    /** @param {Request} request @param {Response} response */
    report: ({ body }, response) => collector.reply(response, () => JSON.stringify(store(JSON.parse(body)))),
  };

  /** @param {Batch} batch */
  function store({ events, losses: reported }) {
    const duplicates = events.filter(({ id }) => stored.has(id)).length;
    for (const event of events) stored.set(event.id, stored.get(event.id) ?? event);
    for (const [client, count] of Object.entries(reported))
      losses.set(client, Math.max(count, losses.get(client) ?? 0));
    collector.duplicates += duplicates;
    return { accepted: events.length - duplicates, duplicates, rejected: [] };
  }
  return collector;
}
