// What the documentation tells is what the other tests here do.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { table } from './cells/cells.js';
import { COMMANDS, IMPORT_MAP } from './cells/pages.js';

/** @param {string} name */
const read = (name) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');

/** @param {string} text @param {string} wanted */
const holds = (text, wanted) => assert.ok(text.includes(wanted), `not found:\n${wanted}`);

for (const name of ['README.md', 'docs/platforms.md']) {
  test(`${name} has the table of what is tested`, async () => holds(await read(name), `\n\n${table()}\n\n`));
}

for (const [bundler, commands] of Object.entries(COMMANDS)) {
  test(`docs/platforms.md has the commands for ${bundler}`, async () =>
    holds(await read('docs/platforms.md'), `\n${commands.join('\n')}\n`));
}

test('docs/platforms.md has the import map', async () => {
  const [, map = ''] = /<script type="importmap">([^<]+)<\/script>/.exec(await read('docs/platforms.md')) ?? [];
  assert.deepEqual(JSON.parse(map), IMPORT_MAP);
});
