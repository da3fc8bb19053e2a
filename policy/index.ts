import { PolicyPack } from "@pulumi/policy";
import { bucketNaming } from "./rules/bucket-naming";
import { iamLeastPrivilege } from "./rules/iam-least-privilege";
import { asPolicy } from "./rules/known";
import { streamShardCount } from "./rules/stream-shard-count";

new PolicyPack("cc-pipeline", {
    policies: [bucketNaming, streamShardCount, iamLeastPrivilege].map(asPolicy),
});
