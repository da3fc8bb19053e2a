import { bucketForceDestroy } from "./bucket-force-destroy";
import { bucketNaming } from "./bucket-naming";
import { discontinuedEngine } from "./discontinued-engine";
import { iamLeastPrivilege } from "./iam-least-privilege";
import { streamShardCount } from "./stream-shard-count";

/** Every rule of the pack. */
export const RULES = [
    bucketForceDestroy,
    bucketNaming,
    discontinuedEngine,
    iamLeastPrivilege,
    streamShardCount,
];
