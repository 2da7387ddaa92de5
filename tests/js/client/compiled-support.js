// Compiled snapshots for tests of the client.
import assert from 'node:assert/strict';
import { compile, init } from '../../../pkg/index.js';
import { pageCore } from './page-core.js';
import { URL_A, fakeFetch, fakePage, json } from './support.js';

await init();

export const written = (/** @type {string} */ plan, revision = 1) =>
  JSON.stringify({
    format: 'burgee/1',
    revision,
    flags: {
      pro: {
        variants: { on: true, off: false },
        rules: [{ if: { attribute: 'plan', in: [plan] }, serve: 'on' }],
        fallthrough: 'off',
      },
      shop: {
        variants: { on: true, off: false },
        rules: [{ if: { attribute: 'path', matches: '^/shop' }, serve: 'on' }],
        fallthrough: 'off',
      },
    },
  });

export const compiled = (/** @type {string} */ plan, revision = 1) => compile(written(plan, revision));

export const NEWER = compiled('pro', 9).replace('burgee-compiled/1', 'burgee-compiled/2');

export const NOT_KNOWN = 'format, line 1, column 1: expected the format `burgee-compiled/1`, found `burgee-compiled/2`';

export const context = { plan: 'pro', path: '/shop/1' };

export const gone = () => Promise.reject(new TypeError('the network is gone'));

/** A page that got a snapshot once, whose copy it keeps. @param {string} text */
export async function visited(text) {
  const page = fakePage();
  const { start } = await pageCore();
  const { client } = start({ snapshot: URL_A, context, fetch: fakeFetch(json(text, { etag: '"1"' })) }, page);
  assert.equal(await client.ready, 'READY');
  await client.close();
  return page;
}
