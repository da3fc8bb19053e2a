import { ALARM_KEYS } from "./sections/alarms";
import { Key } from "./key";
import { ANALYTICS_KEYS } from "./sections/analytics";
import { PRODUCER_KEYS, STREAM_KEYS } from "./sections/ingestion";
import { MONITORING_KEYS, STACK_KEYS } from "./sections/stack";
import { BUCKET_KEYS, DELIVERY_KEYS, EXPOSITION_KEYS } from "./sections/storage";

/**
 * Every configuration key: section, name, type, unit, default, limits and why. The README's table is generated from it, and
 * a stack's values are read by it, as `cc-pipeline:SECTION: {NAME: …}` or `cc-pipeline:SECTION.NAME`.
 */
export const SCHEMA = {
    stack: STACK_KEYS,
    stream: STREAM_KEYS,
    producer: PRODUCER_KEYS,
    analytics: ANALYTICS_KEYS,
    delivery: DELIVERY_KEYS,
    bucket: BUCKET_KEYS,
    exposition: EXPOSITION_KEYS,
    monitoring: MONITORING_KEYS,
    alarms: ALARM_KEYS,
} as const;

type Schema = typeof SCHEMA;
type Value<K> = K extends Key<infer T> ? T : never;

/** What a stack's configuration decides: sections of checked values. */
export type PipelineConfig = {
    readonly [S in keyof Schema]: { readonly [K in keyof Schema[S]]: Value<Schema[S][K]> };
};
