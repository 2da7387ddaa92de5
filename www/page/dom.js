// Helpers for the DOM. Text is only ever set as text: nothing here parses HTML.

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no #${id}`);
  return found;
}

/** @param {string} id */
export const place = (id) => byId(id, HTMLElement);

/**
 * @param {string} id
 * @param {string} text
 */
export function write(id, text) {
  const target = place(id);
  // Written only when it changes, so that a screen reader does not announce the same text again.
  if (target.textContent !== text) target.textContent = text;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {{ [attribute: string]: string }} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * @param {HTMLSelectElement} select
 * @param {string[]} values
 * @param {(value: string) => string} [label]
 */
export function fillSelect(select, values, label = (value) => value) {
  const chosen = select.value;
  select.replaceChildren(...values.map((value) => new Option(label(value), value)));
  if (values.includes(chosen)) select.value = chosen;
}

/** @param {number} count */
export const grouped = (count) => count.toLocaleString('en');
