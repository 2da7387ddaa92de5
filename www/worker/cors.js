// Which pages may use the Worker: its own, and those of the origins in ALLOWED_ORIGINS.
import { HttpError } from './http.js';

/** @import { Call } from './types.js' */

/**
 * Hosts whose own pages need no entry in ALLOWED_ORIGINS. Any other `Host` header could be invented by the caller (DNS
 * rebinding does that), so it does not make the origin of the same name the Worker's own.
 */
const OWN_HOSTS = /^(localhost|127\.0\.0\.1|\[::1\]|[\w-]+\.[\w-]+\.workers\.dev)$/;

/**
 * @param {Call} call
 * @param {string} origin
 */
function isOwn({ req }, origin) {
  const url = new URL(req.url);
  return origin === url.origin && OWN_HOSTS.test(url.hostname);
}

/** @param {Call} call */
function isAllowed(call) {
  const origin = call.req.header('Origin');
  if (origin === undefined || isOwn(call, origin)) return true;
  const allowed = (call.env.ALLOWED_ORIGINS ?? '').split(/\s+/).filter(Boolean);
  return allowed.includes('*') || allowed.includes(origin);
}

/**
 * A browser sends a `text/plain` beacon to another origin without a preflight, so a route that writes checks the origin.
 * @param {Call} call
 */
export function requireOrigin(call) {
  if (isAllowed(call)) return;
  const origin = call.req.header('Origin');
  throw new HttpError(403, `pages of \`${origin}\` are not allowed: add the origin to ALLOWED_ORIGINS`);
}

/**
 * Middleware: adds the CORS headers to every response, errors included.
 * @param {Call} call
 * @param {() => Promise<void>} next
 */
export async function addCorsHeaders(call, next) {
  await next();
  // Also without an `Origin` header: a shared cache must not give that response to a page of another origin.
  call.header('Vary', 'Origin', { append: true });
  const origin = call.req.header('Origin');
  if (origin === undefined || !isAllowed(call)) return;
  call.header('Access-Control-Allow-Origin', origin);
  call.header('Access-Control-Expose-Headers', 'ETag, Date, Age, Retry-After');
}

/**
 * @param {Call} call
 * @param {string} methods that the path supports
 */
export function preflight(call, methods) {
  requireOrigin(call);
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': 'Content-Type, If-None-Match, Authorization',
      'Access-Control-Max-Age': '86400',
    },
  });
}
