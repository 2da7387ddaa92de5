import { make, write } from './dom.js';
import { shortText, typeOf, valueText } from './words.js';

/**
 * What a developer can serve in place of a decision.
 * @typedef {import('../index.js').Json} Json
 * @typedef {import('./words.js').Type} Type
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('./inside.js').Variants} Variants
 * @typedef {(value: Json | undefined) => void} Serve `undefined` ends it
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
    const said = shortText(value);
    select.append(new Option(said === name ? name : `${name}: ${said}`, String(index)));
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
  const complaint = make('p', { class: 'wrong', role: 'alert' });
  const apply = make('button', { type: 'button' }, 'Serve this');
  const label = make('span');
  /** @type {Type | undefined} */
  let wanted;
  apply.addEventListener('click', () => {
    const { value, wrong } = valueIn(field.value, wanted);
    write(complaint, wrong ?? '');
    field.setAttribute('aria-invalid', String(wrong !== undefined));
    if (wrong === undefined) serve(value);
  });
  let shown = '';
  return {
    element: make('div', { class: 'editor' }, make('label', {}, label, field), complaint, apply),
    update({ value }, type) {
      wanted = type;
      write(label, type === 'string' ? 'Serve this text instead' : 'Serve this JSON instead');
      const text = type === 'string' ? String(value) : JSON.stringify(value);
      // What somebody is writing stays.
      if (text !== shown && field.value === shown) field.value = text;
      shown = field.value === text ? text : shown;
    },
  };
}

/**
 * @param {string} text @param {Type | undefined} type what the flag's readers expect; anything, when it is not known
 * @returns {{ value?: Json, wrong?: string }}
 */
export function valueIn(text, type) {
  if (type === 'string') return { value: text };
  try {
    const value = /** @type {Json} */ (JSON.parse(text));
    const given = typeOf(/** @type {any} */ ({ value }));
    return type === undefined || given === type
      ? { value }
      : { wrong: `This flag is of type ${type}, ${shortText(value)} of type ${given}.` };
  } catch (thrown) {
    return { wrong: `This is not JSON: ${valueText(/** @type {Error} */ (thrown).message)}` };
  }
}
