import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SDK } from '../../../pkg-template/client/options.js';

test('batches name the version of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../pkg-template/package.json', import.meta.url), 'utf8'));
  assert.equal(SDK, `burgee-js/${version}`);
});
