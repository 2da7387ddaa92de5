/** Of the text that came, none of which is true of the text that goes. */
const OF_THE_BODY = [
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
/** Each tells some shared cache more than `cache-control` does, and would let one visitor's page go to another. */
const OF_SHARED_CACHES = [
  'expires',
  'cdn-cache-control',
  'cloudflare-cdn-cache-control',
  'vercel-cdn-cache-control',
  'netlify-cdn-cache-control',
  'surrogate-control',
];

/**
 * A page that was made for one visitor: by default nobody else gets it from a cache, and the visitor's own browser asks
 * again, because a flag may have been switched meanwhile.
 * @param {Headers} given @param {string | null} [cacheControl] null: the page's own words stay
 */
export function headersFor(given, cacheControl) {
  const headers = new Headers(given);
  for (const name of OF_THE_BODY) headers.delete(name);
  if (cacheControl === null) return headers;
  const kept = /\bno-store\b/i.test(given.get('cache-control') ?? '') ? 'private, no-store' : 'private, no-cache';
  for (const name of OF_SHARED_CACHES) headers.delete(name);
  headers.set('cache-control', cacheControl ?? kept);
  return headers;
}
