import type { Client, ClientDetails } from './client.js';

/** The class that rewrites HTML as it streams: a global in Workers and Bun, a package elsewhere. */
export interface HTMLRewriterClass {
  new (): {
    on(selector: string, handlers: { element(element: any): void }): unknown;
    transform(response: Response): Response;
  };
}

/** Whose variants: a client's view, or an evaluator's context, which reports nobody. */
export interface Decides {
  details(key: string): ClientDetails;
  expose?(key: string): void;
}

export interface RewriteOptions {
  /**
   * Who reports exposures. `edge` (default): the view, as soon as a mark of the flag was written; give the view `waitUntil`.
   * `page`: the edge reports nothing and leaves notes, which `exposeWhenSeen()` reports once they are on the screen.
   * `none`: nobody.
   */
  expose?: 'edge' | 'page' | 'none';
  /**
   * What goes along as JSON, by selector of a `<script type="application/json">` that stands in the page: a text that is
   * JSON already, any other value, or a function that gives one of them when its place has come.
   */
  json?: { [selector: string]: unknown };
  /**
   * The `cache-control` of the answer. Default `private, no-cache` (`private, no-store` where the page said `no-store`), and
   * what speaks to shared caches is taken out. `null`: what the page says stays; then it must not be kept for others, unless
   * their key has all that the variants depend on.
   */
  cacheControl?: string | null;
  /** Where the platform has none. */
  HTMLRewriter?: HTMLRewriterClass;
  /** What was left as it is, and why. Default: `console.error`. */
  onError?: (error: Error) => void;
}

/**
 * The page as this user gets it. It streams: what has come is sent on, nothing waits for the end of the page. Marks:
 *
 * | in the HTML | what becomes of it |
 * |---|---|
 * | `<p data-flag="hero" data-variant="b">` | stays for whoever is served `b` (or one of several, between spaces) |
 * | `<p data-flag="hero" data-variant="a" data-default>` | stays for `a`, and when none could be served |
 * | `<p data-flag="hero" data-unless="a b">` | stays for every other variant, and when none could be served |
 * | `<nav data-flag="new_nav">` | stays when the value is `true` |
 * | `<h1 data-flag-text="headline">Hello</h1>` | gets the value as its text; keeps its own when none could be served |
 * | `<a data-flag-attr="href=cta_link title=cta_title">` | gets attributes; `true` sets an empty one, `false` removes it |
 *
 * An element that goes, goes with all that is in it, so it needs its end tag. What is inside of a `<template>` stays as it is,
 * for the page to choose from, unless it is that of a shadow root. Values enter as text, never as HTML; none goes
 * into scripts, styles, event handlers, or as an address that is no `http:`, `https:`, `mailto:`, `tel:` or `sms:` link.
 *
 * Never throws. What is no HTML, a part of a document (206) or without a body comes back as it is.
 */
export function rewriteVariants(response: Response, view: Decides, options?: RewriteOptions): Response;

/** JSON that can stand in a `<script type="application/json">`: a text is taken for JSON, any other value becomes it. */
export function scriptJson(value: unknown): string;

/** A document, or a part of one. (Said so that types of Workers, which know no DOM, can read it.) */
export interface Searchable {
  querySelectorAll(selector: string): Iterable<any>;
}

/**
 * In a page that came with `expose: 'page'`: reports each flag when an element of it is on the screen, or what stands where
 * an element would be. Only if the page's client decides as the edge did: what does not stand there is not reported.
 * Gives a function that stops it.
 */
export function exposeWhenSeen(client: Client, root?: Searchable): () => void;
