import type { Client } from './client.js';

/** `<burgee-devtools>`: a button in a corner of the page, and the panel that it opens. */
export interface DevtoolsElement extends HTMLElement {
  /** The client whose flags are shown, or `null`. */
  client: Client | null;
  /** Whether the panel is open; reflects the attribute `open`. */
  open: boolean;
}

export interface DevtoolsOptions {
  /** Opens the panel at once. Default `false`. */
  open?: boolean;
  /** The button's corner, as in the attribute `corner`. Default `bottom-right`. */
  corner?: 'bottom-right' | 'bottom-left' | 'top-right' | 'top-left';
  /** The parent of the element. Default: the page's body. */
  parent?: ParentNode;
}

/**
 * Adds the panel to the page and returns its element; its `remove()` removes it. Returns `null` where there is no page.
 *
 * The panel reads flags with `all()`, so it records no exposures. An override applies in this page until it is removed or the
 * user leaves the page, and is never reported. Exposures are listed from now on: mount the panel before the first read.
 *
 * It needs no change of the page's `Content-Security-Policy`, and shows names and values as text. Load it on demand
 * (`await import('burgee/devtools')`), only for people who may see the names of all flags.
 */
export function mountDevtools(client: Client, options?: DevtoolsOptions): DevtoolsElement | null;

/**
 * Defines the element `<burgee-devtools>` for use in HTML; then set its `client`. `mountDevtools()` calls it. Later calls, and
 * calls where there is no page, have no effect.
 */
export function defineDevtools(): void;

declare global {
  interface HTMLElementTagNameMap {
    'burgee-devtools': DevtoolsElement;
  }
}
