import type { Consent, UserView } from './client.js';
import type { Attributes, Details } from './index.js';

/** One decision for the page. */
export interface ServerValue extends Omit<Details, 'key' | 'metadata'> {
  /** An override decided. */
  overridden?: true;
  /** The server has reported the exposure. */
  reported?: true;
}

/** A user view's decisions for the page, as JSON. */
export interface ServerValues {
  format: 'burgee-values/1';
  /** The `revision` of the snapshot that decided, or `null`. */
  revision: number | null;
  /** The attributes that the page may know. */
  context?: Attributes;
  /** Decisions by flag key. */
  flags: { [key: string]: ServerValue };
}

export interface HandOverOptions {
  /** The flags that the page needs. Default: all. Anybody can read their keys and values in the page. */
  keys?: Iterable<string>;
  /** The attributes that the page may know. They are the `context` of its client unless that has one of its own. Default: none. */
  context?: Attributes;
}

/**
 * Collects a user view's decisions for the page, where `handedOver()` of `burgee/plugins` reads them. Records no exposure; an
 * exposure that this client has reported (the server read the flag) is marked, and the page does not report it again. Flags
 * without a variant are left out. Write the result into the HTML with `scriptJson()`. A response that contains it belongs to
 * one user: no shared cache may store it.
 */
export function handOver(view: UserView, options?: HandOverOptions): ServerValues;

export interface VisitorOptions {
  /** The cookie's name. Default `burgee_id`, as in `anonymousId({ cookie: true })`. */
  cookie?: string;
  /** The cookie's lifetime in days, from this response on. Default 365. */
  days?: number;
  /** The cookie's `Domain`. Default: this host only. */
  domain?: string;
  /** The visitor's consent. `unknown`: no cookie is set. `denied`: an existing one is removed. Default: the site does not ask. */
  consent?: Consent;
}

export interface Visitor {
  /** For `targetingKey`, or as an attribute beside a user's. */
  id: string;
  /** The request had no valid cookie, and the id was made now. */
  isNew: boolean;
  /** The value for `Set-Cookie`, or `null` if no cookie has to be set. */
  setCookie: string | null;
}

/**
 * The visitor's id from the cookie. Invalid values count as none.
 * @throws {Error} if `cookie` or `domain` contains characters that are not valid in a cookie
 */
export function visitorOf(request: Pick<Request, 'headers'>, options?: VisitorOptions): Visitor;

/** JSON that is safe in a `<script type="application/json">`, whatever the values contain. */
export { scriptJson } from './html.js';
