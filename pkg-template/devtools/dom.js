/** The panel's DOM helpers. Foreign content enters as text: nothing here parses HTML. */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {{ [attribute: string]: string | boolean }} [attributes] `true`: an empty attribute, `false`: none
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
 * Writes only changes, so that a selection stays and screen readers do not repeat the text.
 * @param {Element} element @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

let ids = 0;

/** An id for `aria-controls` and similar attributes; a flag's key may not be a valid id. */
export const uniqueId = () => `burgee-${++ids}`;

/** The content of each list, as JSON. @type {WeakMap<HTMLElement, string>} */
const written = new WeakMap();

/**
 * Replaces a list of terms if its content has changed.
 * @param {HTMLElement} list a `<dl>` @param {[term: string, text: string | undefined][]} pairs pairs without a text are left out
 */
export function writePairs(list, pairs) {
  const shown = pairs.filter(([, text]) => text !== undefined && text !== '');
  const key = JSON.stringify(shown);
  if (written.get(list) === key) return;
  written.set(list, key);
  list.replaceChildren(...shown.flatMap(([term, text]) => [make('dt', {}, term), make('dd', {}, text ?? '')]));
}
