import { make, uniqueId } from './dom.js';

/** @typedef {{ name: string, content: (Node | string)[] }} Page */

/**
 * Tabs as in the ARIA Authoring Practices: arrow keys move between tabs, one tab can be focused.
 * @param {Page[]} pages @param {(name: string) => void} shown
 */
export function createTabs(pages, shown) {
  const entries = pages.map(({ name, content }) => {
    const panel = make('div', { role: 'tabpanel', id: uniqueId(), class: 'page' }, ...content);
    const tab = make('button', { type: 'button', role: 'tab', id: uniqueId(), 'aria-controls': panel.id }, name);
    panel.setAttribute('aria-labelledby', tab.id);
    tab.addEventListener('click', () => select(name));
    return { name, tab, panel };
  });
  const list = make('div', { role: 'tablist', 'aria-label': 'Views' }, ...entries.map(({ tab }) => tab));
  let current = entries[0]?.name ?? '';

  list.addEventListener('keydown', (event) => {
    const at = entries.findIndex(({ name }) => name === current);
    const last = entries.length - 1;
    const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ];
    const entry = next === undefined ? undefined : entries[next];
    if (!entry) return;
    event.preventDefault();
    select(entry.name);
    entry.tab.focus();
  });

  /** @param {string} chosen */
  function select(chosen) {
    current = chosen;
    for (const { name, tab, panel } of entries) {
      tab.setAttribute('aria-selected', String(name === chosen));
      tab.tabIndex = name === chosen ? 0 : -1;
      panel.hidden = name !== chosen;
    }
    shown(chosen);
  }

  return { content: [list, ...entries.map(({ panel }) => panel)], select, current: () => current };
}
