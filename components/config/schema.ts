import { Key } from "./key";
import { ALARM_KEYS } from "./sections/alarms";
import { ANALYTICS_KEYS } from "./sections/analytics";
import { BUCKET_KEYS } from "./sections/bucket";
import { DELIVERY_KEYS } from "./sections/delivery";
import { EXPOSITION_KEYS } from "./sections/exposition";
import { MONITORING_KEYS } from "./sections/monitoring";
import { PRODUCER_KEYS } from "./sections/producer";
import { STACK_KEYS } from "./sections/stack";
import { STREAM_KEYS } from "./sections/stream";
import { Settings } from "./settings";

/**
 * Every configuration key: section, name, type, unit, default, limits and why. docs/configuration.md is generated from it, a
 * stack's values are read by it, as `cc-pipeline:SECTION: {NAME: …}` or `cc-pipeline:SECTION.NAME`, and the tiers take their
 * settings' types and defaults from it.
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

/** What a stack's configuration decides: sections of checked values. */
export type PipelineConfig = { readonly [S in keyof Schema]: Settings<Schema[S]> };

/** What a stack itself sets, by section; tiers are given this, and fill in the rest from the same keys. */
export type GivenConfig = { readonly [S in keyof Schema]: Partial<Settings<Schema[S]>> };

/** Every key by its full name, `section.name`. */
export const KEYS: ReadonlyMap<string, Key<unknown>> = new Map(
    Object.entries(SCHEMA).flatMap(([section, keys]) =>
        Object.entries(keys as Record<string, Key<unknown>>).map(
            ([name, key]) => [`${section}.${name}`, key] as const,
        ),
    ),
);
