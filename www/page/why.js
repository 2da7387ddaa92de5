// Why a flag has its value: the explanation of `burgee/tools`, which is fetched when somebody first asks.
import { make } from './dom.js';
import { because, valueText } from './words.js';

/** @import { Details } from 'burgee' */
/** @typedef {{ text: string, depth: number, holds: boolean | null }} Step one line of a story */
/** @typedef {(snapshot: string, key: string, attributes: object) => Promise<{ steps: Step[] }>} Explain */

/** @type {Promise<Explain | undefined> | undefined} */
let loading;

/** The explanation's entry is in the import map only where the package has it. */
async function load() {
  const map = document.querySelector('script[type="importmap"]')?.textContent ?? '{}';
  if (!JSON.parse(map).imports?.['burgee/tools']) return undefined;
  try {
    const tools = await import(/** @type {string} */ ('burgee/tools'));
    return tools.explain;
  } catch (error) {
    console.warn('no explanations:', error);
    return undefined;
  }
}

/**
 * What the decision itself says, for a package without explanations.
 * @param {Details} details
 */
function inWords(details) {
  const { variant, value } = details;
  const served =
    variant === undefined ? 'the default is served' : `\`${variant}\` is served, which is ${valueText(value)}`;
  return `${because(details)}, so ${served}`;
}

/**
 * @param {string} snapshot
 * @param {Details} details
 * @param {object} attributes
 * @returns {Promise<Step[]>}
 */
export async function explanation(snapshot, details, attributes) {
  const explain = await (loading ??= load());
  const short = [{ text: inWords(details), depth: 0, holds: null }];
  if (!explain) return short;
  try {
    return (await explain(snapshot, details.key, attributes)).steps;
  } catch (error) {
    console.warn('no explanation:', error);
    return short;
  }
}

/** @param {Step} step */
function line({ text, depth, holds }) {
  // A condition is quoted as its author broke it into lines; here a step is a line.
  const item = make('li', { 'data-holds': String(holds) }, text.replace(/\s*\n\s*/g, ' '));
  // The depth as indentation, and as nesting for those who don't see it.
  item.style.marginInlineStart = `${depth * 1.1}rem`;
  item.setAttribute('aria-level', String(depth + 1));
  return item;
}

/**
 * @param {{ description?: string, owner?: string } | undefined} metadata
 * @param {Step[]} steps
 */
export function whyPanel(metadata, steps) {
  const { description, owner } = metadata ?? {};
  const about = [description && `${description}.`, owner && `Owner: ${owner}.`].filter(Boolean).join(' ');
  return [make('p', { class: 'note' }, about), make('ol', { class: 'tree story', tabindex: '0' }, ...steps.map(line))];
}
