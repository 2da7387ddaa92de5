// A small shop that two experiments change. Showing it is what makes a visitor count; its buttons are what is hoped for.
import { make, place, write } from './dom.js';

/** @typedef {{ pricing: string, checkout: string }} Variants */
/** @typedef {(name: string, value: number) => void} Track */

const PLANS = [
  { name: 'Dinghy', monthly: 9 },
  { name: 'Sloop', monthly: 19 },
  { name: 'Schooner', monthly: 49 },
];

/**
 * @param {{ name: string, monthly: number }} plan
 * @param {string} pricing
 * @param {Track} track
 */
function planCard({ name, monthly }, pricing, track) {
  const praised = name === 'Sloop' && pricing !== 'control';
  const yearly = pricing === 'variant_b';
  const price = yearly ? `€${monthly * 10}` : `€${monthly}`;
  const choose = make('button', { type: 'button', class: praised ? '' : 'quiet', 'aria-label': `Choose ${name}` }, 'Choose');
  choose.addEventListener('click', () => track('signup', yearly ? monthly * 10 : monthly));
  return make('li', { class: praised ? 'plan praised' : 'plan' },
    make('span', { class: 'ribbon' }, praised ? 'Most chosen' : '\u00a0'),
    make('b', {}, name), make('span', { class: 'price' }, price),
    make('span', { class: 'per' }, yearly ? 'per year' : 'per month'), choose);
}

/**
 * @param {string} checkout
 * @param {Track} track
 */
function till(checkout, track) {
  const steps = checkout === 'step-by-step' ? ['1 Cart', '2 Address', '3 Payment'] : ['Cart, address and payment on one page'];
  const buy = make('button', { type: 'button', id: 'buy' }, checkout === 'step-by-step' ? 'Continue and buy, €25' : 'Buy now, €25');
  buy.addEventListener('click', () => track('purchase', 25));
  return make('div', { class: 'till' }, make('ol', { class: 'steps' }, ...steps.map((step) => make('li', {}, step))), buy);
}

/**
 * @param {string} user
 * @param {Variants} variants values of the two flags
 * @param {Track} track
 */
export function showShop(user, { pricing, checkout }, track) {
  const shop = place('shop');
  const { dataset } = shop;
  // Only what changes is made anew: leaving a field of the form by a click on a button must not take that button away.
  if (dataset.pricing !== pricing || dataset.checkout !== checkout) furnish(shop, { pricing, checkout }, track);
  Object.assign(dataset, { pricing, checkout });
  write('shopper', user || 'nobody');
}

/**
 * @param {HTMLElement} shop
 * @param {Variants} variants
 * @param {Track} track
 */
function furnish(shop, { pricing, checkout }, track) {
  shop.replaceChildren(
    make('h3', {}, 'The shop, as ', make('b', { id: 'shopper' }), ' sees it'),
    make('ul', { class: 'plans' }, ...PLANS.map((plan) => planCard(plan, pricing, track))),
    till(checkout, track),
    make('p', { class: 'note' }, 'A button is a conversion: it is tracked for this user.'));
}
