/** The little that the panel asks of the DOM. What comes from outside enters as text: nothing here parses HTML. */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {{ [attribute: string]: string | boolean }} [attributes] `true` gives an empty one, `false` none
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/**
 * Only what changes is written, so that a selection stays and screen readers are not told the same thing again.
 * @param {Element} element @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

let ids = 0;

/** A name for `aria-controls` and its like; what a flag is called may be no name at all. */
export const uniqueId = () => `burgee-${++ids}`;

/** What each list says. @type {WeakMap<HTMLElement, string>} */
const written = new WeakMap();

/**
 * A list of terms, made anew only when it says something else.
 * @param {HTMLElement} list a `<dl>` @param {[term: string, text: string | undefined][]} pairs those without a text are left out
 */
export function writePairs(list, pairs) {
  const said = pairs.filter(([, text]) => text !== undefined && text !== '');
  const key = JSON.stringify(said);
  if (written.get(list) === key) return;
  written.set(list, key);
  list.replaceChildren(...said.flatMap(([term, text]) => [make('dt', {}, term), make('dd', {}, text ?? '')]));
}
