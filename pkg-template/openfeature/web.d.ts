import type { Hook, JsonValue, Provider, OpenFeatureEventEmitter } from '@openfeature/web-sdk';
import type { EvaluationContext, ResolutionDetails, TrackingEventDetails } from '@openfeature/core';
import type { Client } from '../client.js';

export interface WebProviderOptions {
  /**
   * Whether an evaluation records the exposure, like the client's own reads: once for each unit, experiment, version and
   * variant. `false` for a page that calls `client.expose(key)` itself. Default `true`.
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
}

/**
 * A provider for `@openfeature/web-sdk`. Evaluations are synchronous, and a change of context takes effect at once.
 *
 * OpenFeature's static context replaces the client's; if it is empty at the start, the client's context stays.
 * A client has one user at a time, so a provider serves one domain: use one client per domain.
 *
 * Events: `PROVIDER_READY`, also when values are available again after an error, `PROVIDER_STALE` and `PROVIDER_ERROR` with the
 * client's message, `PROVIDER_CONFIGURATION_CHANGED` with `flagsChanged`: the flags whose value changed for this user.
 * `PROVIDER_RECONCILING` only before there is a snapshot.
 *
 * Flag metadata: the flat members of the flag's `metadata`, and `version` and `revision` (the snapshot's `revision`, as text and
 * number), `flagSetId`, `rule` (its index) and `ruleName`, `experiment`, `experimentVersion`, `contextId` (the unit that
 * was hashed), `overridden`.
 */
export class BurgeeWebProvider implements Provider {
  /** @throws {TypeError} if `client` is not a client: a user view has no events */
  constructor(client: Client, options?: WebProviderOptions);
  readonly metadata: { readonly name: 'burgee' };
  readonly runsOn: 'client';
  readonly domainScoped: true;
  readonly events: OpenFeatureEventEmitter;
  readonly hooks?: Hook[];
  /** Rejects if there is no usable snapshot, with the `code` `PARSE_ERROR`, `GENERAL` or, if WebAssembly does not start, `PROVIDER_FATAL`. */
  initialize(context?: EvaluationContext): Promise<void>;
  onContextChange(oldContext: EvaluationContext, newContext: EvaluationContext): Promise<void> | void;
  onClose(): Promise<void>;
  resolveBooleanEvaluation(flagKey: string, defaultValue: boolean): ResolutionDetails<boolean>;
  resolveStringEvaluation(flagKey: string, defaultValue: string): ResolutionDetails<string>;
  resolveNumberEvaluation(flagKey: string, defaultValue: number): ResolutionDetails<number>;
  resolveObjectEvaluation<T extends JsonValue>(flagKey: string, defaultValue: T): ResolutionDetails<T>;
  /** `value` is the event's value, all other details are its properties; dates are sent as ISO 8601 text. */
  track(trackingEventName: string, context: EvaluationContext, details?: TrackingEventDetails): void;
}
