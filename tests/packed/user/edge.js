// A function at Vercel's edge.
import { runAndReport } from './run.js';

/** @param {any} event */
async function answer(event) {
  await runAndReport(String(new URL(event.request.url).searchParams.get('site')));
  return new Response('reported');
}

addEventListener('fetch', (/** @type {any} */ event) => event.respondWith(answer(event)));
