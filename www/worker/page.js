// `GET /`: the page, with one flag already decided in it for the visitor whom the cookie names, and with the
// snapshot, so that the page decides the others without asking again.
import { readVisitor } from '../page/visitor.js';
import { currentSnapshot } from './snapshot.js';

/** @import { Visitor } from '../page/visitor.js' */
/** @import { Call } from './types.js' */

const FLAG = 'pricing_page';

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

/**
 * The variant for a visitor, and the snapshot for the page to start with. Neither when there is no snapshot to be had: the
 * page is worth sending without.
 * @param {Visitor} visitor
 * @param {Call['env']} env
 * @returns {Promise<{ variant?: string | undefined, text?: string }>}
 */
async function decide(visitor, env) {
  try {
    const { evaluator, text } = await currentSnapshot(env);
    return { variant: evaluator.context(visitor).details(FLAG).variant, text };
  } catch (error) {
    console.error(error);
    return {};
  }
}

/**
 * JSON that can stand in a script element: no `<` of a text in it ends the element.
 * @param {string} text
 */
const inScript = (text) => text.replaceAll('<', '\\u003c');

/** @param {Call} call */
export async function page({ request, env, url }) {
  const visitor = readVisitor(request.headers.get('Cookie'));
  const { variant, text } = await decide(visitor, env);
  const nonce = crypto.randomUUID();
  // Without the request's conditions: a 304 would pair an old nonce with a new policy.
  const asset = await env.ASSETS.fetch(new URL('/', url));
  const rewriter = new HTMLRewriter()
    .on('script', { element: (script) => void script.setAttribute('nonce', nonce) })
    .on('[data-edge="snapshot"]', { element: (place) => void place.setInnerContent(inScript(text ?? ''), { html: true }) })
    .on('[data-edge="user"]', { element: (place) => void place.setInnerContent(visitor.targetingKey) })
    .on('[data-edge="variant"]', {
      element: (place) => {
        place.setInnerContent(variant ?? 'not decided');
        place.setAttribute('data-variant', variant ?? '');
      },
    });
  return rewriter.transform(new Response(asset.body, { headers: headers(nonce) }));
}
