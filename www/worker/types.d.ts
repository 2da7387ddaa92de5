/** What wrangler.jsonc binds. */
export interface Env {
  DB: D1Database;
  ASSETS: Fetcher;
  /** A secret; without it nobody may publish. */
  ADMIN_TOKEN?: string;
  /** Other origins that may report, separated by spaces; `*` is any. */
  ALLOWED_ORIGINS?: string;
}

/** A request on its way through the router. */
export interface Call {
  request: Request;
  env: Env;
  url: URL;
  /** What the route's pattern captured. */
  params: string[];
}

export type Handler = (call: Call) => Promise<Response>;

export interface ExposureEvent {
  type: 'exposure';
  id: string;
  at: number;
  unit: string;
  by: string;
  experiment: string;
  version: number;
  flag: string;
  variant: string;
  reason?: string | null;
  revision?: number | null;
}

export interface TrackEvent {
  type: 'track';
  id: string;
  at: number;
  unit: string;
  by: string;
  name: string;
  value?: number | null;
  revision?: number | null;
  properties?: { [name: string]: unknown } | null;
}

export interface Rejection {
  /** Null when the event had no usable id. */
  id: string | null;
  message: string;
}
