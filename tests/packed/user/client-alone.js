// A page with only a client: first for a compiled snapshot, then for a source snapshot.
import { createClient } from 'burgee/client';

/** @param {string} snapshot its URL */
async function readFlag(snapshot) {
  const client = createClient({ snapshot, context: { path: '/shop/1' } });
  const status = await client.ready;
  const modules = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.wasm'))
    .map((name) => name.split('/').pop());
  return { status, shop: client.boolean('shop', false), modules };
}

const compiled = await readFlag('/compiled.json');
const source = await readFlag('/source.json');
await fetch('/outcome', { method: 'POST', body: JSON.stringify({ compiled, source }) });
