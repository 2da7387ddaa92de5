import { headersFor } from './headers.js';
import { createMarks, MARKS } from './marks.js';

/**
 * @typedef {import('../html.js').RewriteOptions} RewriteOptions
 * @typedef {(thrown: unknown) => void} Report
 *
 * What is used of an element of HTMLRewriter.
 * @typedef {object} Tag
 * @property {string} tagName
 * @property {(name: string) => string | null} getAttribute
 * @property {(name: string, value: string) => unknown} setAttribute
 * @property {(name: string) => boolean} hasAttribute
 * @property {(name: string) => unknown} removeAttribute
 * @property {(content: string, options?: { html: boolean }) => unknown} setInnerContent
 * @property {(content: string, options?: { html: boolean }) => unknown} replace
 * @property {() => unknown} remove
 * @property {(run: () => void) => unknown} onEndTag throws where there is none
 */

/**
 * @param {Response} response @param {import('../html.js').Decides} view @param {RewriteOptions} [options]
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
  const report = (thrown) => tell(onError, thrown instanceof Error ? thrown : new Error(String(thrown)));
  try {
    if (!isHtml(response)) return response;
    if (!Rewriter)
      throw new Error(
        'there is no HTMLRewriter here, so the page is sent with all of its variants: pass one as `HTMLRewriter`',
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
  // A part of a document has no beginning to parse from.
  body !== null && status !== 206 && /^text\/html\b/i.test(headers.get('content-type') ?? '');

/**
 * What goes along as JSON, into an element that stands in the page: its author says where, and with which `nonce`.
 * @param {string} selector @param {unknown} value @param {Report} report
 */
const fillWith = (selector, value, report) => ({
  element(/** @type {Tag} */ tag) {
    try {
      if (tag.tagName !== 'script' || !/\bjson$/i.test(tag.getAttribute('type') ?? '')) {
        throw new Error(`\`${selector}\` is no \`<script type="application/json">\`, and nothing else can hold JSON`);
      }
      tag.setInnerContent(scriptJson(typeof value === 'function' ? value() : value), { html: true });
    } catch (thrown) {
      report(thrown);
    }
  },
});

/**
 * No `<` of a text ends the script element or begins a comment in it; inside of JSON's strings, where alone it can stand,
 * the escape means the same.
 * @param {unknown} value
 */
export const scriptJson = (value) =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null')).replaceAll('<', '\\u003c');

/** @param {RewriteOptions['onError']} onError @param {Error} error */
function tell(onError, error) {
  try {
    if (onError) onError(error);
    else console.error(`burgee/html: ${error.message}`);
  } catch {
    // Whoever is told of errors failed too: nobody is left.
  }
}
