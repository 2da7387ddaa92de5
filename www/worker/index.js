// The Worker: a table of routes, and what is common to all of them.
import { publishSnapshot } from './admin.js';
import { preflight, withCors } from './cors.js';
import { report } from './events.js';
import { listExperiments } from './experiments.js';
import { errorResponse, HttpError } from './http.js';
import { page } from './page.js';
import { results } from './results.js';
import { serveCompiled, serveSnapshot } from './snapshot.js';

/** @import { Call, Env, Handler } from './types.js' */

/** @type {{ path: RegExp, methods: { [method: string]: Handler } }[]} */
const ROUTES = [
  { path: /^\/$/, methods: { GET: page } },
  // Neutral names on purpose: ad blockers stop paths that say what this is.
  { path: /^\/live\/snapshot\.json$/, methods: { GET: serveSnapshot } },
  { path: /^\/live\/compiled\.json$/, methods: { GET: serveCompiled } },
  { path: /^\/live\/report$/, methods: { POST: report } },
  { path: /^\/api\/v1\/snapshot$/, methods: { GET: serveSnapshot, PUT: publishSnapshot } },
  { path: /^\/api\/v1\/experiments$/, methods: { GET: listExperiments, POST: listExperiments } },
  { path: /^\/api\/v1\/experiments\/([^/]+)\/results$/, methods: { GET: results } },
];

/**
 * @param {Call} call
 * @returns {Promise<Response>}
 */
async function route(call) {
  for (const { path, methods } of ROUTES) {
    const match = path.exec(call.url.pathname);
    if (!match) continue;
    const method = call.request.method === 'HEAD' ? 'GET' : call.request.method;
    const handler = methods[method];
    const allow = [...Object.keys(methods), ...('GET' in methods ? ['HEAD'] : []), 'OPTIONS'].join(', ');
    if (handler) return handler({ ...call, params: match.slice(1) });
    if (method === 'OPTIONS') return preflight(call, allow);
    throw new HttpError(405, `${method} is not possible here, only ${allow}`, {}, { Allow: allow });
  }
  throw new HttpError(404, `there is nothing at \`${call.url.pathname}\``);
}

/** @param {unknown} error */
function answerTo(error) {
  if (error instanceof HttpError) return errorResponse(error);
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('no such table')) {
    return errorResponse(new HttpError(503, 'the database has no tables yet: apply the migrations of www/migrations'));
  }
  console.error(error);
  return errorResponse(new HttpError(500, 'the Worker failed; its log says more'));
}

export default {
  /**
   * @param {Request} request
   * @param {Env} env
   * @returns {Promise<Response>}
   */
  async fetch(request, env) {
    const call = { request, env, url: new URL(request.url), params: [] };
    const response = await route(call).catch(answerTo);
    const shared = withCors(call, response);
    return request.method === 'HEAD' ? new Response(null, shared) : shared;
  },
};
