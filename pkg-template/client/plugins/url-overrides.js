import { typeOf } from '../../evaluator/details.js';
import { attempt, copied, failure, quoted } from '../failure.js';

/**
 * Values from the page's address, to look at a variant: `?burgee=pricing_page:variant_b,new_dashboard:true`. A name is looked
 * up among the flag's variants first, and read as JSON else. Who can write a link can set them, so this is a plugin.
 */

/** Nobody types more; a longer one is no link of ours. */
const MOST = 4096;

/** @param {import('../../plugins.js').UrlOverridesOptions} [options] @returns {import('../../client.js').Plugin} */
export const urlOverrides = (options) => (hub) => {
  const { parameter = 'burgee', keep = false, only } = copied(options);
  const { world, overrides } = hub;
  const session = attempt(() => (keep ? world.scope.sessionStorage : undefined));
  const texts = attempt(() => new URL(world.scope.location.href).searchParams.getAll(parameter)) ?? [];
  // An empty one ends what was kept.
  if (texts.length) attempt(() => session.setItem(`burgee:o:${parameter}`, texts.join()));
  const text = texts.length ? texts.join() : (attempt(() => session?.getItem(`burgee:o:${parameter}`)) ?? '');
  const complain = (/** @type {string} */ says) => hub.report(failure(`override in the address: ${says}`));
  if (text.length > MOST) return complain(`longer than ${MOST} characters`);
  const wanted = new Map(
    pairsOf(text, complain).filter(
      ([key]) => !only || only.includes(key) || complain(`${quoted(key)} may not be overridden here`),
    ),
  );
  if (!wanted.size) return;

  /** The snapshot that the names were looked up in. @type {unknown} */
  let looked;
  /** What came of it; what is set in code meanwhile stays. @type {Map<string, unknown>} */
  let set = new Map();

  function look() {
    const { evaluator, text: document } = hub.source;
    if (!evaluator || looked === evaluator) return;
    looked = evaluator;
    const flags = document && attempt(() => JSON.parse(document).flags);
    const found = new Map();
    for (const [key, word] of wanted) {
      const given = valueOf(evaluator, flags, key, word);
      if (typeof given === 'string') complain(given);
      else found.set(key, given.value);
    }
    for (const [key, value] of set) if (!found.has(key) && overrides.get(key) === value) overrides.delete(key);
    for (const [key, value] of found)
      if (!overrides.has(key) || overrides.get(key) === set.get(key)) overrides.set(key, value);
    set = found;
  }

  // Before the first read of a snapshot, however early that comes.
  const has = overrides.has.bind(overrides);
  overrides.has = (/** @type {string} */ key) => (look(), has(key));
  const stops = [hub.on('ready', look), hub.on('change', look)];
  return () => stops.forEach((stop) => stop());
};

/** The value that a word means for a flag, or what is wrong. @param {any} evaluator @param {any} flags @param {string} key @param {string} word */
function valueOf(evaluator, flags, key, word) {
  if (!evaluator.keys.includes(key)) return `there is no flag ${quoted(key)}`;
  const served = evaluator.context({}).details(key);
  const variants = flags?.[key]?.variants ?? {
    ...(served.variant !== undefined && { [served.variant]: served.value }),
  };
  if (Object.hasOwn(variants, word)) return { value: variants[word] };
  const value = attempt(() => JSON.parse(word, (_, part) => Object.freeze(part)));
  const kinds = new Set(Object.values(variants).map(typeOf));
  if (value === undefined || (kinds.size && !kinds.has(typeOf(value))))
    return `${quoted(key)} has no variant ${quoted(word)}`;
  return { value };
}

/**
 * `flag:word,flag:word`, where a word that begins as JSON may hold commas.
 * @param {string} text @param {(says: string) => void} complain @returns {[string, string][]}
 */
function pairsOf(text, complain) {
  const pairs = /** @type {[string, string][]} */ ([]);
  const pieces = text.split(',');
  while (pieces.length) {
    let piece = /** @type {string} */ (pieces.shift());
    if (!piece.trim()) continue;
    const at = piece.indexOf(':');
    const whole = () => attempt(() => (JSON.parse(piece.slice(at + 1)), true));
    if (/^\s*[[{"]/.test(piece.slice(at + 1))) while (!whole() && pieces.length) piece += `,${pieces.shift()}`;
    if (at > 0) pairs.push([piece.slice(0, at).trim(), piece.slice(at + 1).trim()]);
    else complain(`${quoted(piece)} is not \`flag:variant\``);
  }
  return pairs;
}
