// The types of pkg/tools.d.ts are those of the crate, which tools/tests/typescript/types.txt has.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const OPTIONS = { strict: true, noEmit: true, module: 'nodenext', target: 'es2022', lib: ['es2023', 'dom'], types: [] };

/** Types of the crate that have another form in tools.d.ts. @type {{ [name: string]: string }} */
const COUNTERPARTS = {
  Severity: "Tools.Finding['severity']",
  Error: "Pick<Tools.ToolsError, 'message' | 'issues'>",
  CheckReport: '{ issues: Awaited<ReturnType<typeof Tools.check>> }',
  Fractional: "NonNullable<Tools.FlagdOptions['fractional']>",
  Units: "NonNullable<Tools.FlagdOptions['units']>",
  UnleashUnits: "NonNullable<Tools.UnleashOptions['units']>",
};

/** `Equal` compares each member, so that an optional member must be on both sides. `Json` refers to itself and stays as it is. */
const PRELUDE = `
import type { Json } from 'burgee';
import type * as Rust from './rust.js';
import type * as Tools from 'burgee/tools';
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Plain<T> = Same<T, Json> extends true ? T : T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
type Equal<A, B> = Same<Plain<A>, Plain<B>>;
`;

/** @type {string} */
let folder;
/** @type {string} */
let declarations;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'burgee-tools-types-'));
  declarations = await readFile(join(repository, 'tools/tests/typescript/types.txt'), 'utf8');
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, files: ['use.ts'] }));
});
after(() => rm(folder, { recursive: true }));

/**
 * The types that differ.
 * @param {string} rust @param {{ [name: string]: string }} pairs a type of the crate, and its counterpart
 */
async function differences(rust, pairs) {
  const checks = Object.entries(pairs).map(
    ([name, other]) => `export const ${name}: Equal<Rust.${name}, ${other}> = true;`,
  );
  await writeFile(join(folder, 'rust.d.ts'), rust);
  await writeFile(join(folder, 'use.ts'), [PRELUDE, ...checks].join('\n'));
  const { stdout } = spawnSync(join(repository, 'node_modules/.bin/tsc'), ['--project', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter(Boolean);
  return lines.map((line) => {
    const [, number] = /^use\.ts\((\d+),/.exec(line) ?? [];
    const [, name] = /const (\w+)/.exec([...PRELUDE.split('\n'), ...checks][Number(number) - 1] ?? '') ?? [];
    return name ?? line;
  });
}

test('each type of the crate is the same in tools.d.ts', async () => {
  const names = [...declarations.matchAll(/^export type (\w+) =/gm)].map(([, name]) => name);
  assert.equal(names.length, 41);
  const pairs = Object.fromEntries(names.map((name) => [name, COUNTERPARTS[name] ?? `Tools.${name}`]));
  assert.deepEqual(await differences(declarations, pairs), []);
});

test('a field that only one side has is found', async () => {
  const Undo = 'Tools.Undo & { extra?: string }';
  const LeftOut = "Pick<Tools.LeftOut, 'path'>";
  assert.deepEqual(await differences(declarations, { Undo, LeftOut, FlagKey: 'Tools.FlagKey' }), ['Undo', 'LeftOut']);
});
