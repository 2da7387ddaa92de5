// Why a flag has its value: the explanation of `burgee/tools`, which is fetched when somebody first asks.
import { make } from './dom.js';
import { because, valueText } from './words.js';

/** @import { Details } from 'burgee' */
/** @typedef {(snapshot: string, key: string, attributes: object, options: { now: number }) => { text: string } | Promise<{ text: string }>} Explain */

/** @type {Promise<Explain | undefined> | undefined} */
let loading;

/** The explanation's entry is in the import map only where the package has it. */
async function load() {
  const map = document.querySelector('script[type="importmap"]')?.textContent ?? '{}';
  if (!JSON.parse(map).imports?.['burgee/tools']) return undefined;
  try {
    const tools = await import(/** @type {string} */ ('burgee/tools'));
    await tools.init?.();
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
  const served = variant === undefined ? 'the default is served' : `\`${variant}\` is served, which is ${valueText(value)}`;
  return `${because(details)}, so ${served}`;
}

/**
 * @param {string} snapshot
 * @param {Details} details
 * @param {object} attributes
 * @returns {Promise<string>}
 */
export async function explanation(snapshot, details, attributes) {
  const explain = await (loading ??= load());
  if (!explain) return inWords(details);
  try {
    return (await explain(snapshot, details.key, attributes, { now: Date.now() })).text;
  } catch (error) {
    console.warn('no explanation:', error);
    return inWords(details);
  }
}

/**
 * @param {{ description?: string, owner?: string } | undefined} metadata
 * @param {string} text
 */
export function whyPanel(metadata, text) {
  const about = [metadata?.description, metadata?.owner && `Owner: ${metadata.owner}.`].filter(Boolean).join('. ');
  return [make('p', { class: 'note' }, about.replace('..', '.')), make('pre', { class: 'tree', tabindex: '0' }, text)];
}
