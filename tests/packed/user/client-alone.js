// A page that has nothing but a client: first with an everyday snapshot, then with one that needs the whole core.
import { createClient } from 'burgee/client';

const flag = (/** @type {object} */ condition) => ({ variants: { on: true, off: false }, rules: [{ if: condition, serve: 'on' }], fallthrough: 'off' });

/** @param {object} condition */
async function read(condition) {
  const client = createClient({ snapshot: { format: 'burgee/1', flags: { shop: flag(condition) } }, context: { path: '/shop/1' } });
  await client.ready;
  return { shop: client.boolean('shop', false), modules: performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.wasm')).map((name) => name.split('/').pop()) };
}

const everyday = await read({ attribute: 'path', startsWith: '/shop' });
const pattern = await read({ attribute: 'path', matches: '^/shop/[0-9]$' });
await fetch('/outcome', { method: 'POST', body: JSON.stringify({ everyday, pattern }) });
