import type { Plugin } from './client.js';
import type { HandedOver } from './server.js';

export interface ServerSentEventsOptions {
  /** A refresh comes at a random moment within so many ms of the event, so that not all pages ask at once. Default 1,000. */
  spread?: number;
  /** After so many ms without a byte, not even a comment, the stream counts as broken. Default 300,000. */
  silence?: number;
}

/**
 * Asks for the snapshot as soon as the server says that there is a newer one. For `plugins`; with it `update` is `immediate`
 * unless you say otherwise.
 *
 * The server answers with `text/event-stream`. Each event that is called `snapshot`, or nothing, means news; its data may be
 * `{"revision": 43}` or `{"etag": "\"43\""}`, and then a client that has that one does not ask. Send the current one at the
 * start, and a comment (`:`) now and then. Other events are ignored; `retry:` and `Last-Event-ID` work.
 *
 * The stream is closed while the page is hidden and opened again, with a refresh, when it is visible. One that breaks is opened
 * again with growing, random waits, and after `Retry-After`. A URL that answers with something else, or 4xx, is not asked
 * again; polling and the refresh on becoming visible go on in any case. In Workers, where nothing outlives a request, leave it out.
 * @param url Default: the snapshot's own URL, asked with `Accept: text/event-stream`.
 */
export function serverSentEvents(url?: string | URL, options?: ServerSentEventsOptions): Plugin;

export interface AnonymousIdOptions {
  /** The attribute that keeps the id whoever is logged in, for rules with `"by": "anonymousId"`. Default `anonymousId`. */
  attribute?: string;
  /** Also keeps it in a cookie, which the edge reads by `visitorOf()`: its name, or `true` for `burgee_id`. Default: none. */
  cookie?: string | boolean;
  /** The cookie's lifetime, from the last visit. Default 365; Safari allows a page's cookies 7. */
  days?: number;
  /** The cookie's `Domain`, to share it between subdomains. Default: this host alone. */
  domain?: string;
  /** The key in `storage`. Default `burgee:id`. */
  key?: string;
}

/**
 * Gives visitors an id of their own: the context gets `anonymousId`, and `targetingKey` where it has none. At a login
 * (`setContext({ targetingKey: user })`) `anonymousId` stays, so what is bucketed by it does not jump. For `plugins`.
 *
 * Where consent is used, nothing is stored or read before it is granted: until then the id lives in memory. On a grant an
 * id that was stored on an earlier visit takes its place, else it is stored itself; when denied, what was stored is removed.
 * A cookie is `Secure; SameSite=Lax; Path=/`, and one that holds no id (8–64 letters, digits, `_`, `-`) is not used.
 */
export function anonymousId(options?: AnonymousIdOptions): Plugin;

/**
 * Keeps the variants of sticky experiments on this device by itself, for each unit, and gives them back as `assignments`:
 * in `storage`, the units by a short hash. Where consent is used, nothing is stored or read before it is granted, and what was
 * stored is removed when it is denied. `limit`: how many are kept, those that were met longest ago go first; default 200.
 * For `plugins`.
 */
export function storedAssignments(options?: { limit?: number }): Plugin;

export interface UrlOverridesOptions {
  /** Default `burgee`. */
  parameter?: string;
  /** Keeps them while the tab lives (`sessionStorage`); `?burgee=` ends that. Default `false`. */
  keep?: boolean;
  /** The only flags that may be overridden. Default: all. */
  only?: readonly string[];
}

/**
 * Overrides from the page's address, as `overrides` says them in code: shown as overridden, never reported.
 * `?burgee=pricing_page:variant_b,limit:25`: a variant's name or else a JSON value of the flag's type. A flag or variant that is
 * not there is told by `error`, and has no effect. Whoever writes a link can use it: leave it out where that must not be, or
 * name the flags in `only`. For `plugins`.
 */
export function urlOverrides(options?: UrlOverridesOptions): Plugin;

/**
 * Reads what `handOver()` of `burgee/server` wrote. For `bootstrap`: the very first read has its value, without a request and
 * without WebAssembly; with no `snapshot` at all the core is never loaded, so the page's CSP need not allow it.
 *
 * The values hold until a snapshot is there, and for the user whom the server decided for: after a login they do not, and
 * where the page's `targetingKey` (or another unit that was hashed) is another than the server's they never do.
 * Reads report exposures as ever, less those that the server reported. Without `context`, the handed-over one is the client's.
 * @param given The object, its text, an element that holds the text (`<script type="application/json">`), or a selector of one.
 */
export function handedOver(given: HandedOver | string | { textContent: string | null }): Plugin;
