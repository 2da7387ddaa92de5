// One Worker for all suites: it takes seconds to start, and the page's tests want the Worker's own database.
import { after, before, describe } from 'node:test';
import { adminSuite } from './admin.js';
import { compiledSuite } from './compiled.js';
import { deploySuite } from './deploy.js';
import { experimentsSuite } from './experiments.js';
import { faultsSuite } from './faults.js';
import { pageSuite } from './page.js';
import { reportSuite } from './report.js';
import { resultsSuite } from './results.js';
import { routesSuite } from './routes.js';
import { startServer } from './server.js';
import { shopSuite } from './shop.js';
import { closeBrowser, startBrowser } from './visit.js';

/** @import { Server } from './server.js' */

describe('the demo site', { timeout: 300_000 }, () => {
  /** @type {Server | undefined} */
  let server;
  before(async () => {
    server = await startServer({ ALLOWED_ORIGINS: 'https://shop.example.com https://other.example.com' });
  });
  before(startBrowser);
  after(() => Promise.all([server?.close(), closeBrowser()]));

  /** Where the Worker listens; known once it has started. */
  const url = (/** @type {string} */ path) => `${server?.url}${path}`;
  describe('routes', () => routesSuite(url));
  describe('compiled', () => compiledSuite(url));
  describe('reports', () => reportSuite(url));
  describe('results', () => resultsSuite(url));
  describe('experiments', () => experimentsSuite(url));
  describe('page', () => pageSuite(url));
  describe('shop', () => shopSuite(url));
  describe('faults', () => faultsSuite());
  describe('deployment', () => deploySuite());
  // Last: it publishes snapshots, and the highest revision stays.
  describe('admin', () => adminSuite(url));
});
