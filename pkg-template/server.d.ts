import type { Consent, View } from './client.js';
import type { Attributes, Details } from './index.js';

/** A view's decisions for the page, as JSON. */
export interface HandedOver {
  format: 'burgee-values/1';
  /** Of the snapshot that decided. */
  revision: number | null;
  /** What the page may know of its user. */
  context?: Attributes;
  flags: {
    [key: string]: Omit<Details, 'key' | 'metadata'> & {
      overridden?: true /** The server reported the exposure. */;
      reported?: true;
    };
  };
}

export interface HandOverOptions {
  /** The flags that the page needs. Default: all, whose keys and values anybody can then read in the page. */
  keys?: Iterable<string>;
  /** The part of the user's attributes that the page may know: its client's `context`, unless it has one of its own. */
  context?: Attributes;
}

/**
 * What `handedOver()` of `burgee/plugins` reads in the page. It exposes nobody; an exposure that this client reported
 * (a flag that the server read) is marked and not reported by the page again. Flags without a variant are left out.
 * Put it into the HTML by `scriptJson()`. An answer with it is this user's: no shared cache may keep it.
 */
export function handOver(view: View, options?: HandOverOptions): HandedOver;

export interface VisitorOptions {
  /** The cookie's name. Default `burgee_id`, as `anonymousId({ cookie: true })` has it. */
  cookie?: string;
  /** Its lifetime, from this answer on. Default 365. */
  days?: number;
  /** Its `Domain`. Default: this host alone. */
  domain?: string;
  /** What the visitor said. `unknown`: no cookie is set; `denied`: one that is there is removed. Left out: the site does not ask. */
  consent?: Consent;
}

export interface Visitor {
  /** For `targetingKey`, or as an attribute of its own beside a user's. */
  id: string;
  /** The request had no (sound) cookie: the id was made just now. */
  isNew: boolean;
  /** The value for `Set-Cookie`, or `null` when none is to be set. */
  setCookie: string | null;
}

/**
 * Who asks, by the cookie. Hostile or damaged values count as none.
 * @throws {Error} when `cookie` or `domain` has characters that can't stand in a cookie.
 */
export function visitorOf(request: Pick<Request, 'headers'>, options?: VisitorOptions): Visitor;

/** A JSON text that can stand in a `<script type="application/json">`, whatever the values hold. */
export { scriptJson } from './html.js';
