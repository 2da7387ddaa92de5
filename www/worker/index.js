// The Worker: its routes, and what all of them have in common.
import { Hono } from 'hono';
import { publishSnapshot } from './admin.js';
import { addCorsHeaders, preflight } from './cors.js';
import { report } from './events.js';
import { listExperiments } from './experiments.js';
import { HttpError, responseFor } from './http.js';
import { page } from './page.js';
import { results } from './results.js';
import { serveCompiledSnapshot, serveSnapshot } from './snapshot.js';

/** @import { Call, Env, Handler } from './types.js' */

/** @type {Hono<{ Bindings: Env }>} */
const app = new Hono();

/**
 * Middleware: a path must be valid percent-encoding, as routes decode their parameters.
 * @param {Call} call
 * @param {() => Promise<void>} next
 */
async function requireDecodablePath(call, next) {
  const { pathname } = new URL(call.req.url);
  try {
    decodeURIComponent(pathname);
  } catch {
    throw new HttpError(400, `\`${pathname}\` is not valid percent-encoding`);
  }
  await next();
}

/**
 * Adds a path. HEAD follows from GET, OPTIONS is a preflight, and any other method is answered 405 with `Allow`.
 * @param {string} path
 * @param {{ [method: string]: Handler }} methods
 */
function addRoute(path, methods) {
  const allow = [...Object.keys(methods), ...('GET' in methods ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  for (const [method, handler] of Object.entries(methods)) app.on(method, path, handler);
  app.options(path, (call) => preflight(call, allow));
  app.all(path, ({ req }) => {
    throw new HttpError(405, `${req.method} is not supported here: use ${allow}`, {}, { Allow: allow });
  });
}

app.use(addCorsHeaders, requireDecodablePath);
addRoute('/', { GET: page });
// Neutral names, because ad blockers block paths such as `/flags` or `/track`.
addRoute('/live/snapshot.json', { GET: serveSnapshot });
addRoute('/live/compiled.json', { GET: serveCompiledSnapshot });
addRoute('/live/report', { POST: report });
addRoute('/api/v1/snapshot', { GET: serveSnapshot, PUT: publishSnapshot });
addRoute('/api/v1/experiments', { GET: listExperiments, POST: listExperiments });
addRoute('/api/v1/experiments/:id/results', { GET: results });
app.notFound(({ req }) => responseFor(new HttpError(404, `there is nothing at \`${new URL(req.url).pathname}\``)));
app.onError(responseFor);

export default app;
