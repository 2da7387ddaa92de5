import type { ReactElement, ReactNode } from 'react';
import type { Flags } from './index.js';
import type { Client, ClientDetails, Json, Status, View } from './client.js';
import type { HandedOver } from './server.js';

/** The keys of the snapshot, once `npx burgee types` has declared them; any text before. */
export type FlagKey = [keyof Flags] extends [never] ? string : keyof Flags & string;

/** What a flag's default may be. */
export type FlagDefault<K> = K extends keyof Flags ? Flags[K] : Json;

/** What a flag gives: its declared type, else that of the default. An object flag may hold any JSON. */
export type FlagValue<K, T> = K extends keyof Flags
  ? Flags[K]
  : T extends boolean
    ? boolean
    : T extends string
      ? string
      : T extends number
        ? number
        : Json;

export interface BurgeeProviderProps {
  /** The page's client. On a server: the view of the request, `client.context({ … })`. */
  client: Client | View;
  /**
   * What the server rendered with: what `handOver(view)` of `burgee/server` gave, or values by key. Give the same to the
   * server's and to the page's provider: it is shown while hydrating and until the client has values of its own. Without it
   * defaults are shown as long.
   */
  values?: HandedOver | { readonly [key: string]: Json };
  children?: ReactNode;
}

export interface UseFlagOptions {
  /** Whether it counts as seen once the component is in the page (after the commit). Default `true`. */
  expose?: boolean;
  /** Suspend while the client has no first answer, instead of showing the default. Default `false`. */
  suspense?: boolean;
}

export interface UseFlagWhenSeenOptions extends Pick<UseFlagOptions, 'suspense'> {
  /** How much of the element has to be on the screen, 0 to 1. Default 0: any part of it. */
  threshold?: number;
  /** Grows or shrinks the screen, as for `IntersectionObserver`. Default `0px`. */
  rootMargin?: string;
}

/** Gives the components below it their client. Without one they show defaults, and the console says so. */
export function BurgeeProvider(props: BurgeeProviderProps): ReactElement;

/**
 * A flag's value, of the default's type. The component renders anew when this flag changes, not when others do. That the
 * user saw it is reported after the commit, once for each unit, experiment, version and variant.
 */
export function useFlag<K extends FlagKey, const T extends FlagDefault<K>>(
  key: K,
  defaultValue: T,
  options?: UseFlagOptions,
): FlagValue<K, T>;

/** The decision in full: variant, reason, rule, error. Exposes as `useFlag` does. A value that was handed over is `CACHED`. */
export function useFlagDetails<K extends FlagKey, const T extends FlagDefault<K>>(
  key: K,
  defaultValue: T,
  options?: UseFlagOptions,
): ClientDetails<FlagValue<K, T>>;

/**
 * A flag's value, and a ref for the element that shows it: it counts as seen when the element comes into view. In a browser
 * without `IntersectionObserver` it does when the element is in the page.
 */
export function useFlagWhenSeen<K extends FlagKey, const T extends FlagDefault<K>>(
  key: K,
  defaultValue: T,
  options?: UseFlagWhenSeenOptions,
): [value: FlagValue<K, T>, ref: (element: Element | null) => void];

/** The provider's client, to `track`, `expose` or `setContext`. */
export function useClient(): Client;

/** The client's status; the component renders anew when it changes. `NOT_READY` on a server and while hydrating. */
export function useStatus(): Status;
