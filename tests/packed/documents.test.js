// The documentation contains the environments, commands and import map that the other tests use.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { table } from './environments/environments.js';
import { COMMANDS, IMPORT_MAP } from './environments/pages.js';

/** @param {string} name */
const read = (name) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');

/** @param {string} text @param {string} part */
const assertContains = (text, part) => assert.ok(text.includes(part), `not found:\n${part}`);

for (const name of ['README.md', 'docs/platforms.md']) {
  test(`${name} has the table of tested environments`, async () =>
    assertContains(await read(name), `\n\n${table()}\n\n`));
}

for (const [bundler, commands] of Object.entries(COMMANDS)) {
  test(`docs/platforms.md has the commands for ${bundler}`, async () =>
    assertContains(await read('docs/platforms.md'), `\n${commands.join('\n')}\n`));
}

test('docs/platforms.md has the import map', async () => {
  const [, map = ''] = /<script type="importmap">([^<]+)<\/script>/.exec(await read('docs/platforms.md')) ?? [];
  assert.deepEqual(JSON.parse(map), IMPORT_MAP);
});
