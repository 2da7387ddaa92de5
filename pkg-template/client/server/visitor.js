import { COOKIE, checkCookie, cookieOf, idIn } from '../cookie.js';
import { uuid } from '../world.js';

/**
 * Who asks, by the cookie that `anonymousId({ cookie: true })` keeps in pages, or that an earlier answer set.
 * @param {Request | { headers: Headers }} request @param {import('../../server.js').VisitorOptions} [options]
 * @returns {import('../../server.js').Visitor}
 */
export function visitorOf(request, { cookie = COOKIE, days = 365, domain, consent } = {}) {
  const jar = { cookie, days, domain };
  checkCookie(jar);
  const known = idIn(request.headers.get('cookie'), cookie);
  const id = known ?? uuid(globalThis.crypto);
  if (consent === 'denied') return { id, isNew: !known, setCookie: known ? cookieOf(jar, '') : null };
  // With every answer, so that the days count from the last visit: browsers keep what a server sets longer than a page's.
  return { id, isNew: !known, setCookie: consent === 'unknown' ? null : cookieOf(jar, id) };
}
