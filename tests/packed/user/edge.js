// At Vercel's edge.
import { tell } from './visit.js';

/** @param {any} event */
async function answer(event) {
  await tell(String(new URL(event.request.url).searchParams.get('site')));
  return new Response('told');
}

addEventListener('fetch', (/** @type {any} */ event) => event.respondWith(answer(event)));
