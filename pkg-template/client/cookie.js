/** The cookie by which a page and the edge know the same visitor. */

/** A UUID fits, and what other tools write. Anything else in a cookie is somebody's try, or damage. */
const ID = /^[\w-]{8,64}$/;

/** The cookie's name, where nobody chose another. */
export const COOKIE = 'burgee_id';

/** @param {unknown} id @returns {string | undefined} */
export const validId = (id) => (typeof id === 'string' && ID.test(id) ? id : undefined);

/** The first sound id of that name. @param {string | null | undefined} cookies as in the `Cookie` header, or `document.cookie` @param {string} name */
export function idIn(cookies, name) {
  for (const pair of String(cookies ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name && validId(pair.slice(at + 1).trim()))
      return pair.slice(at + 1).trim();
  }
}

/**
 * A `Set-Cookie` value, which `document.cookie` takes as well. An empty id removes the cookie.
 * @param {{ cookie: string, days: number, domain?: string }} options @param {string} id
 */
export const cookieOf = ({ cookie, days, domain }, id) =>
  `${cookie}=${id}; Max-Age=${id ? Math.round(days * 86_400) : 0}; Path=/${domain ? `; Domain=${domain}` : ''}; Secure; SameSite=Lax`;

/** Words that could end the cookie, or begin another attribute, are refused where they are configured. @param {{ cookie: string, domain?: string }} options */
export function checkCookie({ cookie, domain = '' }) {
  if (!/^[\w-]+$/.test(cookie) || !/^[\w.-]*$/.test(domain))
    throw new Error(`\`${cookie}\` or \`${domain}\` can't stand in a cookie: letters, digits, \`_\` and \`-\` can`);
}
