/**
 * Readers, and decisions by what they write, through two doors: the package (WebAssembly) and the crate (natively). Each
 * question goes through both, and both have to answer the same.
 *
 * `BURGEE_DOOR=native` asks the crate alone, for who works on a reader: the package need not be built then.
 */
import assert from 'node:assert/strict';
import { env } from 'node:process';
import { after } from 'node:test';
import { Evaluator, init } from '../../../pkg/index.js';
import * as tools from '../../../pkg/tools.js';
import { decrypted } from '../../../pkg/tools/decrypt.js';
import { Native } from './native.js';

/** @import { Details } from '../../../pkg/index.js' */
/** @import { ImportReport } from '../../../pkg/tools.js' */

/**
 * @typedef {{ flag: string, attributes?: object, now?: number, assignments?: object, consent?: 'granted' | 'denied' | 'unknown' }} Request
 * @typedef {{
 *   value?: any, variant?: string, reason: string, rule?: { index: number, name?: string },
 *   exposure?: { experiment: string, version: number, variant: string, by: string, unit: string },
 * }} Answer `value` and `variant` are not there when the caller's default is served
 */

const both = env.BURGEE_DOOR !== 'native';
const native = new Native();
after(() => native.close());

/**
 * What a reader makes of a file.
 * @param {string} format @param {string} text @param {object} [options] @returns {Promise<ImportReport>}
 * @throws {tools.ToolsError} when it refuses the file, with the same words through both doors
 */
export async function read(format, text, options = {}) {
  const natively = await readNatively(format, text, options);
  if (both) {
    const here = await settled(/** @type {any} */ (tools.read)(format, text, options));
    assert.deepStrictEqual(here, natively, 'a reader answers one thing in WebAssembly and another natively');
  }
  if (natively.error) throw new tools.ToolsError(natively.error.message, natively.error.issues);
  return natively.ok;
}

/** Decryption is the package's part through both doors. @param {string} format @param {string} text @param {any} options */
async function readNatively(format, text, { decryptionKey, ...options }) {
  const plain = format === 'growthbook' ? await decrypted(text, decryptionKey) : text;
  const [answer] = await native.ask([{ read: { format, text: plain, options } }]);
  return answer;
}

/** @param {Promise<ImportReport>} reading */
const settled = (reading) =>
  reading.then(
    (ok) => ({ ok }),
    ({ message, issues }) => ({ error: { message, issues } }),
  );

/**
 * Decisions by a document, in the order of the requests. Requests are taken as JSON has them: a date is its text, and
 * what is `undefined` is not there.
 * @param {string} document @param {Request[]} requests @returns {Promise<Answer[]>}
 */
export async function decide(document, requests) {
  const groups = grouped(requests);
  const [{ error }, ...answered] = await native.ask([{ document }, ...groups.map((decide) => ({ decide }))]);
  if (error) throw new Error(error);
  const natively = answered.flatMap((answers, number) => nativeAnswers(answers, groups[number]));
  if (both) await assertSame(document, groups, natively);
  return natively;
}

/**
 * Requests that follow each other and are about one user are one question.
 * @param {Request[]} requests
 */
function grouped(requests) {
  /** @type {{ who: Omit<Request, 'flag'>, flags: string[] }[]} */
  const groups = [];
  for (const { flag, ...who } of requests) {
    const last = groups.at(-1);
    if (
      last &&
      /** @type {const} */ (['attributes', 'now', 'assignments', 'consent']).every(
        (name) => last.who[name] === who[name],
      )
    )
      last.flags.push(flag);
    else groups.push({ who, flags: [flag] });
  }
  return groups.map(({ who, flags }) => ({ .../** @type {typeof who} */ (JSON.parse(JSON.stringify(who))), flags }));
}

/** @typedef {ReturnType<typeof grouped>[number]} Group */

/** @param {any} answered @param {Group} group @returns {Answer[]} */
function nativeAnswers({ error, answers }, group) {
  if (error) throw new Error(`${error}: ${JSON.stringify(group).slice(0, 1000)}`);
  return answers.map((/** @type {any} */ { value, variant, reason, rule, exposure }) =>
    given({
      value: value ? JSON.parse(value) : undefined,
      variant: variant ?? undefined,
      reason,
      rule: rule ? given({ index: rule.index, name: rule.name ?? undefined }) : undefined,
      exposure: exposure ? { ...exposure, variant, unit: String(JSON.parse(exposure.unit)) } : undefined,
    }),
  );
}

/** @param {string} document @param {Group[]} groups @param {Answer[]} natively */
async function assertSame(document, groups, natively) {
  await init();
  const evaluator = new Evaluator(document);
  let number = 0;
  for (const { flags, attributes, ...options } of groups) {
    const context = evaluator.context(/** @type {any} */ (attributes), /** @type {any} */ ({ now: 0, ...options }));
    for (const flag of flags) {
      const asked = () => `${flag} in WebAssembly and natively, for ${JSON.stringify(attributes).slice(0, 1000)}`;
      assertEqual(harnessAnswer(context.details(flag)), natively[number++], asked);
    }
  }
}

/** The message is made only where it is needed. @param {Answer} here @param {Answer} there @param {() => string} asked */
function assertEqual(here, there, asked) {
  try {
    assert.deepStrictEqual(here, there);
  } catch (error) {
    throw new Error(asked(), { cause: error });
  }
}

/** @param {Details} details @returns {Answer} */
function harnessAnswer({ value, variant, reason, rule, exposure }) {
  return given({
    value: variant === undefined ? undefined : value,
    variant,
    reason,
    rule,
    exposure: exposure && {
      experiment: exposure.experiment,
      version: exposure.version,
      by: exposure.by,
      unit: exposure.unit,
      variant: exposure.variant,
    },
  });
}

/** Only what is there. @template {object} T @param {T} fields */
const given = (fields) =>
  /** @type {T} */ (Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
