// A collector that keeps to the types, and fails as often as it is told, in every way that a network knows.
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {import('../../pkg/client.js').Batch} Batch
 * @typedef {import('../../pkg/client.js').ExposureEvent | import('../../pkg/client.js').TrackEvent} Event
 * @typedef {import('./site.js').Request} Request
 * @typedef {import('./site.js').Response} Response
 */

/** Longer than the client of these tests waits, and shorter. */
const SLOW = [1500, 300];

/** @param {import('../js/schema/random.js').Random} random */
export function createCollector(random) {
  /** What is held, by id. @type {Map<string, Event>} */
  const held = new Map();
  /** The highest count of each client that lost something. @type {Map<string, number>} */
  const losses = new Map();
  const collector = {
    held,
    losses,
    /** Of how many requests one fails; 0: none. */
    oneIn: 10,
    requests: 0,
    failures: /** @type {{ [kind: string]: number }} */ ({}),
    duplicates: 0,
    /** An answer to a page's request, or a failure in its place. @param {Response} response @param {() => string} answer */
    async reply(response, answer) {
      collector.requests++;
      const kind =
        collector.oneIn && random.below(collector.oneIn) === 0
          ? random.of(['500', '500 after all', 'cut', 'cut after all', 'slow'])
          : '';
      if (kind) collector.failures[kind] = (collector.failures[kind] ?? 0) + 1;
      if (kind === '500') return response.writeHead(500).end();
      if (kind === 'cut') return response.destroy();
      // From here on it is held: what fails is only the acknowledgement.
      const body = answer();
      if (kind === '500 after all') return response.writeHead(500).end();
      if (kind === 'cut after all') return response.destroy();
      if (kind === 'slow') await sleep(random.of(SLOW));
      return response.writeHead(200, { 'content-type': 'application/json', etag: '"1"' }).end(body);
    },
    /** @param {Request} request @param {Response} response */
    report: ({ body }, response) => collector.reply(response, () => JSON.stringify(take(JSON.parse(body)))),
  };

  /** @param {Batch} batch */
  function take({ events, losses: told }) {
    const known = events.filter(({ id }) => held.has(id)).length;
    for (const event of events) held.set(event.id, held.get(event.id) ?? event);
    for (const [client, count] of Object.entries(told)) losses.set(client, Math.max(count, losses.get(client) ?? 0));
    collector.duplicates += known;
    return { accepted: events.length - known, duplicates: known, rejected: [] };
  }
  return collector;
}
