import { Judged, Rule } from "./known";

const DEFAULT_MIN = 1;
const DEFAULT_MAX = 10;

/**
 * Judges a provisioned stream's shard count.
 *
 * @param count the input as the program gives it.
 * @param min least shards, included.
 * @param max most shards, included.
 * @returns one message, or none.
 */
export function shardCountViolations(count: unknown, min: number, max: number): string[] {
    if (typeof count !== "number" || !Number.isInteger(count)) {
        return [
            `shardCount: ${JSON.stringify(count)} is not a whole number; a provisioned stream needs ${min} to ${max}`,
        ];
    }
    if (count < min || count > max) {
        return [`shardCount: ${count} is outside of this stack's ${min} to ${max} shards`];
    }
    return [];
}

/** Compliant: a provisioned stream has a shard count within the stack's bounds; an on-demand one has none. */
export const streamShardCount: Rule = {
    name: "stream-shard-count",
    description:
        "Give each provisioned Kinesis stream a shard count within the stack's bounds: too few throttle, each one " +
        "more is paid by the hour.",
    configSchema: {
        properties: {
            min: { type: "integer", default: DEFAULT_MIN, minimum: 1 },
            max: { type: "integer", default: DEFAULT_MAX, minimum: 1 },
        },
    },
    types: ["aws:kinesis/stream:Stream"],
    judge({ props, config }: Judged): string[] {
        const details = props["streamModeDetails"] as Record<string, unknown> | undefined;
        const count = props["shardCount"];
        if (details?.["streamMode"] === "ON_DEMAND") {
            return count === undefined || count === null
                ? []
                : [
                      `shardCount: ${JSON.stringify(count)} is set on an on-demand stream, which has none; leave it out`,
                  ];
        }
        return shardCountViolations(
            count,
            Number(config["min"] ?? DEFAULT_MIN),
            Number(config["max"] ?? DEFAULT_MAX),
        );
    },
};
