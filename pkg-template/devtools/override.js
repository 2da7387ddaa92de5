import { make, write } from './dom.js';
import { shortText, typeOf, valueText } from './text.js';

/**
 * Controls that serve another value in place of a decision.
 * @typedef {import('../index.js').Json} Json
 * @typedef {import('./text.js').Type} Type
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('./variants.js').Variants} Variants
 * @typedef {(value: Json | undefined) => void} Serve `undefined` ends the override
 * @typedef {{ element: HTMLElement, update: (details: Details, type: Type | undefined) => void }} Control
 */

/** @param {string} key @param {Serve} serve @returns {Control & { element: HTMLButtonElement }} */
export function createSwitch(key, serve) {
  const element = make('button', {
    type: 'button',
    role: 'switch',
    class: 'switch',
    'aria-label': `Serve true for ${key}`,
  });
  element.addEventListener('click', () => serve(element.getAttribute('aria-checked') !== 'true'));
  return {
    element,
    update: ({ value }) => element.setAttribute('aria-checked', String(value === true)),
  };
}

/** @param {string} key @param {Variants} variants @param {Serve} serve @returns {Control} */
export function createChoice(key, variants, serve) {
  const entries = Object.entries(variants);
  const select = make('select', { 'aria-label': `Serve instead for ${key}` }, new Option('as decided', ''));
  for (const [index, [name, value]] of entries.entries()) {
    const text = shortText(value);
    select.append(new Option(text === name ? name : `${name}: ${text}`, String(index)));
  }
  select.addEventListener('change', () => serve(select.value === '' ? undefined : entries[Number(select.value)]?.[1]));
  return {
    element: make('label', {}, 'Serve instead', select),
    update({ value, overridden }) {
      const text = JSON.stringify(value);
      const index = overridden ? entries.findIndex(([, one]) => JSON.stringify(one) === text) : -1;
      select.value = index < 0 ? '' : String(index);
    },
  };
}

/** @param {string} key @param {Serve} serve @returns {Control} */
export function createEditor(key, serve) {
  const field = make('textarea', { rows: '2', spellcheck: 'false', 'aria-label': `Serve instead for ${key}` });
  const problem = make('p', { class: 'wrong', role: 'alert' });
  const apply = make('button', { type: 'button' }, 'Serve this');
  const label = make('span');
  /** @type {Type | undefined} */
  let wanted;
  apply.addEventListener('click', () => {
    const { value, problem: invalid } = valueIn(field.value, wanted);
    write(problem, invalid ?? '');
    field.setAttribute('aria-invalid', String(invalid !== undefined));
    if (invalid === undefined) serve(value);
  });
  let shown = '';
  return {
    element: make('div', { class: 'editor' }, make('label', {}, label, field), problem, apply),
    update({ value }, type) {
      wanted = type;
      write(label, type === 'string' ? 'Serve this text instead' : 'Serve this JSON instead');
      const text = type === 'string' ? String(value) : JSON.stringify(value);
      // Text that the user has changed stays.
      if (text !== shown && field.value === shown) field.value = text;
      shown = field.value === text ? text : shown;
    },
  };
}

/**
 * @param {string} text @param {Type | undefined} type of the flag; without one any value is accepted
 * @returns {{ value?: Json, problem?: string }}
 */
export function valueIn(text, type) {
  if (type === 'string') return { value: text };
  try {
    const value = /** @type {Json} */ (JSON.parse(text));
    const actual = typeOf(/** @type {any} */ ({ value }));
    return type === undefined || actual === type
      ? { value }
      : { problem: `This flag is of type ${type}, ${shortText(value)} of type ${actual}.` };
  } catch (thrown) {
    return { problem: `This is not JSON: ${valueText(/** @type {Error} */ (thrown).message)}` };
  }
}
