// Why a flag has its value: the explanation of `burgee/tools`, which is loaded when the first panel opens.
import { reasonText, valueText } from './decision-text.js';
import { make } from './dom.js';

/** @import { Details } from 'burgee' */
/** @typedef {{ text: string, depth: number, holds: boolean | null }} Step one line of an explanation */
/** @typedef {(snapshot: string, key: string, attributes: object) => Promise<{ steps: Step[] }>} Explain */

/** @type {Promise<Explain | undefined> | undefined} */
let loading;

/** The import map has `burgee/tools` only if the package was built with it. */
async function loadExplain() {
  const map = document.querySelector('script[type="importmap"]')?.textContent ?? '{}';
  if (!JSON.parse(map).imports?.['burgee/tools']) return undefined;
  try {
    const tools = await import(/** @type {string} */ ('burgee/tools'));
    return tools.explain;
  } catch (error) {
    console.warn('`burgee/tools` could not be loaded:', error);
    return undefined;
  }
}

/**
 * What the decision itself tells, for a package without explanations.
 * @param {Details} details
 */
function summary(details) {
  const { variant, value } = details;
  const served = variant === undefined ? 'the default' : `\`${variant}\` with the value ${valueText(value)}`;
  return `${reasonText(details)}, so the user gets ${served}`;
}

/**
 * @param {string} snapshot
 * @param {Details} details
 * @param {object} attributes
 * @returns {Promise<Step[]>}
 */
export async function explainDecision(snapshot, details, attributes) {
  loading ??= loadExplain();
  const explain = await loading;
  const short = [{ text: summary(details), depth: 0, holds: null }];
  if (!explain) return short;
  try {
    return (await explain(snapshot, details.key, attributes)).steps;
  } catch (error) {
    console.warn('the decision could not be explained:', error);
    return short;
  }
}

/** @param {Step} step */
function stepItem({ text, depth, holds }) {
  // A condition keeps its author's line breaks; here each step is one line.
  const item = make('li', { 'data-holds': String(holds) }, text.replace(/\s*\n\s*/g, ' '));
  // The depth as indentation, and as a level for screen readers.
  item.style.marginInlineStart = `${depth * 1.1}rem`;
  item.setAttribute('aria-level', String(depth + 1));
  return item;
}

/**
 * @param {{ description?: string, owner?: string } | undefined} metadata
 * @param {Step[]} steps
 */
export function explanationElements(metadata, steps) {
  const { description, owner } = metadata ?? {};
  const about = [description && `${description}.`, owner && `Owner: ${owner}.`].filter(Boolean).join(' ');
  return [
    make('p', { class: 'note' }, about),
    make('ol', { class: 'tree steps-list', tabindex: '0' }, ...steps.map(stepItem)),
  ];
}
