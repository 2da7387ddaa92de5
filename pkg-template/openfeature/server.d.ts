import type { Hook, JsonValue, Provider, OpenFeatureEventEmitter } from '@openfeature/server-sdk';
import type { EvaluationContext, ResolutionDetails, TrackingEventDetails } from '@openfeature/core';
import type { Client, ViewOptions } from '../client.js';

export interface ServerProviderOptions {
  /**
   * Whether an evaluation reports that the user saw the flag, as the client's own reads do: once for each unit, experiment,
   * version and variant. `false` where the server only prepares what a page shows. Default `true`.
   */
  expose?: boolean;
  /** What the snapshot is called: `flagSetId` in the flag metadata, `feature_flag.set.id` in telemetry. */
  flagSetId?: string;
  /** The attribute that names the unit of tracked events. Default `targetingKey`. */
  trackBy?: string;
  /** OpenFeature closes the provider when it is replaced; `true` keeps the client open for others that use it. Default `false`. */
  keepOpen?: boolean;
  /** Hooks that come with the provider. */
  hooks?: Hook[];
  /**
   * Keeps a promise alive after the response, so that events and refreshes need no `flush()`. It has to find the request by
   * itself: `waitUntil` of `cloudflare:workers` and of `@vercel/functions` do.
   */
  waitUntil?: (promise: Promise<unknown>) => void;
  /** More about one evaluation, from its merged context: consent, assignments of sticky experiments, the instant. */
  viewOptions?: (context: EvaluationContext) => ViewOptions;
  /**
   * `true`: be `READY` at once, and let each evaluation wait for the snapshot where there is none. For Workers, where no
   * request may wait for the start of another. Default `false`: `setProviderAndWait()` waits for the snapshot.
   */
  lazy?: boolean;
}

/**
 * Burgee behind `@openfeature/server-sdk`. Each evaluation decides for the context that the SDK merged for it, and shares
 * nothing with another but the snapshot. One provider may serve any number of domains.
 *
 * Events: `PROVIDER_READY` also when values are back after an error, `PROVIDER_STALE` and `PROVIDER_ERROR` with the
 * client's message. `PROVIDER_CONFIGURATION_CHANGED` tells of a new snapshot at the first evaluation that uses it, and has
 * no `flagsChanged`: which values change depends on the user. The flag metadata is that of `burgee/openfeature/web`.
 */
export class BurgeeServerProvider implements Provider {
  /** @throws {TypeError} when `client` is no client: a view of one has no events. */
  constructor(client: Client, options?: ServerProviderOptions);
  readonly metadata: { readonly name: 'burgee' };
  readonly runsOn: 'server';
  readonly events: OpenFeatureEventEmitter;
  readonly hooks?: Hook[];
  /** Rejects when there is no usable snapshot, with `code` `PARSE_ERROR`, `GENERAL` or, when WebAssembly does not start, `PROVIDER_FATAL`. */
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
  /** `value` is the event's value, everything else its properties; dates are sent as ISO text. */
  track(trackingEventName: string, context: EvaluationContext, details?: TrackingEventDetails): void;
}
