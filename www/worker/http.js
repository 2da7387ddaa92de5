// What every route needs of HTTP: JSON responses, errors with a status, and bodies with a size limit.

/** An error that becomes a response; `details` are added to the JSON body beside the message. */
export class HttpError extends Error {
  /**
   * @param {number} status
   * @param {string} message lower case, for developers
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

/** `nosniff`: a browser that opens such a URL must not interpret the body as anything else. */
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
function errorResponse(error) {
  return json({ error: error.message, ...error.details }, error.status, error.headers);
}

/**
 * The response for any thrown value. Unexpected errors go to the log; the client learns nothing of them.
 * @param {unknown} error
 */
export function responseFor(error) {
  if (error instanceof HttpError) return errorResponse(error);
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('no such table')) {
    return errorResponse(new HttpError(503, 'the database has no tables yet: apply the migrations of www/migrations'));
  }
  console.error(error);
  return errorResponse(new HttpError(500, 'the Worker failed: its log has the details'));
}

/** How much of a body that is too large is still read and discarded, in bytes, so that its connection can be reused. */
const DISCARDED_BYTES = 1024 * 1024;

/**
 * The body as text, read chunk by chunk, so that an endless body costs no more than the limit.
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
      if (size > limit + DISCARDED_BYTES) break;
      if (size <= limit) text += decoder.decode(chunk, { stream: true });
    }
    if (size <= limit) return text + decoder.decode();
  } catch {
    throw new HttpError(400, 'the body is not valid UTF-8 or is incomplete');
  }
  throw new HttpError(413, `the body is larger than ${limit} bytes`);
}

/**
 * The body as JSON.
 * @param {Request} request
 * @param {number} limit in bytes
 * @param {string[]} [types] accepted media types
 * @returns {Promise<unknown>}
 */
export async function readJson(request, limit, types = ['application/json']) {
  const type = (request.headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type)) throw new HttpError(415, `the body must be ${types.join(' or ')}, not \`${type}\``);
  const text = await readText(request, limit);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpError(400, `the body is not valid JSON: ${/** @type {Error} */ (error).message}`);
  }
}
