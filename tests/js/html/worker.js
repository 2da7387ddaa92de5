// Rewrites one case, in whatever platform runs it. As a Worker it takes the case as JSON, or the address of a page.
import { rewriteVariants } from '../../../pkg-template/html.js';
import { DECISIONS } from './cases.js';

/** @import { Case } from './cases.js' */

/** A view that decides by the table. */
export function tableView() {
  const exposed = /** @type {string[]} */ ([]);
  const details = (/** @type {string} */ key) => {
    const found = Object.hasOwn(DECISIONS, key) ? DECISIONS[key] : undefined;
    if (!found) return { key, value: null, reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' };
    const { experiment, ...decision } = found;
    return {
      key,
      reason: 'STATIC',
      ...decision,
      ...(experiment && { exposure: { experiment: key, variant: found.variant } }),
    };
  };
  return { exposed, details, expose: (/** @type {string} */ key) => void exposed.push(key) };
}

/** @param {Pick<Case, 'html' | 'options'>} given */
export async function run({ html, options }) {
  const view = tableView();
  const errors = /** @type {string[]} */ ([]);
  const response = new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  const rewritten = rewriteVariants(response, /** @type {any} */ (view), {
    ...options,
    onError: ({ message }) => errors.push(message),
  });
  return { page: await rewritten.text(), exposed: view.exposed, errors };
}

/** What the origin sent is sent on as it comes; the headers that came out are told again as JSON. @param {string} url @param {object} options */
async function pass(url, options) {
  const view = tableView();
  const response = rewriteVariants(await fetch(url), /** @type {any} */ (view), options);
  const told = new Response(response.body, response);
  told.headers.set(
    'x-headers',
    JSON.stringify(
      [...response.headers].filter(([name]) => !/^(date|connection|keep-alive|transfer-encoding)$/.test(name)),
    ),
  );
  return told;
}

export default {
  /** @param {Request} request */
  async fetch(request) {
    const { url, options, ...given } = /** @type {any} */ (await request.json());
    return url ? pass(url, options) : Response.json(await run({ ...given, options }));
  },
};
