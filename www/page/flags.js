// The list of flags: one row each, made once and then only rewritten, so that focus and open panels stay.
// In each, a kill switch for this session.
import { make, place } from './dom.js';
import { icon, looksOf } from './looks.js';
import { switchCookie, switchedOff } from './session.js';
import { explanation, whyPanel } from './why.js';
import { because, valueText } from './words.js';

/** @import { ClientDetails as Details } from 'burgee/client' */
/** @import { Visitor } from './visitor.js' */
/** @typedef {{ snapshot: string, document: any, visitor: Visitor, decisions: Map<string, Details>, refresh: () => Promise<void> }} Scene what there is to show */
/** @typedef {{ item: HTMLLIElement, button: HTMLButtonElement, panel: HTMLDivElement, kill: HTMLButtonElement, story: HTMLDivElement }} Row */

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
  if (scene === shown) row.story.replaceChildren(...whyPanel(scene.document.flags[key]?.metadata, steps));
}

/**
 * The Worker reads the cookie, and the new snapshot comes as any other would.
 * @param {string} key
 */
async function flip(key) {
  const off = new Set(switchedOff(document.cookie));
  if (!off.delete(key)) off.add(key);
  document.cookie = switchCookie([...off]);
  await shown?.refresh();
}

/**
 * What an override serves has no name by itself.
 * @param {Details | undefined} details
 * @param {any} flag
 * @returns {string | undefined}
 */
export function variantOf(details, flag) {
  if (!details?.overridden) return details?.variant;
  const value = JSON.stringify(details.value);
  return Object.keys(flag?.variants ?? {}).find((name) => JSON.stringify(flag.variants[name]) === value);
}

/**
 * @param {string} key
 * @returns {Row}
 */
function makeRow(key) {
  const panel = make('div', { class: 'why', id: `why-${key}`, role: 'region', 'aria-label': `Why ${key}` });
  panel.hidden = true;
  const kill = make('button', {
    type: 'button',
    role: 'switch',
    class: 'switch',
    'aria-label': `${key} is enabled in your session`,
  });
  const story = make('div', { class: 'told' });
  panel.append(
    make(
      'div',
      { class: 'kill' },
      kill,
      make(
        'p',
        { class: 'note' },
        make('b', {}, 'Kill switch. '),
        'Off means off for everybody: here, for your session only.',
      ),
    ),
    story,
  );
  kill.addEventListener('click', () => void flip(key));
  const button = make('button', { type: 'button', class: 'flag', 'aria-expanded': 'false', 'aria-controls': panel.id });
  const item = make('li', { 'data-flag': key }, button, panel);
  const row = { item, button, panel, kill, story };
  button.addEventListener('click', () => toggle(key, row));
  return row;
}

/**
 * @param {Row} row
 * @param {Details} details
 * @param {any} flag
 */
function fillRow({ item, button, kill }, details, flag) {
  const { key, value, reason } = details;
  const variant = variantOf(details, flag);
  kill.setAttribute('aria-checked', String(flag.enabled !== false));
  item.dataset.variant = variant ?? '';
  item.dataset.reason = reason;
  const look = variant === undefined ? undefined : looksOf(flag).get(variant);
  const served = valueText(value);
  const chip = make('span', { class: 'chip' }, icon(look), variant ?? 'none');
  const result = make('span', { class: 'result' }, chip);
  if (served !== variant) result.append(make('code', { class: 'value' }, served));
  button.replaceChildren(
    make('code', { class: 'key' }, key),
    result,
    make('span', { class: 'reason' }, because(details)),
  );
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
