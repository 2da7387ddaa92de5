import { COOKIE, checkCookie, cookieOf, idIn } from '../cookie.js';
import { uuid } from '../uuid.js';

/**
 * The visitor's id, from the cookie that `anonymousId({ cookie: true })` keeps in pages or an earlier response set.
 * @param {Request | { headers: Headers }} request @param {import('../../server.js').VisitorOptions} [options]
 * @returns {import('../../server.js').Visitor}
 */
export function visitorOf(request, { cookie = COOKIE, days = 365, domain, consent } = {}) {
  const jar = { cookie, days, domain };
  checkCookie(jar);
  const known = idIn(request.headers.get('cookie'), cookie);
  const id = known ?? uuid(globalThis.crypto);
  if (consent === 'denied') return { id, isNew: !known, setCookie: known ? cookieOf(jar, '') : null };
  // In every response, so that the days count from the last visit: browsers keep a server's cookies longer than a page's.
  return { id, isNew: !known, setCookie: consent === 'unknown' ? null : cookieOf(jar, id) };
}
