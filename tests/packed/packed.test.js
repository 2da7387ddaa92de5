// The package as a stranger meets it: `npm pack`, install the tarball, use it.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Stranger, pkg, run, tool } from './stranger.js';

/** @type {Stranger} */
let stranger;
before(async () => { stranger = await Stranger.arrive(); });
after(() => stranger?.leave());

/**
 * Every file that a manifest's `exports` or `imports` names.
 * @param {unknown} value
 * @returns {string[]}
 */
function named(value) {
  if (typeof value === 'string') return value.startsWith('./') ? [value.slice(2)] : [];
  return value && typeof value === 'object' ? Object.values(value).flatMap(named) : [];
}

test('the tarball holds every file that the manifest names, the README and the licence', async () => {
  const { exports, imports } = await stranger.manifest();
  const wanted = [...named(exports), ...named(imports), 'package.json', 'README.md', 'LICENSE'];
  assert.deepEqual(wanted.filter((file) => !stranger.packed.includes(file)), []);
});

test('the tarball holds nothing of the repository around it', () => {
  const known = /^(package\.json|README\.md|LICENSE|schema\.json|(core|tools)\.wasm|[\w/-]+\.(d\.ts|js))$/;
  assert.deepEqual(stranger.packed.filter((file) => !known.test(file)), []);
});

test('the package brings no other package', async () => {
  const { dependencies = {}, peerDependencies = {}, scripts = {} } = await stranger.manifest();
  assert.deepEqual({ dependencies, peerDependencies, scripts }, { dependencies: {}, peerDependencies: {}, scripts: {} });
});

test('every export resolves in Node', async () => {
  const entries = Object.keys((await stranger.manifest()).exports);
  const printed = await stranger.node(`
    import { existsSync } from 'node:fs';
    const found = ${JSON.stringify(entries)}.map((entry) => {
      const url = import.meta.resolve(entry.replace(/^\\./, 'burgee'));
      return [entry, existsSync(new URL(url))];
    });
    console.log(JSON.stringify(found));
  `);
  assert.deepEqual(JSON.parse(printed), entries.map((entry) => [entry, true]));
});

test('a snapshot is evaluated in Node', async () => {
  const printed = await stranger.node(`
    import { init, Evaluator } from 'burgee';
    await init();
    const evaluator = new Evaluator(JSON.stringify({
      format: 'burgee/1',
      flags: {
        greeting: {
          variants: { warm: 'hello', cool: 'good day' },
          off: 'cool',
          rules: [{ if: { attribute: 'tier', in: ['gold'] }, serve: 'warm' }],
          fallthrough: 'cool',
        },
      },
    }));
    const greeting = (tier) => evaluator.context({ targetingKey: 'a', tier }).string('greeting', '');
    console.log(JSON.stringify([greeting('gold'), greeting('tin')]));
  `);
  assert.deepEqual(JSON.parse(printed), ['hello', 'good day']);
});

test('the client is imported in Node', async () => {
  const printed = await stranger.node(`
    import { createClient } from 'burgee/client';
    console.log(typeof createClient);
  `);
  assert.equal(printed.trim(), 'function');
});

for (const resolution of ['nodenext', 'bundler']) {
  test(`TypeScript finds the types by ${resolution} resolution`, async () => {
    await writeFile(join(stranger.folder, 'page.ts'), `
      import { init, Evaluator } from 'burgee';
      import { createClient } from 'burgee/client';
      await init();
      export const on: boolean = new Evaluator('{}').context({ targetingKey: 'a' }).boolean('flag', false);
      // @ts-expect-error a boolean is no string
      export const text: string = new Evaluator('{}').context().boolean('flag', false);
      export const create: Function = createClient;
    `);
    const module = resolution === 'bundler' ? 'esnext' : resolution;
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom'];
    options.push('--module', module, '--moduleResolution', resolution, 'page.ts');
    await run(tool('tsc'), options, stranger.folder);
  });
}

test('publint finds nothing', async () => {
  await run(tool('publint'), ['run', pkg, '--strict', '--pack', 'npm']);
});

test('the types are not wrong', async () => {
  const files = Object.keys((await stranger.manifest()).exports).filter((entry) => /\.(wasm|json)$/.test(entry));
  const options = ['--no-definitely-typed', '--profile', 'esm-only', '--no-emoji'];
  await run(tool('attw'), [stranger.tarball, ...options, '--exclude-entrypoints', ...files]);
});
