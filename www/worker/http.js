// The few things of HTTP that every route needs: JSON answers, errors with a status, bodies with a limit.

/** An answer that is an error; `details` joins the message in the body. */
export class HttpError extends Error {
  /**
   * @param {number} status
   * @param {string} message lower case, for the developer who reads it
   * @param {{ [name: string]: unknown }} [details]
   * @param {{ [name: string]: string }} [headers]
   */
  constructor(status, message, details = {}, headers = {}) {
    super(message);
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

/** A browser that is led here takes it for nothing else. */
export const JSON_HEADERS = { 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff' };

/**
 * @param {unknown} body
 * @param {number} [status]
 * @param {{ [name: string]: string }} [headers]
 */
export function json(body, status = 200, headers = {}) {
  const text = `${JSON.stringify(body, null, 2)}\n`;
  return new Response(text, {
    status,
    headers: { ...JSON_HEADERS, 'Cache-Control': 'no-store', ...headers },
  });
}

/** @param {HttpError} error */
export function errorResponse(error) {
  return json({ error: error.message, ...error.details }, error.status, error.headers);
}

/** How much of a body that is too large is still read and dropped, so that its connection can be used again. */
const DROPPED = 1024 * 1024;

/**
 * The body as text, read piece by piece, so that an endless one costs no more than the limit.
 * @param {Request} request
 * @param {number} limit in bytes
 */
export async function readText(request, limit) {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  let text = '';
  let size = 0;
  try {
    for await (const chunk of /** @type {AsyncIterable<Uint8Array>} */ (request.body ?? [])) {
      size += chunk.byteLength;
      if (size > limit + DROPPED) break;
      if (size <= limit) text += decoder.decode(chunk, { stream: true });
    }
    if (size <= limit) return text + decoder.decode();
  } catch {
    throw new HttpError(400, 'the body is not UTF-8 or did not arrive whole');
  }
  throw new HttpError(413, `the body is larger than ${limit} bytes`);
}

/**
 * A JSON object from the body; `types` are the media types it may come as.
 * @param {Request} request
 * @param {number} limit
 * @param {string[]} [types]
 * @returns {Promise<{ [name: string]: unknown }>}
 */
export async function readObject(request, limit, types = ['application/json']) {
  const type = (request.headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type)) throw new HttpError(415, `the body is to be ${types.join(' or ')}, not \`${type}\``);
  const text = await readText(request, limit);
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new HttpError(400, `the body is not JSON: ${/** @type {Error} */ (error).message}`);
  }
  if (!isObject(value)) throw new HttpError(400, 'the body is to be a JSON object');
  return value;
}

/**
 * @param {unknown} value
 * @returns {value is { [name: string]: unknown }}
 */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
