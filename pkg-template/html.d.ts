import type { Client, ClientDetails } from './client.js';

/** The class that rewrites HTML as it streams: a global in Workers and Bun, a package elsewhere. */
export interface HTMLRewriterClass {
  new (): {
    // biome-ignore lint/suspicious/noExplicitAny: each implementation has its own type of elements
    on(selector: string, handlers: { element(element: any): void }): unknown;
    transform(response: Response): Response;
  };
}

/** What decides the variants: a client's user view, or an evaluator's context, which records no exposures. */
export interface DecisionSource {
  details(key: string): ClientDetails;
  expose?(key: string): void;
}

export interface RewriteOptions {
  /**
   * Where exposures are recorded. `edge` (default): by the user view, once a mark of the flag is written; the view needs
   * `waitUntil`. `page`: the edge writes notes into the page, which `exposeWhenSeen()` reports once the elements are visible.
   * `none`: nowhere.
   */
  expose?: 'edge' | 'page' | 'none';
  /**
   * JSON to write into the page, by the selector of a `<script type="application/json">` in it: a JSON text, any other value,
   * or a function that returns one of them when the element is reached. Default: none.
   */
  json?: { [selector: string]: unknown };
  /**
   * The `cache-control` of the response. Default: `private, no-cache` (`private, no-store` if the page has `no-store`), and
   * headers for shared caches are removed. `null`: the page's headers stay. Then a shared cache must not store the response,
   * unless its key contains everything that the variants depend on.
   */
  cacheControl?: string | null;
  /** Required on platforms without a global `HTMLRewriter`. Default: the global. */
  HTMLRewriter?: HTMLRewriterClass;
  /** Called with each part of the page that could not be rewritten, and why. Default: `console.error`. */
  onError?: (error: Error) => void;
}

/**
 * Rewrites a page for one user, as it streams. Marks in the HTML:
 *
 * | mark | result |
 * |---|---|
 * | `<p data-flag="hero" data-variant="b">` | stays if the variant is `b` (or one of several, separated by spaces) |
 * | `<p data-flag="hero" data-variant="a" data-default>` | stays for `a`, and if there is no variant |
 * | `<p data-flag="hero" data-unless="a b">` | stays for every other variant, and if there is no variant |
 * | `<nav data-flag="new_nav">` | stays if the value is `true` |
 * | `<h1 data-flag-text="headline">Hello</h1>` | gets the value as its text; keeps its own if there is no value |
 * | `<a data-flag-attr="href=cta_link title=cta_title">` | gets attributes; `true` sets an empty one, `false` removes it |
 *
 * An element is removed with its content, so it needs its end tag. The content of a `<template>` is not rewritten, except that
 * of a shadow root. Values are inserted as text, never as HTML. They are not inserted into scripts, styles and event handlers,
 * nor as a URL with a scheme other than `http:`, `https:`, `mailto:`, `tel:` and `sms:`.
 *
 * Never throws. A response that is not HTML, is partial (206) or has no body is returned unchanged.
 */
export function rewriteVariants(response: Response, view: DecisionSource, options?: RewriteOptions): Response;

/** JSON that is safe in a `<script type="application/json">`. A text must be JSON already; any other value is converted. */
export function scriptJson(value: unknown): string;

/** A document, or a part of one. Declared without DOM types, which Workers do not have. */
export interface Searchable {
  // biome-ignore lint/suspicious/noExplicitAny: elements of the DOM, whose types may be missing
  querySelectorAll(selector: string): Iterable<any>;
}

/**
 * For pages that were rewritten with `expose: 'page'`: records the exposure of each flag when one of its elements is visible,
 * or the element after a removed one. Only if the page's client decides the same variant as the edge.
 * @param root Default: the document.
 * @returns A function that stops it.
 */
export function exposeWhenSeen(client: Client, root?: Searchable): () => void;
