import type { EvaluationDetails, FlagValue, HookContext } from '@openfeature/core';

/** What OpenTelemetry's conventions for feature flags (1.44) name. */
export interface EvaluationAttributes {
  'feature_flag.key': string;
  'feature_flag.provider.name': string;
  /** OpenFeature's reason in lower case. */
  'feature_flag.result.reason': string;
  'feature_flag.result.variant'?: string;
  /** When there is no variant, or when it is asked for. */
  'feature_flag.result.value'?: FlagValue;
  /** The unit that was hashed, else the targeting key. */
  'feature_flag.context.id'?: string;
  'feature_flag.set.id'?: string;
  /** The snapshot's revision. */
  'feature_flag.version'?: string;
  /** OpenFeature's error code in lower case. */
  'error.type'?: string;
  'feature_flag.error.message'?: string;
}

export interface OpenTelemetryHookOptions {
  /** `logs.getLogger('…')` of `@opentelemetry/api-logs`: gets each evaluation as the event `feature_flag.evaluation`. */
  logger?: { emit(record: { eventName: string; attributes: any }): void };
  /** `trace` of `@opentelemetry/api`: the span that is active gets each evaluation as a span event of the same name. */
  trace?: { getActiveSpan(): { addEvent(name: string, attributes: any): unknown } | undefined };
  /** Record the value beside the variant too. Values can be large or private. Default `false`. */
  value?: boolean;
  /** Record whom the evaluation was for. Default `true`. */
  contextId?: boolean;
  /** More attributes, or others in place of these. */
  attributes?: (context: Readonly<HookContext>, details: EvaluationDetails<FlagValue>) => { [name: string]: unknown };
}

/** A hook for both of OpenFeature's SDKs, and for any provider. */
export interface OpenTelemetryHook {
  finally(context: Readonly<HookContext>, details: EvaluationDetails<FlagValue>): void;
}

/**
 * Records every evaluation by OpenTelemetry's conventions. Nothing is recorded without `logger` or `trace`; with both, each
 * evaluation is recorded twice. The conventions prefer the logger.
 */
export function createOpenTelemetryHook(options?: OpenTelemetryHookOptions): OpenTelemetryHook;

/** The attributes of one evaluation, for a recorder of your own. */
export function attributesOf(
  context: Readonly<HookContext>,
  details: EvaluationDetails<FlagValue>,
  asked: { value: boolean; contextId: boolean },
): EvaluationAttributes;

/** `feature_flag.evaluation` */
export const EVALUATION_EVENT: 'feature_flag.evaluation';
