/** Compares with Eppo's SDK. */
import { createHash } from 'node:crypto';
import { scalars, objects } from './vocabulary.js';

/** The SDK's method for each type. @type {{ [type: string]: string }} */
const METHODS = {
  BOOLEAN: 'getBooleanAssignmentDetails',
  STRING: 'getStringAssignmentDetails',
  INTEGER: 'getIntegerAssignmentDetails',
  NUMERIC: 'getNumericAssignmentDetails',
  JSON: 'getJSONAssignmentDetails',
};

/** @type {import('./prove.js').Peer} */
export const eppo = {
  package: '@eppo/js-client-sdk-common',
  // Its logger writes to standard output, which is for the document.
  environment: { LOG_LEVEL: 'silent' },
  learn(file, vocabulary, { names = [] }) {
    const configuration = configurationOf(file);
    const plain = isObfuscated(configuration) ? plainly(names) : (/** @type {any} */ value) => value;
    vocabulary.hashes('targetingKey');
    for (const { attribute, operator, value, startAt, endAt } of objects(configuration)) {
      vocabulary.dates([plain(startAt), plain(endAt)]);
      if (operator) vocabulary.compares(plain(attribute), [...scalars(value)].map(plain));
    }
    return { scalar: true, present: ['targetingKey'] };
  },
  async start({ EppoClient, MemoryOnlyConfigurationStore }, file, { names = [] }) {
    const configuration = configurationOf(file);
    const { flags, format = 'SERVER' } = configuration;
    const hashed = isObfuscated(configuration);
    const store = new MemoryOnlyConfigurationStore();
    store.setFormat(format);
    await store.setEntries(flags);
    const client = new EppoClient({ flagConfigurationStore: store });
    const keys = hashed ? names.filter((/** @type {string} */ name) => flags[md5(name)]) : Object.keys(flags);
    return {
      keys,
      decide:
        ({ attributes: { targetingKey, ...attributes } }) =>
        (key) => {
          const { variationType } = flags[hashed ? md5(key) : key];
          return client[METHODS[variationType]]?.(key, String(targetingKey), attributes, undefined).variation;
        },
    };
  },
};

/** Some files wrap the configuration, some of them as text. @param {any} file */
function configurationOf(file) {
  const inner = file.config?.response ?? file.data?.attributes ?? file;
  return typeof inner === 'string' ? JSON.parse(inner) : inner;
}

/** @param {{ format?: string }} configuration */
const isObfuscated = ({ format }) => format === 'CLIENT';

/** @param {string} text */
const md5 = (text) => createHash('md5').update(text).digest('hex');

/** Decodes an obfuscated file's values: hashes of known names, or base64. @param {string[]} names @returns {(value: any) => any} */
function plainly(names) {
  const known = new Map(names.map((name) => [md5(name), name]));
  return (value) => known.get(value) ?? (typeof value === 'string' ? decoded(value) : value);
}

/** @param {string} text */
function decoded(text) {
  const plain = Buffer.from(text, 'base64');
  return plain.toString('base64') === text && text.length > 0 ? plain.toString('utf8') : text;
}
