import { headersFor } from './headers.js';
import { createMarks, MARKS } from './marks.js';

/**
 * @typedef {import('../html.js').RewriteOptions} RewriteOptions
 * @typedef {(thrown: unknown) => void} Report
 *
 * The part of HTMLRewriter's elements that is used here.
 * @typedef {object} Tag
 * @property {string} tagName
 * @property {(name: string) => string | null} getAttribute
 * @property {(name: string, value: string) => unknown} setAttribute
 * @property {(name: string) => boolean} hasAttribute
 * @property {(name: string) => unknown} removeAttribute
 * @property {(content: string, options?: { html: boolean }) => unknown} setInnerContent
 * @property {(content: string, options?: { html: boolean }) => unknown} replace
 * @property {() => unknown} remove
 * @property {(run: () => void) => unknown} onEndTag throws for an element without one
 */

/**
 * @param {Response} response @param {import('../html.js').DecisionSource} view @param {RewriteOptions} [options]
 * @returns {Response}
 */
export function rewriteVariants(response, view, options) {
  const {
    HTMLRewriter: Rewriter = /** @type {any} */ (globalThis).HTMLRewriter,
    json,
    expose = 'edge',
    cacheControl,
    onError,
  } = options ?? {};
  /** @type {Report} */
  const report = (thrown) => notify(onError, thrown instanceof Error ? thrown : new Error(String(thrown)));
  try {
    if (!isHtml(response)) return response;
    if (!Rewriter)
      throw new Error(
        'there is no HTMLRewriter here, so the page is sent with all variants: pass one as `HTMLRewriter`',
      );
    const rewriter = new Rewriter();
    for (const [selector, value] of Object.entries(json ?? {}))
      rewriter.on(selector, fillWith(selector, value, report));
    rewriter.on(MARKS, createMarks(view, expose, report));
    const { body, status, statusText } = response;
    return rewriter.transform(
      new Response(body, { status, statusText, headers: headersFor(response.headers, cacheControl) }),
    );
  } catch (thrown) {
    report(thrown);
    return response;
  }
}

/** @param {Response} response */
const isHtml = ({ body, headers, status }) =>
  // A partial document cannot be parsed.
  body !== null && status !== 206 && /^text\/html\b/i.test(headers.get('content-type') ?? '');

/**
 * Writes JSON into an element of the page: its author chooses the place and the `nonce`.
 * @param {string} selector @param {unknown} value @param {Report} report
 */
const fillWith = (selector, value, report) => ({
  element(/** @type {Tag} */ tag) {
    try {
      if (tag.tagName !== 'script' || !/\bjson$/i.test(tag.getAttribute('type') ?? '')) {
        throw new Error(
          `\`${selector}\` is not a \`<script type="application/json">\`: only such an element can contain JSON`,
        );
      }
      tag.setInnerContent(scriptJson(typeof value === 'function' ? value() : value), { html: true });
    } catch (thrown) {
      report(thrown);
    }
  },
});

/**
 * Escapes `<`, which could end the script element or start a comment in it. In JSON it occurs only in strings, where the
 * escape means the same.
 * @param {unknown} value
 */
export const scriptJson = (value) =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null')).replaceAll('<', '\\u003c');

/** @param {RewriteOptions['onError']} onError @param {Error} error */
function notify(onError, error) {
  try {
    if (onError) onError(error);
    else console.error(`burgee/html: ${error.message}`);
  } catch {
    // The error handler failed too: there is nothing left to call.
  }
}
