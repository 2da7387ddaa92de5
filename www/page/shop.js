// A small shop that two experiments change. Its markup is in shop.html: the Worker sends the variants of this visitor, and
// all of them come along in a template, for when the visitor changes. Its buttons are what is hoped for.
import { exposeWhenSeen } from 'burgee/html';
import { place, write } from './dom.js';

/** @import { Client } from 'burgee/client' */
/** @typedef {{ [flag: string]: string | undefined }} Variants */

/** @type {(() => void) | undefined} */
let stop;

/** @param {Client} client */
export function startShop(client) {
  place('shop').addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-track]') : null;
    if (button instanceof HTMLElement)
      client.track(button.dataset.track ?? '', { value: Number(button.dataset.value) });
  });
}

/** @param {Variants} variants What the marks keep, as `burgee/html` reads them on the edge. @returns {(mark: HTMLElement) => boolean} */
const keeps =
  (variants) =>
  ({ dataset: { flag = '', variant, default: fallback } }) =>
    variants[flag] === undefined ? fallback !== undefined : variants[flag] === variant;

/** @param {ParentNode} root */
const marksIn = (root) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll('[data-flag]')]);

/**
 * @param {string} user
 * @param {Variants} variants
 */
export function showShop(user, variants) {
  const shop = place('shop');
  // Only what changes is made anew: leaving a field of the form by a click on a button must not take that button away.
  if (!marksIn(shop).every(keeps(variants))) furnish(shop, variants);
  write('shopper', user || 'nobody');
}

/** @param {HTMLElement} shop @param {Variants} variants */
function furnish(shop, variants) {
  const { content } = /** @type {HTMLTemplateElement} */ (document.getElementById('shop-variants'));
  const all = /** @type {DocumentFragment} */ (content.cloneNode(true));
  for (const mark of marksIn(all)) if (!keeps(variants)(mark)) mark.remove();
  shop.replaceChildren(all);
}

/**
 * The visitor counts for an experiment once its part of the shop is on the screen, and only then.
 * @param {Client | undefined} client nobody, while it is not clear who looks
 */
export function countVisitor(client) {
  stop?.();
  stop = client && exposeWhenSeen(client, noted(place('shop'), client));
}

/** The same notes that the Worker leaves. @param {HTMLElement} shop @param {Client} client */
function noted(shop, client) {
  for (const mark of marksIn(shop)) {
    const { key, variant, exposure } = client.details(mark.dataset.flag ?? '');
    if (exposure) mark.dataset.flagSeen = JSON.stringify({ [key]: variant });
    else delete mark.dataset.flagSeen;
  }
  return shop;
}
