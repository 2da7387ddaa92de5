import { COOKIE, checkCookie, cookieOf, idIn, validId } from '../cookie.js';
import { attempt, copied } from '../failure.js';
import { uuid } from '../world.js';

/**
 * An id for visitors who have none. It is kept beside whatever `targetingKey` a login brings, so that what is bucketed by it
 * stays as it is. Nothing is stored, nor read, before consent is granted where consent is used.
 * @param {import('../../plugins.js').AnonymousIdOptions} [options] @returns {import('../../client.js').Plugin}
 */
export const anonymousId = (options) => (hub) => {
  const { attribute = 'anonymousId', key = 'burgee:id', days = 365, domain, cookie } = copied(options);
  const jar = cookie && { cookie: cookie === true ? COOKIE : String(cookie), days: Number(days), domain };
  if (jar) checkCookie(jar);
  const { world } = hub;
  const { document } = world.scope;
  let id = '';
  /** What the caller gave. @type {any} */
  let given;

  /** @param {unknown} consent */
  function settle(consent) {
    const keep = consent === undefined || consent === 'granted';
    // The edge decided by the cookie already, so it goes first.
    if (keep) id = (jar && attempt(() => idIn(document.cookie, jar.cookie))) || validId(world.store.get(key)) || id;
    id ||= uuid(world.scope.crypto);
    if (keep) world.store.set(key, id);
    else if (consent === 'denied') world.store.remove(key);
    if (jar && (keep || consent === 'denied')) attempt(() => (document.cookie = cookieOf(jar, keep ? id : '')));
  }

  settle(hub.consent);
  hub.attributesOf = (/** @type {any} */ attributes) => {
    given = copied(attributes);
    return { ...given, targetingKey: given.targetingKey ?? id, [attribute]: given[attribute] ?? id };
  };
  return hub.on('consent', (/** @type {unknown} */ consent) => {
    const before = id;
    settle(consent ?? 'unknown');
    // An earlier visit's id is the visitor's; today's was only good until it could be read.
    if (id !== before) void hub.client.setContext(given);
  });
};
