import type { ReactElement, ReactNode } from 'react';
import type { Flags } from './index.js';
import type { Client, ClientDetails, Json, Reason, Status, UserView } from './client.js';
import type { ServerValues } from './server.js';

/** The flag keys that `npx burgee types` declared; without a declaration, any text. */
export type FlagKey = [keyof Flags] extends [never] ? string : keyof Flags & string;

/** The type of a flag's default. */
export type FlagDefault<K> = K extends keyof Flags ? Flags[K] : Json;

/** The type of a flag's value: the declared type, otherwise the default's. An object flag can have any JSON value. */
export type FlagValue<K, T> = K extends keyof Flags
  ? Flags[K]
  : T extends boolean
    ? boolean
    : T extends string
      ? string
      : T extends number
        ? number
        : Json;

/** A decision in a component. `CACHED`: the value is from the server. */
export interface FlagDetails<T = Json> extends Omit<ClientDetails<T>, 'reason'> {
  reason: Reason | 'CACHED';
}

export interface BurgeeProviderProps {
  /** The page's client. On a server: the request's user view, `client.context({ … })`. */
  client: Client | UserView;
  /**
   * The values that the server rendered with: the result of `handOver(view)` of `burgee/server`, or values by flag key. Pass the
   * same to the server's and to the page's provider: they are shown while hydrating and until the client has values of its own.
   * Default: none; then defaults are shown until the client has values.
   */
  values?: ServerValues | { readonly [key: string]: Json };
  children?: ReactNode;
}

export interface UseFlagOptions {
  /** Whether to record the exposure once the component is in the page (after the commit). Default `true`. */
  expose?: boolean;
  /** Suspends until the client has a first status, instead of showing the default. Default `false`. */
  suspense?: boolean;
}

export interface UseFlagWhenSeenOptions extends Pick<UseFlagOptions, 'suspense'> {
  /** The part of the element that must be visible, from 0 to 1. Default 0: any part. */
  threshold?: number;
  /** Margins around the viewport, as for `IntersectionObserver`. Default `0px`. */
  rootMargin?: string;
}

/** Provides the client to the components below. Without a provider they show defaults, and the console has one error. */
export function BurgeeProvider(props: BurgeeProviderProps): ReactElement;

/**
 * A flag's value, of the default's type. The component renders again when this flag changes, not when others do. The exposure
 * is recorded after the commit, once for each unit, experiment, version and variant.
 */
export function useFlag<K extends FlagKey, const T extends FlagDefault<K>>(
  key: K,
  defaultValue: T,
  options?: UseFlagOptions,
): FlagValue<K, T>;

/** The decision: variant, reason, rule, error. Records the exposure like `useFlag`. */
export function useFlagDetails<K extends FlagKey, const T extends FlagDefault<K>>(
  key: K,
  defaultValue: T,
  options?: UseFlagOptions,
): FlagDetails<FlagValue<K, T>>;

/**
 * A flag's value, and a ref for the element that shows it. The exposure is recorded when the element becomes visible; in a
 * browser without `IntersectionObserver`, when the element is in the page.
 */
export function useFlagWhenSeen<K extends FlagKey, const T extends FlagDefault<K>>(
  key: K,
  defaultValue: T,
  options?: UseFlagWhenSeenOptions,
): [value: FlagValue<K, T>, ref: (element: Element | null) => void];

/** The provider's client, for `track`, `expose` or `setContext`. */
export function useClient(): Client;

/** The client's status; the component renders again when it changes. `NOT_READY` on a server and while hydrating. */
export function useStatus(): Status;
