// A small shop that two experiments change. Its markup is shop.html: the Worker sends the variants of this visitor, and a
// template has all of them for when the visitor changes. Its buttons are the conversions.
import { exposeWhenSeen } from 'burgee/html';
import { place, write } from './dom.js';

/** @import { Client } from 'burgee/client' */
/** @typedef {{ [flag: string]: string | undefined }} Variants */

/** @type {(() => void) | undefined} */
let stopObserving;

/** @param {Client} client */
export function startShop(client) {
  place('shop').addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-track]') : null;
    if (button instanceof HTMLElement)
      client.track(button.dataset.track ?? '', { value: Number(button.dataset.value) });
  });
}

/**
 * Whether an element belongs to the variants, by the same attributes that `burgee/html` reads at the edge.
 * @param {HTMLElement} element
 * @param {Variants} variants
 */
function isServed({ dataset: { flag = '', variant, default: fallback } }, variants) {
  return variants[flag] === undefined ? fallback !== undefined : variants[flag] === variant;
}

/** @param {ParentNode} root */
const markedElements = (root) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll('[data-flag]')]);

/**
 * @param {string} user
 * @param {Variants} variants
 */
export function showShop(user, variants) {
  const shop = place('shop');
  // Replaced only if a variant changed: a click on a button that also leaves a form field must not remove that button.
  if (!markedElements(shop).every((element) => isServed(element, variants))) fillShop(shop, variants);
  write('shopper', user || 'nobody');
}

/** @param {HTMLElement} shop @param {Variants} variants */
function fillShop(shop, variants) {
  const { content } = /** @type {HTMLTemplateElement} */ (document.getElementById('shop-variants'));
  const copy = /** @type {DocumentFragment} */ (content.cloneNode(true));
  for (const element of markedElements(copy)) if (!isServed(element, variants)) element.remove();
  shop.replaceChildren(copy);
}

/**
 * Exposes the visitor to an experiment once its part of the shop is on the screen, and not before.
 * @param {Client | undefined} client undefined while the user is being edited: nobody is exposed then
 */
export function observeExposures(client) {
  stopObserving?.();
  stopObserving = client && exposeWhenSeen(client, withEdgeNotes(place('shop'), client));
}

/** Writes the same notes that the Worker leaves for `exposeWhenSeen`. @param {HTMLElement} shop @param {Client} client */
function withEdgeNotes(shop, client) {
  for (const element of markedElements(shop)) {
    const { key, variant, exposure } = client.details(element.dataset.flag ?? '');
    if (exposure) element.dataset.flagSeen = JSON.stringify({ [key]: variant });
    else delete element.dataset.flagSeen;
  }
  return shop;
}
