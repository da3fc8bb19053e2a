import { quota, shard, update } from "../facts/kinesis-limits.json";
import { asOf as pricesAsOf, usdPerShardHour } from "../facts/shard-prices.json";
import { Finding, advise, refuse } from "../pack/finding";
import { firstBlock } from "../pack/props";
import { EvaluatedResource, Props, Rule, RuleConfig } from "../pack/rule";

const DEFAULT_MIN = 1;
const DEFAULT_MAX = 10;
/** Bytes of a kilobyte, as AWS's formula for the size of a stream has it. */
const KILOBYTE = 1024;
/** The average over a year. */
const HOURS_PER_MONTH = 730;

/** The load that a stack declares. */
interface Load {
    readonly recordsPerSecond?: number;
    /** Of 1,024 bytes each, partition keys included. */
    readonly kilobytesPerSecond?: number;
    /** Readers without enhanced fan-out; each reads all that is written. */
    readonly sharedConsumers?: number;
}

function isProvisioned(props: Props): boolean {
    return firstBlock(props["streamModeDetails"])?.["streamMode"] !== "ON_DEMAND";
}

function quotaOf(region: string | undefined): number {
    const byRegion: Readonly<Record<string, number>> = quota.byRegion;
    return byRegion[region ?? ""] ?? quota.otherRegions;
}

/** What shards cost, where their price is known. */
function describeCost(count: number, region: string | undefined): string {
    const prices: Readonly<Record<string, number>> = usdPerShardHour;
    const hourly = prices[region ?? ""];
    return hourly === undefined
        ? ""
        : `; ${count} cost about ${(count * hourly * HOURS_PER_MONTH).toFixed(0)} USD a month (list price of ${pricesAsOf})`;
}

/** UpdateShardCount's rules (Amazon Kinesis Data Streams API Reference, "UpdateShardCount"). */
function updateFindings(count: number, deployed: number, region: string | undefined): Finding[] {
    const [least, most] = [Math.ceil(deployed / 2), deployed * 2];
    if (count === deployed) {
        return [];
    }
    if (count < least || count > most) {
        return [
            refuse(
                `shardCount: from ${deployed} to ${count} in one update is not possible; AWS accepts ${least} to ${most}, ` +
                    "so scale in steps",
            ),
        ];
    }
    return [
        advise(
            `shardCount: from ${deployed} to ${count}; AWS allows ${update.perDay} such updates of a stream in 24 hours${describeCost(count, region)}`,
        ),
    ];
}

/** The shards that a load needs. */
export function shardsFor(load: Load): number {
    const { recordsPerSecond = 0, kilobytesPerSecond = 0, sharedConsumers = 0 } = load;
    const bytesPerSecond = kilobytesPerSecond * KILOBYTE;
    return Math.max(
        Math.ceil(recordsPerSecond / shard.recordsInPerSecond),
        Math.ceil(bytesPerSecond / shard.bytesInPerSecond),
        Math.ceil((bytesPerSecond * sharedConsumers) / shard.bytesOutPerSecond),
        1,
    );
}

function loadFindings(count: number, load: Load): Finding[] {
    const needed = shardsFor(load);
    const readers = load.sharedConsumers ?? 0;
    return [
        ...(count < needed
            ? [refuse(`shardCount: ${count} is too few for the declared load, which needs ${needed}`)]
            : []),
        ...(readers > shard.readsPerSecond
            ? [
                  refuse(
                      `shardCount: ${readers} consumers share each shard's ${shard.readsPerSecond} reads per second; register ` +
                          "some with enhanced fan-out",
                  ),
              ]
            : []),
    ];
}

function boundFindings(count: number, config: RuleConfig, region: string | undefined): Finding[] {
    const [min, max] = [Number(config["min"] ?? DEFAULT_MIN), Number(config["max"] ?? DEFAULT_MAX)];
    const all = Number(config["quota"] ?? quotaOf(region));
    return [
        ...(count < min || count > max
            ? [
                  refuse(
                      `shardCount: ${count} is outside this stack's ${min} to ${max} shards${describeCost(count, region)}`,
                  ),
              ]
            : []),
        ...(count > all
            ? [
                  refuse(
                      `shardCount: ${count} is more than the ${all} shards that an account may have in ${region ?? "this region"} ` +
                          `by default (${quota.source}, ${quota.asOf}); ask AWS to raise the quota, then set 'quota'`,
                  ),
              ]
            : []),
    ];
}

/** The deployed shard count: of the preview's own old inputs, or of the configuration. */
function deployedCount(resource: EvaluatedResource, config: RuleConfig): number | undefined {
    const configured = firstBlock(config["deployed"])?.[String(resource.props["name"])];
    const old = resource.deployed;
    if (old !== undefined) {
        return isProvisioned(old) ? Number(old["shardCount"]) : undefined;
    }
    return configured === undefined ? undefined : Number(configured);
}

function provisionedFindings(resource: EvaluatedResource, config: RuleConfig): Finding[] {
    const count = resource.props["shardCount"];
    const [min, max] = [config["min"] ?? DEFAULT_MIN, config["max"] ?? DEFAULT_MAX];
    if (typeof count !== "number" || !Number.isInteger(count)) {
        return [
            refuse(
                `shardCount: ${JSON.stringify(count)} is not an integer; a provisioned stream needs ${String(min)} to ${String(max)}`,
            ),
        ];
    }
    const of = resource.props["region"] ?? resource.provider?.["region"];
    const region = typeof of === "string" ? of : undefined;
    const deployed = deployedCount(resource, config);
    return [
        ...boundFindings(count, config, region),
        ...loadFindings(count, (firstBlock(config["load"]) ?? {}) as Load),
        ...(deployed === undefined ? [] : updateFindings(count, deployed, region)),
    ];
}

/** Compliant: a provisioned stream has a shard count within the stack's bounds; an on-demand one has none. */
export const streamShardCount: Rule = {
    name: "stream-shard-count",
    description:
        "Give each provisioned Kinesis stream a shard count within the stack's bounds: too few throttle, each one " +
        "more is billed by the hour.",
    why: "Too few shards throttle the producers, every shard too many is billed by the hour, and a count that AWS does not accept in one update fails at deployment.",
    accepts:
        "provisioned streams with a shard count within the stack's bounds and the account's quota, enough for the declared " +
        "load, and reached from the deployed one in one update; on-demand ones without",
    configSchema: {
        properties: {
            min: {
                type: "integer",
                default: DEFAULT_MIN,
                minimum: 1,
                description: "fewest shards of a stream",
            },
            max: {
                type: "integer",
                default: DEFAULT_MAX,
                minimum: 1,
                description: "most shards of a stream",
            },
            quota: {
                type: "integer",
                minimum: 1,
                description: "the account's quota of shards, where AWS has raised it",
            },
            load: {
                type: "object",
                description:
                    "the expected load: recordsPerSecond, kilobytesPerSecond (of 1,024 bytes) and sharedConsumers, the readers without enhanced fan-out",
                additionalProperties: false,
                properties: {
                    recordsPerSecond: { type: "number", minimum: 0 },
                    kilobytesPerSecond: { type: "number", minimum: 0 },
                    sharedConsumers: { type: "integer", minimum: 0 },
                },
            },
            deployed: {
                type: "object",
                additionalProperties: { type: "integer", minimum: 1 },
                description: "deployed shard count by stream name, for previews that do not contain it",
            },
        },
    },
    types: ["aws:kinesis/stream:Stream"],
    judge(resource: EvaluatedResource, config: RuleConfig): Finding[] {
        if (isProvisioned(resource.props)) {
            return provisionedFindings(resource, config);
        }
        const count = resource.props["shardCount"];
        return count === undefined || count === null
            ? []
            : [
                  refuse(
                      `shardCount: ${JSON.stringify(count)} is set on an on-demand stream, which has none; leave it out`,
                  ),
              ];
    },
    remediates: "the shard count of an on-demand stream, which AWS ignores, is removed",
    /** AWS ignores the count of an on-demand stream, so removing it changes nothing. */
    remediate({ props }: EvaluatedResource) {
        const { shardCount, ...rest } = props;
        return !isProvisioned(props) && shardCount !== undefined && shardCount !== null ? rest : undefined;
    },
};
