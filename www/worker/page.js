// `GET /`: the page, with the variants of the visitor whom the cookie names already in it, and with the snapshot, so that
// the page decides whatever comes later without asking again.
import { rewriteVariants } from 'burgee/html';
import { readVisitor } from '../page/visitor.js';
import { snapshotFor } from './snapshot.js';

/** @import { DecisionSource } from 'burgee/html' */
/** @import { Visitor } from '../page/visitor.js' */
/** @import { Call } from './types.js' */

/** @param {string} nonce */
function policy(nonce) {
  return [
    "default-src 'none'",
    // The import map has to stand in the page, hence the nonce; WebAssembly needs its own word.
    `script-src 'self' 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** @param {string} nonce */
function headers(nonce) {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    // It is made for one visitor, and a nonce serves once.
    'Cache-Control': 'private, no-store',
    'Content-Security-Policy': policy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
  };
}

/** Without a snapshot nothing can be decided, and the page has a default for that. @type {DecisionSource} */
const UNDECIDED = { details: (key) => ({ key, value: null, reason: 'ERROR' }) };

/**
 * @param {Visitor} visitor
 * @param {Call} call
 * @returns {Promise<{ view: DecisionSource, text: string }>}
 */
async function decide(visitor, { request, env }) {
  try {
    const { evaluator, text } = await snapshotFor(request, env);
    return { view: evaluator.context(visitor), text };
  } catch (error) {
    console.error(error);
    return { view: UNDECIDED, text: '' };
  }
}

/** @param {Call} call */
export async function page(call) {
  const visitor = readVisitor(call.request.headers.get('Cookie'));
  const { view, text } = await decide(visitor, call);
  const nonce = crypto.randomUUID();
  // Without the request's conditions: a 304 would pair an old nonce with a new policy.
  const asset = await call.env.ASSETS.fetch(new URL('/', call.url));
  const own = new HTMLRewriter()
    .on('script', { element: (script) => void script.setAttribute('nonce', nonce) })
    .on('[data-edge="user"]', { element: (place) => void place.setInnerContent(visitor.targetingKey) })
    .transform(new Response(asset.body, { headers: headers(nonce) }));
  // Who has seen what is for the page to say: the shop is far down in it.
  return rewriteVariants(own, view, { expose: 'page', json: { '#snapshot': text } });
}
