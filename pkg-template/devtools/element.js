import { createPanel } from './panel.js';
import { STYLE } from './style.js';

/**
 * @typedef {import('../client.js').Client} Client
 * @typedef {import('../devtools.js').DevtoolsElement} DevtoolsElement
 */

const NAME = 'burgee-devtools';

export function defineDevtools() {
  // The class is created in a function, so that the import works where there is no DOM.
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

/** Shared by all panels. Created by script, which `style-src` does not forbid. */
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
      this.#start();
    }

    get open() {
      return this.hasAttribute('open');
    }

    set open(open) {
      this.toggleAttribute('open', !!open);
    }

    connectedCallback() {
      // A property that was set before the element was defined hides the accessor.
      if (Object.hasOwn(this, 'client')) {
        const { client } = this;
        delete (/** @type {any} */ (this).client);
        this.client = client;
      }
      this.#start();
    }

    disconnectedCallback() {
      this.#stop?.();
      this.#stop = undefined;
    }

    attributeChangedCallback() {
      if (this.isConnected) this.#panel?.show(this.open);
    }

    #start() {
      if (!this.isConnected || this.#stop) return;
      this.#stop = this.#panel?.listen();
      this.#panel?.show(this.open);
    }
  };
}
