// Builds `examples/wasi.rs` and runs it under Node's WASI.
import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { WASI } from 'node:wasi';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const TARGET = 'wasm32-wasip1';

/** The example as a module. @returns {Promise<WebAssembly.Module>} */
export async function build() {
  const args = ['build', '--quiet', '--package', 'burgee', '--example', 'wasi', '--features', 'serde'];
  try {
    await promisify(execFile)(env.CARGO ?? 'cargo', [...args, '--target', TARGET], { cwd: root });
  } catch (error) {
    const { stderr } = /** @type {any} */ (error);
    const advice = `the Rust compiler cannot build for ${TARGET} yet: run \`rustup target add ${TARGET}\``;
    throw new Error(/can't find crate for `(core|std)`/.test(stderr) ? advice : stderr, { cause: error });
  }
  const folder = env.CARGO_TARGET_DIR ?? join(root, 'target');
  return new WebAssembly.Module(await readFile(join(folder, TARGET, 'debug/examples/wasi.wasm')));
}

/**
 * Sends a line of JSON for each request.
 * @param {WebAssembly.Module} module @param {object[]} requests @returns {Promise<any[]>} the answers
 */
export async function run(module, requests) {
  const folder = await mkdtemp(join(tmpdir(), 'burgee-wasi-'));
  const [input, output] = [join(folder, 'input'), join(folder, 'output')];
  try {
    await writeFile(input, requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
    const [stdin, stdout] = [await open(input, 'r'), await open(output, 'w')];
    try {
      const wasi = new WASI({ version: 'preview1', stdin: stdin.fd, stdout: stdout.fd, returnOnExit: true });
      const instance = new WebAssembly.Instance(module, /** @type {any} */ (wasi.getImportObject()));
      const code = wasi.start(instance);
      if (code !== 0) throw new Error(`the example exited with ${code}`);
    } finally {
      await stdin.close();
      await stdout.close();
    }
    const lines = (await readFile(output, 'utf8')).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line));
  } finally {
    await rm(folder, { recursive: true });
  }
}
