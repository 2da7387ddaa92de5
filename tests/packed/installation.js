// An empty project with the package installed from its tarball, without a network.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The folder that is published. */
export const pkg = join(repository, 'pkg');

/**
 * The standard output of a program. If it fails, the error has its whole output.
 * @param {string} program
 * @param {string[]} args
 * @param {string} [cwd]
 */
export async function run(program, args, cwd = repository) {
  try {
    return (await execute(program, args, { cwd, env: { ...process.env, NO_COLOR: '1' } })).stdout;
  } catch (error) {
    const { message, stdout } = /** @type {Error & { stdout?: string }} */ (error);
    throw new Error(`${message}\n${stdout ?? ''}`);
  }
}

/**
 * The path of a program in the repository's node_modules.
 * @param {string} name
 */
export function tool(name) {
  return join(repository, 'node_modules', '.bin', name);
}

export class Installation {
  /** @param {string} folder @param {string} tarball @param {string[]} packed */
  constructor(folder, tarball, packed) {
    this.folder = folder;
    this.tarball = tarball;
    /** The names of the files in the tarball. */
    this.packed = packed;
  }

  static async create() {
    if (!existsSync(pkg)) throw new Error('`pkg/` is missing: run `cargo xtask build` first');
    const folder = await mkdtemp(join(tmpdir(), 'burgee-packed-'));
    const answer = JSON.parse(await run('npm', ['pack', '--json', '--pack-destination', folder], pkg));
    const [{ filename, files }] = Array.isArray(answer) ? answer : Object.values(answer);
    const tarball = join(folder, filename);
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], folder);
    return new Installation(
      folder,
      tarball,
      files.map((/** @type {{ path: string }} */ file) => file.path),
    );
  }

  /** The installed package.json. */
  async manifest() {
    return JSON.parse(await readFile(join(this.folder, 'node_modules/burgee/package.json'), 'utf8'));
  }

  /**
   * Runs a program in the project with Node.
   * @param {string} text
   * @param {string[]} [options] of Node
   */
  async node(text, options = []) {
    const file = join(this.folder, 'program.js');
    await writeFile(file, text);
    return run(process.execPath, [...options, file], this.folder);
  }

  /**
   * A folder with the programs of `user/`.
   * @param {string} name
   */
  async project(name) {
    const folder = join(this.folder, name.toLowerCase().replace(/\W+/g, '-'));
    await cp(join(repository, 'tests/packed/user'), folder, { recursive: true });
    await cp(join(repository, 'tests/js/cases/observe.js'), join(folder, 'observe.js'));
    await symlink(join(this.folder, 'node_modules'), join(folder, 'node_modules'));
    return folder;
  }

  /**
   * Links packages of the repository into the project, as if they were installed.
   * @param {string[]} names
   */
  async linkPackages(names) {
    for (const name of names) {
      const link = join(this.folder, 'node_modules', name);
      await mkdir(dirname(link), { recursive: true });
      if (!existsSync(link)) await symlink(join(repository, 'node_modules', name), link);
    }
  }

  remove() {
    return rm(this.folder, { recursive: true, force: true });
  }
}
