import type { Hook, JsonValue, Provider, OpenFeatureEventEmitter } from '@openfeature/server-sdk';
import type { EvaluationContext, ResolutionDetails, TrackingEventDetails } from '@openfeature/core';
import type { Client, UserViewOptions } from '../client.js';

export interface ServerProviderOptions {
  /**
   * Whether an evaluation records the exposure, like the client's own reads: once for each unit, experiment, version and
   * variant. `false` if the server only prepares what a page shows. Default `true`.
   */
  expose?: boolean;
  /** The snapshot's name: `flagSetId` in the flag metadata, `feature_flag.set.id` in telemetry. Default: none. */
  flagSetId?: string;
  /** The attribute with the unit of tracked events. Default `targetingKey`. */
  trackBy?: string;
  /** OpenFeature closes a provider that is replaced. `true`: the client stays open for other users of it. Default `false`. */
  keepOpen?: boolean;
  /** The provider's hooks. Default: none. */
  hooks?: Hook[];
  /**
   * Keeps a promise alive after the response, so that events and refreshes need no `flush()`. It must find the request itself,
   * like `waitUntil` of `cloudflare:workers` and of `@vercel/functions`. Default: none.
   */
  waitUntil?: (promise: Promise<unknown>) => void;
  /** Options of one evaluation, from its merged context: consent, assignments to sticky experiments, the time. Default: none. */
  viewOptions?: (context: EvaluationContext) => UserViewOptions;
  /**
   * `true`: the provider is `READY` at once, and each evaluation waits for the snapshot if there is none. For Workers, where a
   * request must not await another's network. Default `false`: `setProviderAndWait()` waits for the snapshot.
   */
  lazy?: boolean;
}

/**
 * A provider for `@openfeature/server-sdk`. Each evaluation decides for the context that the SDK merged for it; evaluations
 * share only the snapshot. One provider can serve any number of domains.
 *
 * Events: `PROVIDER_READY`, also when values are available again after an error, `PROVIDER_STALE` and `PROVIDER_ERROR` with the
 * client's message. `PROVIDER_CONFIGURATION_CHANGED` comes with the first evaluation that uses a new snapshot, and has
 * no `flagsChanged`: which values change depends on the user. The flag metadata is that of `burgee/openfeature/web`.
 */
export class BurgeeServerProvider implements Provider {
  /** @throws {TypeError} if `client` is not a client: a user view has no events */
  constructor(client: Client, options?: ServerProviderOptions);
  readonly metadata: { readonly name: 'burgee' };
  readonly runsOn: 'server';
  readonly events: OpenFeatureEventEmitter;
  readonly hooks?: Hook[];
  /** Rejects if there is no usable snapshot, with the `code` `PARSE_ERROR`, `GENERAL` or, if WebAssembly does not start, `PROVIDER_FATAL`. */
  initialize(): Promise<void>;
  onClose(): Promise<void>;
  resolveBooleanEvaluation(
    flagKey: string,
    defaultValue: boolean,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>>;
  resolveStringEvaluation(
    flagKey: string,
    defaultValue: string,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<string>>;
  resolveNumberEvaluation(
    flagKey: string,
    defaultValue: number,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<number>>;
  resolveObjectEvaluation<T extends JsonValue>(
    flagKey: string,
    defaultValue: T,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<T>>;
  /** `value` is the event's value, all other details are its properties; dates are sent as ISO 8601 text. */
  track(trackingEventName: string, context: EvaluationContext, details?: TrackingEventDetails): void;
}
