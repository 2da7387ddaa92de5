/** The cookie with the visitor's id, which pages and the edge share. */

/** Matches UUIDs and the ids of other tools. Any other value is damaged or an attack. */
const ID = /^[\w-]{8,64}$/;

/** The default name of the cookie. */
export const COOKIE = 'burgee_id';

/** @param {unknown} id @returns {string | undefined} */
export const validId = (id) => (typeof id === 'string' && ID.test(id) ? id : undefined);

/** The first valid id of that name. @param {string | null | undefined} cookies as in the `Cookie` header, or `document.cookie` @param {string} name */
export function idIn(cookies, name) {
  for (const pair of String(cookies ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name && validId(pair.slice(at + 1).trim()))
      return pair.slice(at + 1).trim();
  }
}

/**
 * A `Set-Cookie` value, which `document.cookie` accepts too. An empty id removes the cookie.
 * @param {{ cookie: string, days: number, domain?: string }} options @param {string} id
 */
export const cookieOf = ({ cookie, days, domain }, id) =>
  `${cookie}=${id}; Max-Age=${id ? Math.round(days * 86_400) : 0}; Path=/${domain ? `; Domain=${domain}` : ''}; Secure; SameSite=Lax`;

/** Refuses configured names that could end the cookie or begin another attribute. @param {{ cookie: string, domain?: string }} options */
export function checkCookie({ cookie, domain = '' }) {
  if (!/^[\w-]+$/.test(cookie) || !/^[\w.-]*$/.test(domain))
    throw new Error(`\`${cookie}\` or \`${domain}\` is not valid in a cookie: use letters, digits, \`_\` and \`-\``);
}
