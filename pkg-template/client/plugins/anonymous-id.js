import { COOKIE, checkCookie, cookieOf, idIn, validId } from '../cookie.js';
import { attempt, copied } from '../failure.js';
import { uuid } from '../uuid.js';

/**
 * An id for anonymous visitors. It stays when a login sets `targetingKey`, so that assignments by it stay the same. Where
 * consent is used, nothing is stored or read before it is granted.
 * @param {import('../../plugins.js').AnonymousIdOptions} [options] @returns {import('../../client.js').Plugin}
 */
export const anonymousId = (options) => (host) => {
  const { attribute = 'anonymousId', key = 'burgee:id', days = 365, domain, cookie } = copied(options);
  const cookieOptions = cookie && { cookie: cookie === true ? COOKIE : String(cookie), days: Number(days), domain };
  if (cookieOptions) checkCookie(cookieOptions);
  const { store, scope } = host.platform;
  const { document } = scope;
  let id = '';
  /** The caller's attributes. @type {any} */
  let own;

  /** Reads, stores or removes the id. @param {unknown} consent */
  function sync(consent) {
    const allowed = consent === undefined || consent === 'granted';
    // The cookie first: the edge has decided by it already.
    if (allowed)
      id =
        (cookieOptions && attempt(() => idIn(document.cookie, cookieOptions.cookie))) || validId(store.get(key)) || id;
    id ||= uuid(scope.crypto);
    if (allowed) store.set(key, id);
    else if (consent === 'denied') store.remove(key);
    if (cookieOptions && (allowed || consent === 'denied'))
      attempt(() => (document.cookie = cookieOf(cookieOptions, allowed ? id : '')));
  }

  sync(host.gate.consent);
  host.completeContext = (attributes) => {
    own = copied(attributes);
    return { ...own, targetingKey: own.targetingKey ?? id, [attribute]: own[attribute] ?? id };
  };
  return host.on('consent', (consent) => {
    const before = id;
    sync(consent ?? 'unknown');
    // The stored id of an earlier visit replaces the one that was made for this page.
    if (id !== before) void host.setContext(own);
  });
};
