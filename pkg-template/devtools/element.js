import { createPanel } from './panel.js';
import { STYLE } from './style.js';

/**
 * @typedef {import('../client.js').Client} Client
 * @typedef {import('../devtools.js').DevtoolsElement} DevtoolsElement
 */

const NAME = 'burgee-devtools';

export function defineDevtools() {
  // Where there is no page the import alone must not fail, hence the class in a function.
  if (!globalThis.customElements || customElements.get(NAME)) return;
  customElements.define(NAME, createElementClass());
}

/** @param {Client} client @param {import('../devtools.js').DevtoolsOptions} [options] @returns {DevtoolsElement | null} */
export function mountDevtools(client, { open = false, corner, parent } = {}) {
  if (!globalThis.customElements) return null;
  defineDevtools();
  const element = /** @type {DevtoolsElement} */ (document.createElement(NAME));
  if (corner) element.setAttribute('corner', corner);
  element.client = client;
  element.open = open;
  (parent ?? document.body ?? document.documentElement).append(element);
  return element;
}

/** One for all panels. It is made by a script, which no `style-src` forbids. */
function styleSheet() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  return sheet;
}

function createElementClass() {
  const sheet = styleSheet();

  return class extends HTMLElement {
    static observedAttributes = ['open'];
    #root = this.attachShadow({ mode: 'open' });
    /** @type {Client | null} */
    #client = null;
    /** @type {ReturnType<typeof createPanel> | undefined} */
    #panel;
    /** @type {(() => void) | undefined} */
    #stop;

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet];
    }

    get client() {
      return this.#client;
    }

    set client(client) {
      this.#stop?.();
      this.#stop = undefined;
      this.#client = client;
      this.#panel = client ? createPanel(client, (open) => (this.open = open)) : undefined;
      this.#root.replaceChildren(...(this.#panel?.content ?? []));
      this.#begin();
    }

    get open() {
      return this.hasAttribute('open');
    }

    set open(open) {
      this.toggleAttribute('open', !!open);
    }

    connectedCallback() {
      // What was set before this element was known hides what is set from now on.
      if (Object.hasOwn(this, 'client')) {
        const { client } = this;
        delete (/** @type {any} */ (this).client);
        this.client = client;
      }
      this.#begin();
    }

    disconnectedCallback() {
      this.#stop?.();
      this.#stop = undefined;
    }

    attributeChangedCallback() {
      if (this.isConnected) this.#panel?.show(this.open);
    }

    #begin() {
      if (!this.isConnected || this.#stop) return;
      this.#stop = this.#panel?.listen();
      this.#panel?.show(this.open);
    }
  };
}
