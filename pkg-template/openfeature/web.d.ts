import type { Hook, JsonValue, Provider, OpenFeatureEventEmitter } from '@openfeature/web-sdk';
import type { EvaluationContext, ResolutionDetails, TrackingEventDetails } from '@openfeature/core';
import type { Client } from '../client.js';

export interface WebProviderOptions {
  /**
   * Whether an evaluation reports that the user saw the flag, as the client's own reads do: once for each unit, experiment,
   * version and variant. `false` for a page that says so itself (`client.expose(key)`). Default `true`.
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
}

/**
 * Burgee behind `@openfeature/web-sdk`. Evaluations are synchronous, and a change of context takes effect at once.
 *
 * OpenFeature's static context takes the place of the client's; while it is empty at the start, the client's own stays.
 * A client has one user at a time, so a provider serves one domain: give each domain a client of its own.
 *
 * Events: `PROVIDER_READY` also when values are back after an error, `PROVIDER_STALE` and `PROVIDER_ERROR` with the
 * client's message, `PROVIDER_CONFIGURATION_CHANGED` with `flagsChanged`: the flags whose value changed for this user.
 * `PROVIDER_RECONCILING` only while there is no snapshot yet.
 *
 * Flag metadata: what is flat of the flag's `metadata`, and `version` and `revision` (the snapshot's `revision`, as text and
 * number), `flagSetId`, `rule` (its index) and `ruleName`, `experiment`, `experimentVersion`, `contextId` (the unit that
 * was hashed), `overridden`.
 */
export class BurgeeWebProvider implements Provider {
  /** @throws {TypeError} when `client` is no client: a view of one has no events. */
  constructor(client: Client, options?: WebProviderOptions);
  readonly metadata: { readonly name: 'burgee' };
  readonly runsOn: 'client';
  readonly domainScoped: true;
  readonly events: OpenFeatureEventEmitter;
  readonly hooks?: Hook[];
  /** Rejects when there is no usable snapshot, with `code` `PARSE_ERROR`, `GENERAL` or, when WebAssembly does not start, `PROVIDER_FATAL`. */
  initialize(context?: EvaluationContext): Promise<void>;
  onContextChange(oldContext: EvaluationContext, newContext: EvaluationContext): Promise<void> | void;
  onClose(): Promise<void>;
  resolveBooleanEvaluation(flagKey: string, defaultValue: boolean): ResolutionDetails<boolean>;
  resolveStringEvaluation(flagKey: string, defaultValue: string): ResolutionDetails<string>;
  resolveNumberEvaluation(flagKey: string, defaultValue: number): ResolutionDetails<number>;
  resolveObjectEvaluation<T extends JsonValue>(flagKey: string, defaultValue: T): ResolutionDetails<T>;
  /** `value` is the event's value, everything else its properties; dates are sent as ISO text. */
  track(trackingEventName: string, context: EvaluationContext, details?: TrackingEventDetails): void;
}
