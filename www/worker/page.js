// `GET /`: the page, with the variants of the visitor in its cookie already in place, and with the snapshot, so that the page
// can decide everything later without another request.
import { rewriteVariants } from 'burgee/html';
import { readVisitor } from '../page/visitor.js';
import { currentSnapshot } from './current-snapshot.js';
import { decideInSession, switchedOffIn, withFlagsOff } from './session-snapshot.js';

/** @import { DecisionSource } from 'burgee/html' */
/** @import { Visitor } from '../page/visitor.js' */
/** @import { Call } from './types.js' */

/** @param {string} nonce */
function contentSecurityPolicy(nonce) {
  return [
    "default-src 'none'",
    // The import map must be inline, hence the nonce; WebAssembly needs a source of its own.
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
    // It is made for one visitor, and a nonce must not be used twice.
    'Cache-Control': 'private, no-store',
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
  };
}

/** Without a snapshot nothing can be decided: the page shows its defaults. @type {DecisionSource} */
const UNDECIDED = { details: (key) => ({ key, value: null, reason: 'ERROR' }) };

/**
 * @param {Visitor} visitor
 * @param {Call} call
 * @returns {Promise<{ view: DecisionSource, text: string }>}
 */
async function decide(visitor, { req, env }) {
  try {
    const snapshot = await currentSnapshot(env);
    const off = switchedOffIn(snapshot, req.header('Cookie'));
    if (off.length === 0) return { view: snapshot.evaluator.context(visitor), text: snapshot.text };
    const text = withFlagsOff(snapshot, off);
    const decisions = decideInSession(text, visitor);
    return { view: { details: (key) => decisions.get(key) ?? UNDECIDED.details(key) }, text };
  } catch (error) {
    console.error(error);
    return { view: UNDECIDED, text: '' };
  }
}

/** @param {Call} call */
export async function page(call) {
  const visitor = readVisitor(call.req.header('Cookie'));
  const { view, text } = await decide(visitor, call);
  const nonce = crypto.randomUUID();
  // Without the conditional headers of the request: a 304 would combine an old nonce with a new policy.
  const asset = await call.env.ASSETS.fetch(new URL('/', call.req.url));
  const response = new HTMLRewriter()
    .on('script', { element: (script) => void script.setAttribute('nonce', nonce) })
    .on('[data-edge="user"]', { element: (element) => void element.setInnerContent(visitor.targetingKey) })
    .transform(new Response(asset.body, { headers: headers(nonce) }));
  // The page reports the exposures: the shop is far below the fold, and not every visitor sees it.
  return rewriteVariants(response, view, { expose: 'page', json: { '#snapshot': text } });
}
