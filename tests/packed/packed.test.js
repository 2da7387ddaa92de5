// The package as a stranger meets it: `npm pack`, install the tarball, use it.
import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Stranger, pkg, run, tool } from './stranger.js';

/** @type {Stranger} */
let stranger;
before(async () => {
  stranger = await Stranger.arrive();
});
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
  assert.deepEqual(
    wanted.filter((file) => !stranger.packed.includes(file)),
    [],
  );
});

test('the tarball holds nothing of the repository around it', () => {
  const known = /^(package\.json|README\.md|LICENSE|schema\.json|(page|core|tools|readers)\.wasm|[\w/-]+\.(d\.ts|js))$/;
  assert.deepEqual(
    stranger.packed.filter((file) => !known.test(file)),
    [],
  );
});

test('the package brings no other package, and makes nobody install one', async () => {
  const {
    dependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
    scripts = {},
  } = await stranger.manifest();
  assert.deepEqual({ dependencies, scripts }, { dependencies: {}, scripts: {} });
  assert.deepEqual(
    Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional),
    [],
  );
  assert.deepEqual(
    (await readdir(join(stranger.folder, 'node_modules'))).filter((name) => !name.startsWith('.')),
    ['burgee'],
  );
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
  assert.deepEqual(
    JSON.parse(printed),
    entries.map((entry) => [entry, true]),
  );
});

test('`npx burgee` makes a file, edits it, and refuses what is wrong in it', async () => {
  const npx = (/** @type {string[]} */ ...words) => run('npx', ['--offline', 'burgee', ...words], stranger.folder);
  await npx('init');
  await npx('flag', 'create', 'new_dashboard');
  await npx('check');
  const file = join(stranger.folder, 'burgee.json');
  const snapshot = JSON.parse(await readFile(file, 'utf8'));
  assert.deepEqual(Object.keys(snapshot.flags), ['new_dashboard']);
  snapshot.flags.new_dashboard.fallthrough = 'nowhere';
  await writeFile(file, JSON.stringify(snapshot));
  await assert.rejects(npx('check'), /there is no variant `nowhere` .*\n +at flags\.new_dashboard\.fallthrough\n/);
});

/** What a user's program in TypeScript says of the entries that need no other package. */
const PROGRAM = `
  import { init, initSync, Evaluator } from 'burgee';
  import { createClient } from 'burgee/client';
  import { plain } from 'burgee/plain';
  import { check } from 'burgee/tools';
  await init(plain);
  initSync(new WebAssembly.Module(new Uint8Array()));
  export const on: boolean = new Evaluator('{}').context({ targetingKey: 'a' }).boolean('flag', false);
  // @ts-expect-error a boolean is no string
  export const text: string = new Evaluator('{}').context().boolean('flag', false);
  export const issues: { path: string }[] = await check('{}');
  export const create: Function = createClient;
`;

/** What a user has who uses all entries. */
const PEERS = ['react', '@types/react', 'csstype', '@openfeature', '@opentelemetry', '@types/node', 'undici-types'];

for (const resolution of ['nodenext', 'bundler']) {
  const module = resolution === 'bundler' ? 'esnext' : resolution;
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', module, '--moduleResolution', resolution];
  options.push('--lib', 'es2022,dom,dom.iterable', '--jsx', 'react-jsx');

  test(`TypeScript finds the types by ${resolution} resolution`, async () => {
    await writeFile(join(stranger.folder, 'page.ts'), PROGRAM);
    await run(tool('tsc'), [...options, '--types', '', 'page.ts'], stranger.folder);
  });

  test(`TypeScript finds every entry by ${resolution} resolution`, async () => {
    await stranger.lend(PEERS);
    const entries = Object.keys((await stranger.manifest()).exports).filter((entry) => !/\.(wasm|json)$/.test(entry));
    const imports = entries.map((entry, n) => `import * as entry${n} from '${entry.replace('.', 'burgee')}';`);
    const objects = `export const entries: object[] = [${entries.map((_, n) => `entry${n}`)}];`;
    await writeFile(join(stranger.folder, 'all.ts'), `${imports.join('\n')}\n${objects}\n`);
    await run(tool('tsc'), [...options, '--types', 'node', 'all.ts'], stranger.folder);
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
