// Two hundred visitors who see the shop and sometimes buy. Their events are real: they go to the Worker like anybody's.
import { inventUser } from './crowd-users.js';

/** @import { Client } from 'burgee/client' */

/** Later variants do a little better, so that there is something to see. */
const chance = (/** @type {number} */ index) => 0.12 + 0.07 * index;

/**
 * @param {Client} client
 * @param {any} document the snapshot
 * @param {number} [count]
 * @returns {Promise<boolean>} whether all of it arrived
 */
export function simulate(client, document, count = 200) {
  const crowd = crypto.randomUUID().slice(0, 8);
  for (let number = 1; number <= count; number++) {
    const visitor = client.context(inventUser(`visitor-${crowd}-${number}`, Math.random));
    for (const [key, flag] of Object.entries(document.flags)) {
      const id = visitor.details(key).exposure?.experiment;
      if (id === undefined) continue;
      visitor.expose(key);
      const index = Object.keys(flag.variants).indexOf(visitor.details(key).variant ?? '');
      const metric = document.experiments[id]?.metric ?? 'conversion';
      if (Math.random() < chance(index)) visitor.track(metric, { value: 5 + Math.floor(Math.random() * 45) });
    }
  }
  return client.flush();
}
