/** Eppo's SDK, beside the document that its configuration became. */
import { createHash } from 'node:crypto';
import { scalars, objects } from './vocabulary.js';

/** How the SDK is asked for each type. @type {{ [type: string]: string }} */
const ASKS = {
  BOOLEAN: 'getBooleanAssignmentDetails',
  STRING: 'getStringAssignmentDetails',
  INTEGER: 'getIntegerAssignmentDetails',
  NUMERIC: 'getNumericAssignmentDetails',
  JSON: 'getJSONAssignmentDetails',
};

/** @type {import('./prove.js').Peer} */
export const eppo = {
  package: '@eppo/js-client-sdk-common',
  // Its logger writes to standard output, which is the document's.
  environment: { LOG_LEVEL: 'silent' },
  learn(file, vocabulary, { names = [] }) {
    const configuration = configurationOf(file);
    const plain = isObfuscated(configuration) ? plainly(names) : (/** @type {any} */ said) => said;
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
          return client[ASKS[variationType]]?.(key, String(targetingKey), attributes, undefined).variation;
        },
    };
  },
};

/** Some files have it inside of something else, and some of those as text. @param {any} file */
function configurationOf(file) {
  const inner = file.config?.response ?? file.data?.attributes ?? file;
  return typeof inner === 'string' ? JSON.parse(inner) : inner;
}

/** @param {{ format?: string }} configuration */
const isObfuscated = ({ format }) => format === 'CLIENT';

/** @param {string} text */
const md5 = (text) => createHash('md5').update(text).digest('hex');

/** From what an obfuscated file says to what it means: a name whose hash it is, or base64. @param {string[]} names @returns {(said: any) => any} */
function plainly(names) {
  const known = new Map(names.map((name) => [md5(name), name]));
  return (said) => known.get(said) ?? (typeof said === 'string' ? decoded(said) : said);
}

/** @param {string} text */
function decoded(text) {
  const plain = Buffer.from(text, 'base64');
  return plain.toString('base64') === text && text.length > 0 ? plain.toString('utf8') : text;
}
