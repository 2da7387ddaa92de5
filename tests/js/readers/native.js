// `native.rs` as a child process: one line per request, one line per answer.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const ARGS = ['run', '--quiet', '--package', 'burgee-tools', '--example', 'readers'];

/** @typedef {{ resolve: (answer: any) => void, reject: (error: Error) => void }} Waiting */

/** The process. The first request starts it, and `close` ends it. */
export class Native {
  /** Requests without an answer, in order. @type {Waiting[]} */
  #waiting = [];
  /** @type {import('node:child_process').ChildProcessByStdio<import('node:stream').Writable, import('node:stream').Readable, null> | undefined} */
  #child;

  /** @param {object[]} requests @returns {Promise<any[]>} */
  ask(requests) {
    this.#child ??= this.#start();
    const child = this.#child;
    const answers = requests.map(() => new Promise((resolve, reject) => this.#waiting.push({ resolve, reject })));
    child.stdin.write(requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
    return Promise.all(answers);
  }

  #start() {
    const child = spawn(env.CARGO ?? 'cargo', ARGS, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', (line) => this.#waiting.shift()?.resolve(JSON.parse(line)));
    const failed = (/** @type {Error} */ error) => this.#waiting.splice(0).forEach(({ reject }) => void reject(error));
    child.stdin.on('error', failed);
    child.on('error', failed);
    child.on('close', (code) => failed(new Error(`the native process ended with ${code}`)));
    return child;
  }

  close() {
    this.#child?.stdin.end();
  }
}
