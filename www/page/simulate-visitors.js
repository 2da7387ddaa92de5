// Simulated visitors who see the shop and sometimes buy. Their events are real: the Worker stores them like any others.
import { randomUser } from './sample-users.js';

/** @import { Client } from 'burgee/client' */

/** Later variants convert a little better, so that the results differ. @param {number} index of the variant */
const conversionRate = (index) => 0.12 + 0.07 * index;

/**
 * @param {Client} client
 * @param {any} document the snapshot
 * @param {number} [count]
 * @returns {Promise<boolean>} whether all events were delivered
 */
export function simulateVisitors(client, document, count = 200) {
  const run = crypto.randomUUID().slice(0, 8);
  for (let number = 1; number <= count; number++) {
    const visitor = client.context(randomUser(`visitor-${run}-${number}`, Math.random));
    for (const [key, flag] of Object.entries(document.flags)) {
      const id = visitor.details(key).exposure?.experiment;
      if (id === undefined) continue;
      visitor.expose(key);
      const index = Object.keys(flag.variants).indexOf(visitor.details(key).variant ?? '');
      const metric = document.experiments[id]?.metric ?? 'conversion';
      if (Math.random() < conversionRate(index)) visitor.track(metric, { value: 5 + Math.floor(Math.random() * 45) });
    }
  }
  return client.flush();
}
