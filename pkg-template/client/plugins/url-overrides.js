import { typeOf } from '../../evaluator/details.js';
import { attempt, copied, failure, quoted } from '../failure.js';

/**
 * Overrides from the page's URL, to look at a variant: `?burgee=pricing_page:variant_b,new_dashboard:true`. A value is the name
 * of a variant, or else JSON. Anybody who can write a link can set them: that is why this is a plugin.
 */

/** In characters. A longer parameter was not typed by a person. */
const LONGEST = 4096;

/** @param {import('../../plugins.js').UrlOverridesOptions} [options] @returns {import('../../client.js').Plugin} */
export const urlOverrides = (options) => (host) => {
  const { parameter = 'burgee', keep = false, only } = copied(options);
  const { platform, source, decider } = host;
  const { overrides } = decider;
  const session = attempt(() => (keep ? platform.scope.sessionStorage : undefined));
  const texts = attempt(() => new URL(platform.scope.location.href).searchParams.getAll(parameter)) ?? [];
  // An empty parameter ends the kept overrides.
  if (texts.length) attempt(() => session.setItem(`burgee:o:${parameter}`, texts.join()));
  const text = texts.length ? texts.join() : (attempt(() => session?.getItem(`burgee:o:${parameter}`)) ?? '');
  const complain = (/** @type {string} */ problem) => host.report(failure(`override in the URL: ${problem}`));
  if (text.length > LONGEST) return complain(`longer than ${LONGEST} characters`);
  const wanted = new Map(
    pairsOf(text, complain).filter(
      ([key]) => !only || only.includes(key) || complain(`${quoted(key)} may not be overridden here`),
    ),
  );
  if (!wanted.size) return;

  /** The overrides of the snapshot before; those that code has set since then stay. @type {Map<string, unknown>} */
  let set = new Map();

  // The values depend on the snapshot's variants, and have to be there before its first read.
  return host.on('snapshot', () => {
    const text = source.text();
    const flags = text && attempt(() => JSON.parse(text).flags);
    const found = new Map();
    for (const [key, word] of wanted) {
      const { value, problem } = resolveValue(decider.evaluator(), flags, key, word);
      if (problem) complain(problem);
      else found.set(key, value);
    }
    for (const [key, value] of set) if (!found.has(key) && overrides.get(key) === value) overrides.delete(key);
    for (const [key, value] of found)
      if (!overrides.has(key) || overrides.get(key) === set.get(key)) overrides.set(key, value);
    set = found;
  });
};

/** @returns {{ value?: unknown, problem?: string }} @param {any} evaluator @param {any} flags @param {string} key @param {string} word */
function resolveValue(evaluator, flags, key, word) {
  if (!evaluator.keys.includes(key)) return { problem: `there is no flag ${quoted(key)}` };
  const served = evaluator.context({}).details(key);
  const variants = flags?.[key]?.variants ?? {
    ...(served.variant !== undefined && { [served.variant]: served.value }),
  };
  if (Object.hasOwn(variants, word)) return { value: variants[word] };
  const value = attempt(() => JSON.parse(word, (_, part) => Object.freeze(part)));
  const kinds = new Set(Object.values(variants).map(typeOf));
  if (value === undefined || (kinds.size && !kinds.has(typeOf(value))))
    return { problem: `${quoted(key)} has no variant ${quoted(word)}` };
  return { value };
}

/**
 * Parses `flag:word,flag:word`; a word that begins like JSON may contain commas.
 * @param {string} text @param {(problem: string) => void} complain @returns {[string, string][]}
 */
function pairsOf(text, complain) {
  const pairs = /** @type {[string, string][]} */ ([]);
  const pieces = text.split(',');
  while (pieces.length) {
    let piece = /** @type {string} */ (pieces.shift());
    if (!piece.trim()) continue;
    const at = piece.indexOf(':');
    const isComplete = () => attempt(() => JSON.parse(piece.slice(at + 1)) !== undefined);
    if (/^\s*[[{"]/.test(piece.slice(at + 1))) while (!isComplete() && pieces.length) piece += `,${pieces.shift()}`;
    if (at > 0) pairs.push([piece.slice(0, at).trim(), piece.slice(at + 1).trim()]);
    else complain(`${quoted(piece)} is not \`flag:variant\``);
  }
  return pairs;
}
