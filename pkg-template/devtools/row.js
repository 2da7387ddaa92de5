import { make, uniqueId, write, writePairs } from './dom.js';
import { createChoice, createEditor, createSwitch } from './override.js';
import { experimentText, reasonText, ruleText, shortText, typeOf, valueText } from './text.js';

/**
 * One flag in the list. It is created once and then updated, so that the focus and open rows stay.
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {ReturnType<typeof createRow>} Row
 */

/**
 * @param {string} key
 * @param {(key: string, value: import('../index.js').Json | undefined) => void} override
 * @param {(key: string) => import('./variants.js').Variants | undefined} variantsOf
 */
export function createRow(key, override, variantsOf) {
  const serve = (/** @type {import('../index.js').Json | undefined} */ value) => override(key, value);
  const [variant, reason] = [make('span', { class: 'variant' }), make('span', { class: 'reason' })];
  const badge = make('span', { class: 'badge' }, 'overridden');
  const facts = make('dl');
  const body = make('div', { class: 'body', id: uniqueId(), hidden: true });
  const open = make(
    'button',
    { type: 'button', class: 'flag', 'aria-expanded': 'false', 'aria-controls': body.id },
    make('code', { class: 'key' }, key),
    variant,
    reason,
    badge,
  );
  const toggle = createSwitch(key, serve);
  const reset = make('button', { type: 'button', class: 'reset' }, 'Remove the override');
  const item = make('li', {}, make('div', { class: 'head' }, open, toggle.element), body);
  item.dataset.key = key;
  /** The control for the flag's variants, which a newer snapshot may change. @type {{ of: string, control: import('./override.js').Control } | undefined} */
  let editing;

  open.addEventListener('click', () => {
    body.hidden = !body.hidden;
    open.setAttribute('aria-expanded', String(!body.hidden));
  });
  reset.addEventListener('click', () => {
    serve(undefined);
    // The button disappears, and the focus with it.
    open.focus();
  });

  /** @param {string} type */
  function controlFor(type) {
    const variants = type === 'boolean' ? undefined : variantsOf(key);
    const of = variants ? JSON.stringify(variants) : type;
    if (editing?.of !== of) {
      const control =
        type === 'boolean' ? undefined : variants ? createChoice(key, variants, serve) : createEditor(key, serve);
      editing = { of, control: control ?? toggle };
      body.replaceChildren(facts, ...(control ? [control.element] : []), reset);
    }
    return editing.control;
  }

  return {
    item,
    /** @param {Details} details @param {Details | undefined} decided the decision before the override, if it is known */
    update(details, decided) {
      const type = typeOf(decided ?? details);
      write(variant, details.variant ?? shortText(details.value));
      write(reason, reasonText(details));
      badge.hidden = reset.hidden = !details.overridden;
      item.classList.toggle('overridden', !!details.overridden);
      item.classList.toggle('failed', details.reason === 'ERROR');
      toggle.element.hidden = type !== 'boolean';
      toggle.update(details, type);
      controlFor(type ?? 'any').update(details, type);
      writePairs(facts, factsOf(details, decided));
    },
  };
}

/** @param {Details} details @param {Details | undefined} decided @returns {[string, string | undefined][]} */
function factsOf(details, decided) {
  const { value, variant, reason, rule, exposure, errorMessage, overridden, metadata = decided?.metadata } = details;
  return [
    ['Value', valueText(value)],
    ['Variant', variant],
    ['Reason', overridden ? 'overridden here' : reason],
    ['Rule', ruleText(rule)],
    ['Experiment', experimentText(exposure)],
    ['Error', errorMessage],
    [
      'Decided',
      overridden && decided ? `${decided.variant ?? valueText(decided.value)}, ${reasonText(decided)}` : undefined,
    ],
    ...Object.entries(metadata ?? {}).map(([name, one]) => /** @type {[string, string]} */ ([name, valueText(one)])),
  ];
}
