// Where there is no page: importing and calling does nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineDevtools, mountDevtools } from '../../../pkg-template/devtools.js';

test('there is no panel on a server, and no error', () => {
  assert.equal(defineDevtools(), undefined);
  assert.equal(mountDevtools(/** @type {any} */ ({})), null);
});
