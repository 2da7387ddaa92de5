// The published package: `npm pack`, install the tarball, use it.
import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Installation, pkg, run, tool } from './installation.js';

/** @type {Installation} */
let installation;
before(async () => {
  installation = await Installation.create();
});
after(() => installation?.remove());

/**
 * Every file that a manifest's `exports` or `imports` names.
 * @param {unknown} value
 * @returns {string[]}
 */
function filesIn(value) {
  if (typeof value === 'string') return value.startsWith('./') ? [value.slice(2)] : [];
  return value && typeof value === 'object' ? Object.values(value).flatMap(filesIn) : [];
}

test('the tarball contains every file that package.json names, the README and the licence', async () => {
  const { exports, imports } = await installation.manifest();
  const wanted = [...filesIn(exports), ...filesIn(imports), 'package.json', 'README.md', 'LICENSE'];
  assert.deepEqual(
    wanted.filter((file) => !installation.packed.includes(file)),
    [],
  );
});

test('the tarball contains no other files of the repository', () => {
  const known = /^(package\.json|README\.md|LICENSE|schema\.json|(page|core|tools|readers)\.wasm|[\w/-]+\.(d\.ts|js))$/;
  assert.deepEqual(
    installation.packed.filter((file) => !known.test(file)),
    [],
  );
});

test('the package has no dependencies, no install scripts and only optional peers', async () => {
  const {
    dependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
    scripts = {},
  } = await installation.manifest();
  assert.deepEqual({ dependencies, scripts }, { dependencies: {}, scripts: {} });
  assert.deepEqual(
    Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional),
    [],
  );
  assert.deepEqual(
    (await readdir(join(installation.folder, 'node_modules'))).filter((name) => !name.startsWith('.')),
    ['burgee'],
  );
});

test('every export resolves in Node', async () => {
  const entries = Object.keys((await installation.manifest()).exports);
  const printed = await installation.node(`
    import { existsSync } from 'node:fs';
    const found = ${JSON.stringify(entries)}.map((entry) => {
      const url = import.meta.resolve(entry.replace(/^\\./, 'burgee'));
      return [entry, existsSync(new URL(url))];
    });
    console.log(JSON.stringify(found));
  `);
  assert.deepEqual(
    JSON.parse(printed),
    entries.map((entry) => [entry, true]),
  );
});

test('`npx burgee` creates a file, edits it, and reports an error in it with its position', async () => {
  const npx = (/** @type {string[]} */ ...args) => run('npx', ['--offline', 'burgee', ...args], installation.folder);
  await npx('init');
  await npx('flag', 'create', 'new_dashboard');
  await npx('check');
  const file = join(installation.folder, 'burgee.json');
  const snapshot = JSON.parse(await readFile(file, 'utf8'));
  assert.deepEqual(Object.keys(snapshot.flags), ['new_dashboard']);
  snapshot.flags.new_dashboard.fallthrough = 'nowhere';
  await writeFile(file, JSON.stringify(snapshot));
  await assert.rejects(npx('check'), /there is no variant `nowhere` .*\n +at flags\.new_dashboard\.fallthrough\n/);
});

/** A TypeScript program that uses the entries without peer packages. */
const PROGRAM = `
  import { init, initSync, Evaluator } from 'burgee';
  import { createClient } from 'burgee/client';
  import { plain } from 'burgee/plain';
  import { check } from 'burgee/tools';
  await init(plain);
  initSync(new WebAssembly.Module(new Uint8Array()));
  export const on: boolean = new Evaluator('{}').context({ targetingKey: 'a' }).boolean('flag', false);
  // @ts-expect-error a boolean is not a string
  export const text: string = new Evaluator('{}').context().boolean('flag', false);
  export const issues: { path: string }[] = await check('{}');
  export const create: Function = createClient;
`;

/** The packages that all entries together need. */
const PEERS = ['react', '@types/react', 'csstype', '@openfeature', '@opentelemetry', '@types/node', 'undici-types'];

for (const resolution of ['nodenext', 'bundler']) {
  const module = resolution === 'bundler' ? 'esnext' : resolution;
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', module, '--moduleResolution', resolution];
  options.push('--lib', 'es2022,dom,dom.iterable', '--jsx', 'react-jsx');

  test(`TypeScript finds the types by ${resolution} resolution`, async () => {
    await writeFile(join(installation.folder, 'page.ts'), PROGRAM);
    await run(tool('tsc'), [...options, '--types', '', 'page.ts'], installation.folder);
  });

  test(`TypeScript finds every entry by ${resolution} resolution`, async () => {
    await installation.linkPackages(PEERS);
    const entries = Object.keys((await installation.manifest()).exports).filter(
      (entry) => !/\.(wasm|json)$/.test(entry),
    );
    const imports = entries.map((entry, n) => `import * as entry${n} from '${entry.replace('.', 'burgee')}';`);
    const objects = `export const entries: object[] = [${entries.map((_, n) => `entry${n}`)}];`;
    await writeFile(join(installation.folder, 'all.ts'), `${imports.join('\n')}\n${objects}\n`);
    await run(tool('tsc'), [...options, '--types', 'node', 'all.ts'], installation.folder);
  });
}

test('publint finds no problems', async () => {
  await run(tool('publint'), ['run', pkg, '--strict', '--pack', 'npm']);
});

test('`attw` finds no problems with the types', async () => {
  const files = Object.keys((await installation.manifest()).exports).filter((entry) => /\.(wasm|json)$/.test(entry));
  const options = ['--no-definitely-typed', '--profile', 'esm-only', '--no-emoji'];
  await run(tool('attw'), [installation.tarball, ...options, '--exclude-entrypoints', ...files]);
});
