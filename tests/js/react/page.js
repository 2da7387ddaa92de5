/** A page to render into: jsdom's, put in place of the globals that React looks for. Import it before `react-dom`. */
// @ts-expect-error it brings no types
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><body></body>', { url: 'https://example.test/' });
Object.assign(globalThis, { window, document: window.document, IS_REACT_ACT_ENVIRONMENT: true });
// Node has had one of its own since 21, which cannot be assigned to.
Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });

/** @type {FakeObserver[]} */
export const observers = [];

/** Sees what a test says. */
class FakeObserver {
  /** @type {Element | undefined} */
  element;
  /** @param {(entries: any[]) => void} callback @param {object} options */
  constructor(callback, options) {
    this.callback = callback;
    this.options = options;
    observers.push(this);
  }
  /** @param {Element} element */
  observe(element) {
    this.element = element;
  }
  disconnect() {
    observers.splice(observers.indexOf(this), 1);
  }
  /** @param {number} ratio of the element that is on the screen */
  see(ratio) {
    this.callback([{ target: this.element, isIntersecting: ratio > 0, intersectionRatio: ratio }]);
  }
}

/** @param {boolean} [there] whether the browser has `IntersectionObserver` */
export function observing(there = true) {
  /** @type {any} */ (window).IntersectionObserver = there ? FakeObserver : undefined;
}

/** An element in the page, with what the server sent. @param {string} [html] */
export function place(html = '') {
  const element = window.document.createElement('div');
  element.innerHTML = html;
  window.document.body.append(element);
  return element;
}
