// The list of flags: one row each, made once and then only rewritten, so that focus and open panels stay.
import { make, place } from './dom.js';
import { icon, looksOf } from './looks.js';
import { explanation, whyPanel } from './why.js';
import { because, valueText } from './words.js';

/** @import { Details } from 'burgee' */
/** @import { Visitor } from './visitor.js' */
/** @typedef {{ snapshot: string, document: any, visitor: Visitor, decisions: Map<string, Details> }} Scene what there is to show */
/** @typedef {{ item: HTMLLIElement, button: HTMLButtonElement, panel: HTMLDivElement }} Row */

/** @type {Map<string, Row>} */
const rows = new Map();
/** @type {Scene | undefined} */
let shown;

/**
 * @param {string} key
 * @param {Row} row
 */
function toggle(key, { button, panel }) {
  const open = button.getAttribute('aria-expanded') !== 'true';
  button.setAttribute('aria-expanded', String(open));
  panel.hidden = !open;
  if (open) void explain(key);
}

/** @param {string} key */
async function explain(key) {
  const scene = shown;
  const details = scene?.decisions.get(key);
  const row = rows.get(key);
  if (!scene || !details || !row) return;
  const steps = await explanation(scene.snapshot, details, scene.visitor);
  // Meanwhile the user may have changed; the later call writes the later story.
  if (scene === shown) row.panel.replaceChildren(...whyPanel(scene.document.flags[key]?.metadata, steps));
}

/**
 * @param {string} key
 * @returns {Row}
 */
function makeRow(key) {
  const panel = make('div', { class: 'why', id: `why-${key}`, role: 'region', 'aria-label': `Why ${key}` });
  panel.hidden = true;
  const button = make('button', { type: 'button', class: 'flag', 'aria-expanded': 'false', 'aria-controls': panel.id });
  const item = make('li', { 'data-flag': key }, button, panel);
  const row = { item, button, panel };
  button.addEventListener('click', () => toggle(key, row));
  return row;
}

/**
 * @param {Row} row
 * @param {Details} details
 * @param {any} flag
 */
function fillRow({ item, button }, details, flag) {
  const { key, variant, value, reason } = details;
  item.dataset.variant = variant ?? '';
  item.dataset.reason = reason;
  const look = variant === undefined ? undefined : looksOf(flag).get(variant);
  const served = valueText(value);
  const chip = make('span', { class: 'chip' }, icon(look), variant ?? 'none');
  const result = make('span', { class: 'result' }, chip);
  if (served !== variant) result.append(make('code', { class: 'value' }, served));
  button.replaceChildren(make('code', { class: 'key' }, key), result, make('span', { class: 'reason' }, because(details)));
}

/** @param {Scene} scene */
export function showFlags(scene) {
  shown = scene;
  for (const [key, row] of rows) {
    if (!scene.decisions.has(key)) row.item.remove(), rows.delete(key);
  }
  for (const [key, details] of scene.decisions) {
    const row = rows.get(key) ?? makeRow(key);
    rows.set(key, row);
    fillRow(row, details, scene.document.flags[key] ?? { variants: {} });
    if (!row.item.isConnected) place('flags').append(row.item);
    if (!row.panel.hidden) void explain(key);
  }
}
