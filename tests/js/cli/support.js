/** The command line as a child process, in a folder of its own. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../../pkg/cli.js', import.meta.url));

/** @typedef {{ code: number | null, out: string, err: string }} Ended */

/** A flag that is off for everyone. */
export const BETA = { variants: { on: true, off: false }, off: 'off', fallthrough: 'off' };

/** A snapshot as a person writes it. @param {object} [flags] @param {object} [more] */
export const written = (flags = { beta: BETA }, more = {}) =>
  `${JSON.stringify({ format: 'burgee/1', ...more, flags }, null, 2)}\n`;

export class Folder {
  /** @param {string} path */
  constructor(path) {
    this.path = path;
  }

  /** @param {string | null} [text] What `burgee.json` has at first */
  static async make(text = written()) {
    const folder = new Folder(await mkdtemp(join(tmpdir(), 'burgee-cli-')));
    after(() => rm(folder.path, { recursive: true, force: true }));
    if (text !== null) await folder.write(text);
    return folder;
  }

  /** @param {string} text @param {string} [name] */
  write(text, name = 'burgee.json') {
    return writeFile(join(this.path, name), text);
  }

  /** @param {string} [name] */
  read(name = 'burgee.json') {
    return readFile(join(this.path, name), 'utf8');
  }

  async json() {
    return JSON.parse(await this.read());
  }

  /** The names of all files, so that what is left behind is seen. */
  files() {
    return readdir(this.path).then((names) => names.sort());
  }

  /** @param {string[]} args @param {{ input?: string, env?: object }} [options] @returns {Promise<Ended>} */
  burgee(args, { input = '', env = {} } = {}) {
    return new Promise((done, fail) => {
      const child = spawn(process.execPath, [CLI, ...args], {
        cwd: this.path,
        env: { ...process.env, NO_COLOR: undefined, ...env },
      });
      const ended = { code: /** @type {number | null} */ (null), out: '', err: '' };
      child.stdout.on('data', (data) => (ended.out += data));
      child.stderr.on('data', (data) => (ended.err += data));
      child.on('error', fail);
      child.on('close', (code) => done({ ...ended, code }));
      child.stdin.end(input);
    });
  }

  /** The words of a command that goes well, apart from `--json`; what it answers. @param {string[]} args @returns {Promise<any>} */
  async ask(...args) {
    const { code, out, err } = await this.burgee([...args, '--json']);
    if (code !== 0) throw new Error(`${args.join(' ')}: ${code}\n${out}\n${err}`);
    return JSON.parse(out);
  }
}
