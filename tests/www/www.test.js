// One Worker serves all suites, because it takes seconds to start.
import { after, before, describe } from 'node:test';
import { accessibilitySuite } from './accessibility.js';
import { adminSuite, deployedRevisionSuite } from './admin.js';
import { compiledSuite } from './compiled.js';
import { deploySuite } from './deploy.js';
import { experimentsSuite } from './experiments.js';
import { failuresSuite } from './failures.js';
import { pageSuite } from './page.js';
import { reportSuite } from './report.js';
import { resultsSuite } from './results.js';
import { routesSuite } from './routes.js';
import { securitySuite } from './security.js';
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

  /** The URL of the Worker, which is known after it has started. */
  const url = (/** @type {string} */ path) => `${server?.url}${path}`;
  describe('deployed revision', () => deployedRevisionSuite(url));
  describe('routes', () => routesSuite(url));
  describe('compiled', () => compiledSuite(url));
  describe('reports', () => reportSuite(url));
  describe('results', () => resultsSuite(url));
  describe('experiments', () => experimentsSuite(url));
  describe('page', () => pageSuite(url));
  describe('shop', () => shopSuite(url));
  describe('accessibility', () => accessibilitySuite(url));
  describe('security', () => securitySuite(url));
  describe('failures', () => failuresSuite());
  describe('deployment', () => deploySuite());
  // Last: it publishes snapshots, and the highest revision stays.
  describe('admin', () => adminSuite(url));
});
