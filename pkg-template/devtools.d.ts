import type { Client } from './client.js';

/** `<burgee-devtools>`: a small button in a corner of the page, and the panel that it opens. */
export interface DevtoolsElement extends HTMLElement {
  /** Whose flags are shown; `null`: nobody's. */
  client: Client | null;
  /** Whether the panel is open; the attribute `open` says the same. */
  open: boolean;
}

export interface DevtoolsOptions {
  /** Opens the panel at once. Default false. */
  open?: boolean;
  /** Where the button stands; the attribute `corner` says the same. Default `bottom-right`. */
  corner?: 'bottom-right' | 'bottom-left' | 'top-right' | 'top-left';
  /** What the element is put into. Default: the page's body. */
  parent?: ParentNode;
}

/**
 * Puts the panel into the page and gives its element; `remove()` takes it out again. `null` where there is no page.
 *
 * The panel only looks: it reads by `all()`, so that it reports nobody. An override counts in this page until it is
 * reset or the page is left, and is never reported. Exposures are listed from now on: mount it before the first read.
 *
 * It needs nothing of the page's `Content-Security-Policy`, and shows names and values as text. Load it on demand
 * (`await import('burgee/devtools')`), for those who may see what all flags are called.
 */
export function mountDevtools(client: Client, options?: DevtoolsOptions): DevtoolsElement | null;

/**
 * Makes `<burgee-devtools>` known to the page, for those who write it into their HTML: its `client` is then to be set.
 * `mountDevtools()` does it by itself. Does nothing the second time, and nothing where there is no page.
 */
export function defineDevtools(): void;

declare global {
  interface HTMLElementTagNameMap {
    'burgee-devtools': DevtoolsElement;
  }
}
