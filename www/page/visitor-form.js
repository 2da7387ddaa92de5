// The form for the user. Typing updates the flags at once; leaving a field makes the new user the client's.
import { byId, fillSelect } from './dom.js';
import { randomUser } from './sample-users.js';
import { COUNTRIES, readVisitor, TIERS, visitorCookie } from './visitor.js';

/** @import { Visitor } from './visitor.js' */
/** @typedef {(visitor: Visitor, final: boolean) => void} Changed `final` is false while a field is being edited */

const FIELDS = /** @type {const} */ (['targetingKey', 'email', 'tier', 'country']);

/** @param {HTMLFormElement} form */
function read(form) {
  const data = new FormData(form);
  const entries = FIELDS.map((name) => [name, String(data.get(name) ?? '').trim()]);
  return /** @type {Visitor} */ (Object.fromEntries(entries));
}

/**
 * @param {HTMLFormElement} form
 * @param {Visitor} visitor
 */
function fill(form, visitor) {
  for (const name of FIELDS) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = visitor[name];
  }
}

/** @param {boolean} staff */
function randomVisitor(staff) {
  const visitor = randomUser(`user-${1 + Math.floor(Math.random() * 99_999)}`, Math.random);
  return staff ? { ...visitor, email: `${visitor.targetingKey}@company.com` } : visitor;
}

/**
 * @param {Changed} changed
 * @returns {Visitor} the first visitor of the form
 */
export function startForm(changed) {
  const form = byId('visitor', HTMLFormElement);
  fillSelect(byId('visitor-tier', HTMLSelectElement), TIERS);
  fillSelect(byId('visitor-country', HTMLSelectElement), COUNTRIES);
  const first = readVisitor(document.cookie);
  fill(form, first);
  const become = (/** @type {Visitor} */ visitor) => {
    // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the Cookie Store API, and it needs https
    document.cookie = visitorCookie(visitor);
    changed(visitor, true);
  };
  form.addEventListener('input', () => changed(read(form), false));
  form.addEventListener('change', () => become(read(form)));
  form.addEventListener('submit', (event) => event.preventDefault());
  for (const [id, staff] of /** @type {const} */ ([
    ['random', false],
    ['staff', true],
  ])) {
    byId(id, HTMLButtonElement).addEventListener('click', () => {
      const visitor = randomVisitor(staff);
      fill(form, visitor);
      become(visitor);
    });
  }
  return first;
}
