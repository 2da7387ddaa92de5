import { make, write } from './dom.js';
import { createRow } from './row.js';
import { valueText } from './text.js';
import { createVariants } from './variants.js';

/**
 * @typedef {import('../client.js').Client} Client
 * @typedef {import('../client.js').ClientDetails} Details
 */

/** The search finds the flags after these. */
const MAX_ROWS = 200;

/** @param {Client} client @param {() => void} changed called after an override */
export function createFlags(client, changed) {
  const variantsOf = createVariants(client);
  const search = make('input', {
    type: 'search',
    placeholder: 'Search',
    'aria-label': 'Search flags',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const count = make('p', { class: 'note', role: 'status' });
  const resetAll = make('button', { type: 'button', class: 'reset' }, 'Reset all overrides');
  const list = make('ul', { class: 'flags', 'aria-label': 'Flags' });
  /** @type {Map<string, import('./row.js').Row>} */
  const rows = new Map();
  /** The last decision of each flag without an override. @type {Map<string, Details>} */
  const decided = new Map();

  const override = (/** @type {string} */ key, /** @type {import('../index.js').Json | undefined} */ value) => {
    client.override(key, value);
    changed();
  };
  search.addEventListener('input', update);
  resetAll.addEventListener('click', () => {
    for (const [key, { overridden }] of client.all()) if (overridden) client.override(key, undefined);
    search.focus();
    changed();
  });

  function update() {
    const all = [...client.all().values()];
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = all.filter((details) => terms.every((term) => searchText(details).includes(term)));
    const shown = found.slice(0, MAX_ROWS);
    for (const details of all) if (!details.overridden) decided.set(details.key, details);
    const items = shown.map(rowOf);
    // Only if they differ: a row that is inserted again loses the focus.
    if (items.length !== list.children.length || items.some((item, index) => item !== list.children[index]))
      list.replaceChildren(...items);
    resetAll.hidden = !all.some(({ overridden }) => overridden);
    write(count, summary(all.length, found.length, shown.length, client.status));
  }

  /** @param {Details} details */
  function rowOf(details) {
    const { key } = details;
    const row = rows.get(key) ?? createRow(key, override, variantsOf);
    rows.set(key, row);
    row.update(details, decided.get(key));
    return row.item;
  }

  return { content: [make('div', { class: 'tools' }, search, resetAll), count, list], update };
}

/** @param {Details} details */
function searchText({ key, variant, value, reason, exposure, overridden, metadata }) {
  const parts = [
    key,
    variant,
    valueText(value),
    reason,
    exposure?.experiment,
    overridden && 'overridden',
    metadata && valueText(metadata),
  ];
  return parts.filter(Boolean).join('\n').toLowerCase();
}

/** @param {number} all @param {number} found @param {number} shown @param {string} status */
function summary(all, found, shown, status) {
  if (all === 0) return `No flags: ${status === 'READY' ? 'the snapshot has none' : 'there is no snapshot yet'}.`;
  const rest = found > shown ? `, the first ${shown} shown` : '';
  return found === all ? `${all} ${all === 1 ? 'flag' : 'flags'}${rest}` : `${found} of ${all} flags${rest}`;
}
