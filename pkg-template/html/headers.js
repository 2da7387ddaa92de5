/** Headers that describe the original body, and not the rewritten one. */
const BODY_HEADERS = [
  'content-length',
  'content-encoding',
  'content-md5',
  'digest',
  'content-digest',
  'repr-digest',
  'etag',
  'last-modified',
  'accept-ranges',
];
/** Each overrides `cache-control` for some shared cache, which could then serve one visitor's page to another. */
const SHARED_CACHE_HEADERS = [
  'expires',
  'cdn-cache-control',
  'cloudflare-cdn-cache-control',
  'vercel-cdn-cache-control',
  'netlify-cdn-cache-control',
  'surrogate-control',
];

/**
 * The headers of a page that is decided for one visitor. By default no shared cache stores it, and the visitor's browser
 * revalidates it, because a flag may have changed.
 * @param {Headers} original @param {string | null} [cacheControl] `null`: the page's own value stays
 */
export function headersFor(original, cacheControl) {
  const headers = new Headers(original);
  for (const name of BODY_HEADERS) headers.delete(name);
  if (cacheControl === null) return headers;
  const fallback = /\bno-store\b/i.test(original.get('cache-control') ?? '')
    ? 'private, no-store'
    : 'private, no-cache';
  for (const name of SHARED_CACHE_HEADERS) headers.delete(name);
  headers.set('cache-control', cacheControl ?? fallback);
  return headers;
}
