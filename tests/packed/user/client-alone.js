// A page that has nothing but a client: first with a compiled snapshot, then with one that is not.
import { createClient } from 'burgee/client';

/** @param {string} snapshot Its address */
async function read(snapshot) {
  const client = createClient({ snapshot, context: { path: '/shop/1' } });
  const status = await client.ready;
  const modules = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.wasm'))
    .map((name) => name.split('/').pop());
  return { status, shop: client.boolean('shop', false), modules };
}

const compiled = await read('/compiled.json');
const written = await read('/written.json');
await fetch('/outcome', { method: 'POST', body: JSON.stringify({ compiled, written }) });
