// Which pages may talk to the Worker: its own, and those of the origins that ALLOWED_ORIGINS names.
import { HttpError } from './http.js';

/** @import { Call } from './types.js' */

/** @param {Call} call */
export function originAllowed({ request, env, url }) {
  const origin = request.headers.get('Origin');
  if (origin === null || origin === url.origin) return true;
  const allowed = (env.ALLOWED_ORIGINS ?? '').split(/\s+/);
  return allowed.includes('*') || allowed.includes(origin);
}

/**
 * A `text/plain` beacon crosses origins without asking first, so a write has to look at the origin itself.
 * @param {Call} call
 */
export function requireOrigin(call) {
  if (originAllowed(call)) return;
  throw new HttpError(403, `pages of \`${call.request.headers.get('Origin')}\` may not do this`);
}

/**
 * @param {Call} call
 * @param {Response} response
 */
export function withCors(call, response) {
  const origin = call.request.headers.get('Origin');
  if (origin === null || origin === call.url.origin) return response;
  const shared = new Response(response.body, response);
  shared.headers.append('Vary', 'Origin');
  if (originAllowed(call)) {
    shared.headers.set('Access-Control-Allow-Origin', origin);
    shared.headers.set('Access-Control-Expose-Headers', 'ETag, Date, Age, Retry-After');
  }
  return shared;
}

/**
 * @param {Call} call
 * @param {string} methods those that the path has
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
