import type { EvaluationDetails, FlagValue, HookContext } from '@openfeature/core';

/** The attributes of OpenTelemetry's conventions for feature flags (1.44). */
export interface EvaluationAttributes {
  'feature_flag.key': string;
  'feature_flag.provider.name': string;
  /** OpenFeature's reason in lower case. */
  'feature_flag.result.reason': string;
  'feature_flag.result.variant'?: string;
  /** If there is no variant, or with the option `value`. */
  'feature_flag.result.value'?: FlagValue;
  /** The unit that was hashed, otherwise the targeting key. */
  'feature_flag.context.id'?: string;
  'feature_flag.set.id'?: string;
  /** The snapshot's revision. */
  'feature_flag.version'?: string;
  /** OpenFeature's error code in lower case. */
  'error.type'?: string;
  'feature_flag.error.message'?: string;
}

export interface OpenTelemetryHookOptions {
  /** `logs.getLogger('…')` of `@opentelemetry/api-logs`: receives each evaluation as the event `feature_flag.evaluation`. */
  // biome-ignore lint/suspicious/noExplicitAny: each version of the API has its own type of attributes
  logger?: { emit(record: { eventName: string; attributes: any }): void };
  /** `trace` of `@opentelemetry/api`: the active span receives each evaluation as a span event of the same name. */
  // biome-ignore lint/suspicious/noExplicitAny: each version of the API has its own type of attributes
  trace?: { getActiveSpan(): { addEvent(name: string, attributes: any): unknown } | undefined };
  /** Records the value beside the variant too. Values can be large or private. Default `false`. */
  value?: boolean;
  /** Records the unit, or the targeting key. Default `true`. */
  contextId?: boolean;
  /** More attributes; they replace those of the same names. Default: none. */
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
  include: { value: boolean; contextId: boolean },
): EvaluationAttributes;

/** `feature_flag.evaluation` */
export const EVALUATION_EVENT: 'feature_flag.evaluation';
