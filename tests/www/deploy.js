import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { wrangler } from '../../www/wrangler.js';

/** Runs `wrangler deploy` without uploading. */
export function deploySuite() {
  test('a deployment contains the Worker, its page and its WebAssembly module', async () => {
    const target = await mkdtemp(join(tmpdir(), 'burgee-deploy-'));
    try {
      const { command, args, options } = wrangler(['deploy', '--dry-run', '--outdir', target]);
      const { stdout } = await promisify(execFile)(command, args, options);
      assert.match(stdout, /env\.DB \(burgee-demo\)\s+D1 Database/);
      assert.match(stdout, /env\.ASSETS\s+Assets/);
      const files = await readdir(target);
      assert.ok(files.includes('index.js'), String(files));
      assert.ok(
        files.some((file) => file.endsWith('core.wasm')),
        String(files),
      );
    } finally {
      await rm(target, { recursive: true, force: true });
    }
  });
}
