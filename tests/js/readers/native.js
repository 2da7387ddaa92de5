// `native.rs` as a child process: a line for each question, a line for each answer.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const ARGS = ['run', '--quiet', '--package', 'burgee-tools', '--example', 'readers'];

/** @typedef {{ resolve: (answer: any) => void, reject: (error: Error) => void }} Waiting */

/** The process, started with the first question and ended by `close`. */
export class Native {
  /** Who waits for an answer, in the order of the questions. @type {Waiting[]} */
  #waiting = [];
  /** @type {import('node:child_process').ChildProcessByStdio<import('node:stream').Writable, import('node:stream').Readable, null> | undefined} */
  #child;

  /** @param {object[]} questions @returns {Promise<any[]>} */
  ask(questions) {
    this.#child ??= this.#start();
    const child = this.#child;
    const answers = questions.map(() => new Promise((resolve, reject) => this.#waiting.push({ resolve, reject })));
    child.stdin.write(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
    return Promise.all(answers);
  }

  #start() {
    const child = spawn(env.CARGO ?? 'cargo', ARGS, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', (line) => this.#waiting.shift()?.resolve(JSON.parse(line)));
    const failed = (/** @type {Error} */ error) => {
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    };
    child.stdin.on('error', failed);
    child.on('error', failed);
    child.on('close', (code) => failed(new Error(`the native door ended with ${code}`)));
    return child;
  }

  close() {
    this.#child?.stdin.end();
  }
}
