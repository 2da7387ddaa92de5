import type { Context } from 'hono';

/** The bindings and variables of wrangler.jsonc. */
export interface Env {
  DB: D1Database;
  ASSETS: Fetcher;
  /** A secret; without it nobody can publish. */
  ADMIN_TOKEN?: string;
  /** Further origins whose pages may read and report, separated by spaces; `*` allows every origin. */
  ALLOWED_ORIGINS?: string;
}

/** One request in the router. */
export type Call = Context<{ Bindings: Env }>;

export type Handler = (call: Call) => Response | Promise<Response>;

/** Why one event of a batch was refused. */
export interface Rejection {
  /** Index in the batch, from 0. */
  index: number;
  /** Null when the event had no usable id. */
  id: string | null;
  message: string;
}
