// The list of flags. Rows are created once and then updated, so that focus and open panels stay. Each row has a kill switch
// for this session.
import { reasonText, valueText } from './decision-text.js';
import { make, place } from './dom.js';
import { explainDecision, explanationElements } from './explanation.js';
import { killSwitchCookie, switchedOffFlags } from './kill-switch-cookie.js';
import { icon, stylesOf } from './variant-styles.js';

/** @import { ClientDetails as Details } from 'burgee/client' */
/** @import { Visitor } from './visitor.js' */
/**
 * @typedef {object} FlagsState
 * @property {string} snapshot
 * @property {any} document the parsed snapshot
 * @property {Visitor} visitor
 * @property {Map<string, Details>} decisions
 * @property {() => Promise<void>} refresh downloads the snapshot again
 *
 * @typedef {object} Row
 * @property {HTMLLIElement} item
 * @property {HTMLButtonElement} button opens and closes the panel
 * @property {HTMLDivElement} panel
 * @property {HTMLButtonElement} killSwitch
 * @property {HTMLDivElement} explanation
 */

/** @type {Map<string, Row>} */
const rows = new Map();
/** @type {FlagsState | undefined} */
let current;

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
  const state = current;
  const details = state?.decisions.get(key);
  const row = rows.get(key);
  if (!state || !details || !row) return;
  const steps = await explainDecision(state.snapshot, details, state.visitor);
  // The user may have changed in the meantime; then a later call shows the later explanation.
  if (state !== current) return;
  row.explanation.replaceChildren(...explanationElements(state.document.flags[key]?.metadata, steps));
}

/**
 * The Worker reads the cookie; the changed snapshot arrives like any other.
 * @param {string} key
 */
async function toggleKillSwitch(key) {
  const off = new Set(switchedOffFlags(document.cookie));
  if (!off.delete(key)) off.add(key);
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the Cookie Store API, and it needs https
  document.cookie = killSwitchCookie([...off]);
  await current?.refresh();
}

/**
 * The variant of a decision. An override has only a value, so its variant is found by that.
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
  const panel = make('div', { class: 'why', id: `why-${key}`, role: 'region', 'aria-label': `Explanation of ${key}` });
  panel.hidden = true;
  const killSwitch = make('button', {
    type: 'button',
    role: 'switch',
    class: 'switch',
    'aria-label': `${key} is enabled in your session`,
  });
  const explanation = make('div', { class: 'explanation' });
  panel.append(
    make(
      'div',
      { class: 'kill-switch' },
      killSwitch,
      make(
        'p',
        { class: 'note' },
        make('b', {}, 'Kill switch. '),
        'A published kill switch works for all users; this one works only in your session.',
      ),
    ),
    explanation,
  );
  killSwitch.addEventListener('click', () => void toggleKillSwitch(key));
  const button = make('button', { type: 'button', class: 'flag', 'aria-expanded': 'false', 'aria-controls': panel.id });
  const item = make('li', { 'data-flag': key }, button, panel);
  const row = { item, button, panel, killSwitch, explanation };
  button.addEventListener('click', () => toggle(key, row));
  return row;
}

/**
 * @param {Row} row
 * @param {Details} details
 * @param {any} flag
 */
function updateRow({ item, button, killSwitch }, details, flag) {
  const { key, value, reason } = details;
  const variant = variantOf(details, flag);
  killSwitch.setAttribute('aria-checked', String(flag.enabled !== false));
  item.dataset.variant = variant ?? '';
  item.dataset.reason = reason;
  const style = variant === undefined ? undefined : stylesOf(flag).get(variant);
  const served = valueText(value);
  const chip = make('span', { class: 'chip' }, icon(style), variant ?? 'none');
  const result = make('span', { class: 'result' }, chip);
  if (served !== variant) result.append(make('code', { class: 'value' }, served));
  button.replaceChildren(
    make('code', { class: 'key' }, key),
    result,
    make('span', { class: 'reason' }, reasonText(details)),
  );
}

/** @param {FlagsState} state */
export function showFlags(state) {
  current = state;
  for (const [key, row] of rows) {
    if (state.decisions.has(key)) continue;
    row.item.remove();
    rows.delete(key);
  }
  for (const [key, details] of state.decisions) {
    const row = rows.get(key) ?? makeRow(key);
    rows.set(key, row);
    updateRow(row, details, state.document.flags[key] ?? { variants: {} });
    if (!row.item.isConnected) place('flags').append(row.item);
    if (!row.panel.hidden) void explain(key);
  }
}
