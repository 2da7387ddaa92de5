// GrowthBook's encrypted payloads: its own cases, and vectors that WebCrypto makes here.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ToolsError, read } from '../../../pkg/tools.js';
import { decrypt, decrypted } from '../../../pkg/tools/decrypt.js';
import { reportRows } from '../rows.js';
import { encrypted } from './encrypt.js';
import { MISSING, suites } from './suites.js';

const KEY = 'Ut1IaZ0NQ9BXnMUrh7Xd4Q==';
const FEATURES = { grüße: { defaultValue: '🙂' } };

/** @param {unknown} value */
const sealed = (value) => encrypted(JSON.stringify(value), KEY);

/** @param {string} text @param {string} [key] */
const opened = async (text, key = KEY) => JSON.parse(await decrypted(text, key));

test("GrowthBook's own cases", async (t) => {
  const folder = suites('growthbook');
  if (!folder) return t.skip(MISSING);
  const { decrypt: cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'));
  assert.equal(cases.length, 10);
  for (const [name, ciphertext, key, expected] of cases) {
    if (expected === null) await assert.rejects(decrypt(ciphertext, key), name);
    else assert.equal(await decrypt(ciphertext, key), expected, name);
  }
  reportRows('GrowthBook: decrypt', cases.length);
});

test('members of a payload are decrypted, the others stay', async () => {
  const payload = {
    status: 200,
    features: {},
    encryptedFeatures: await sealed(FEATURES),
    encryptedSavedGroups: await sealed({ g: ['a'] }),
    encryptedExperiments: await sealed([{ key: 'e' }]),
    encryptedContextualBandits: '',
  };
  assert.deepEqual(await opened(JSON.stringify(payload)), {
    status: 200,
    features: FEATURES,
    savedGroups: { g: ['a'] },
    experiments: [{ key: 'e' }],
    encryptedContextualBandits: '',
  });
});

test('a file may be encrypted as a whole, with quotes or without', async () => {
  const [payload, features] = [await sealed({ features: FEATURES }), await sealed(FEATURES)];
  for (const text of [payload, `"${payload}"\n`, features])
    assert.deepEqual(await opened(text), { features: FEATURES });
});

test('what is not encrypted is left as it is, key or not', async () => {
  for (const text of ['{"features": {"a": {"defaultValue": 1.0}}}', '{"features"', '', 'null', '[1.5]', '1.5']) {
    assert.equal(await decrypted(text), text);
    assert.equal(await decrypted(text, KEY), text);
  }
});

test('a key that is missing or wrong is told', async () => {
  const text = JSON.stringify({ encryptedFeatures: await sealed(FEATURES) });
  const refused = async (/** @type {{ decryptionKey?: string }} */ options) => {
    const error = await read('growthbook', text, options).then(
      () => null,
      (error) => error,
    );
    assert.ok(error instanceof ToolsError, `${error}`);
    return error.message;
  };
  assert.equal(
    await refused({}),
    '`encryptedFeatures` is encrypted: pass the key (`decryptionKey`, or `--key` of `burgee import`)',
  );
  for (const decryptionKey of ['AAAAAAAAAAAAAAAAAAAAAA==', 'AAAA', '?']) {
    assert.match(await refused({ decryptionKey }), /^`encryptedFeatures` cannot be decrypted with this key: /);
  }
});
