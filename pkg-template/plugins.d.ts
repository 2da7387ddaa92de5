import type { Plugin } from './client.js';
import type { ServerValues } from './server.js';

export interface ServerSentEventsOptions {
  /** A refresh starts at a random time within so many ms of an event, so that not all pages ask at once. Default 1,000. */
  spread?: number;
  /** After so many ms without data (not even a comment) the stream counts as broken. Default 300,000. */
  silence?: number;
}

/**
 * Refreshes the snapshot when the server announces a newer one. With this plugin the default of `update` is `immediate`.
 *
 * The server responds with `text/event-stream`. An event named `snapshot`, or without a name, announces a snapshot. Its data may
 * be `{"revision": 43}` or `{"etag": "\"43\""}`; a client that has this snapshot already does not refresh. Send the current one
 * at the start of a stream, and a comment (`:`) from time to time. Other events are ignored; `retry:` and `Last-Event-ID` work.
 *
 * The stream closes while the page is hidden; when the page is visible again it opens again, with a refresh. After a break it
 * opens again after growing, random waits, and not before `Retry-After`. After a 4xx status or another content type it does
 * not open again; polling and refreshes continue. Do not use it in Workers, where nothing outlives a request.
 * @param url Default: the snapshot's URL, requested with `Accept: text/event-stream`.
 */
export function serverSentEvents(url?: string | URL, options?: ServerSentEventsOptions): Plugin;

export interface AnonymousIdOptions {
  /** The attribute with the id, for rules with `"by": "anonymousId"`. It stays the same after a login. Default `anonymousId`. */
  attribute?: string;
  /** Also stores the id in a cookie, which the edge reads with `visitorOf()`: its name, or `true` for `burgee_id`. Default: no cookie. */
  cookie?: string | boolean;
  /** The cookie's lifetime in days, from the last visit. Default 365; Safari limits a page's cookies to 7. */
  days?: number;
  /** The cookie's `Domain`, to share it between subdomains. Default: this host only. */
  domain?: string;
  /** The key in `storage`. Default `burgee:id`. */
  key?: string;
}

/**
 * Gives each visitor an id: the context gets `anonymousId`, and `targetingKey` if it has none. After a login
 * (`setContext({ targetingKey: user })`) `anonymousId` stays, so assignments by it stay the same.
 *
 * Where consent is used, nothing is stored or read before it is granted; until then the id is in memory only. When consent is
 * granted, an id stored on an earlier visit replaces it, otherwise it is stored. When consent is denied, the stored id is
 * removed. The cookie is `Secure; SameSite=Lax; Path=/`; a value that is not an id (8–64 letters, digits, `_`, `-`) is ignored.
 * If `cookie` or `domain` is not valid, the client reports an `error` and works without the plugin.
 */
export function anonymousId(options?: AnonymousIdOptions): Plugin;

export interface StoredAssignmentsOptions {
  /** The maximum number of stored assignments; the least recently used are removed first. Default 200. */
  limit?: number;
}

/**
 * Stores assignments to sticky experiments on this device, for each unit, and passes them as `assignments`. Units are stored as
 * short hashes in `storage`. Where consent is used, nothing is stored or read before it is granted, and stored assignments are
 * removed when it is denied.
 */
export function storedAssignments(options?: StoredAssignmentsOptions): Plugin;

export interface UrlOverridesOptions {
  /** The name of the URL's parameter. Default `burgee`. */
  parameter?: string;
  /** Keeps the overrides while the tab lives (`sessionStorage`); `?burgee=` ends them. Default `false`. */
  keep?: boolean;
  /** The only flags that can be overridden. Default: all. */
  only?: readonly string[];
}

/**
 * Overrides from the page's URL, as the option `overrides`: they are never reported. In
 * `?burgee=pricing_page:variant_b,limit:25` a value is the name of a variant, or else JSON of the flag's type. An unknown flag or
 * variant is reported as an `error` and has no effect. Anybody who can write a link can use it: leave it out where that is a
 * problem, or list the flags in `only`.
 */
export function urlOverrides(options?: UrlOverridesOptions): Plugin;

/**
 * Reads the values that `handOver()` of `burgee/server` wrote. For the option `bootstrap`: the first read has its value without
 * a request and without WebAssembly. Without `snapshot` the core is never loaded, so the page's CSP need not allow it.
 *
 * The values are used until a snapshot is loaded, and only for the user that the server decided for: not after a login, and not
 * if the page's `targetingKey` (or another hashed unit) differs from the server's. Exposures are reported as usual, except those
 * that the server has reported. The client's default `context` is the one in the values. Invalid values are reported as an
 * `error`.
 * @param source The object, its text, an element that contains the text (`<script type="application/json">`), or its selector.
 */
export function handedOver(source: ServerValues | string | { textContent: string | null }): Plugin;
