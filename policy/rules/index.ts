import { Rule, StackRule } from "../pack/rule";
import { bucketForceDestroy } from "./bucket-force-destroy";
import { bucketNaming } from "./bucket-naming";
import { budgetPresent } from "./budget-present";
import { codeVersion } from "./code-version";
import { discontinuedService } from "./discontinued-service";
import { encryptedDisks } from "./encrypted-disks";
import { encryptionAtRest } from "./encryption-at-rest";
import { firehoseErrorLog } from "./firehose-error-log";
import { flinkState } from "./flink-state";
import { iamLeastPrivilege } from "./iam-least-privilege";
import { imdsv2 } from "./imdsv2";
import { logRetention } from "./log-retention";
import { openIngress } from "./open-ingress";
import { plainSecrets } from "./plain-secrets";
import { protectData } from "./protect-data";
import { publicAccess } from "./public-access";
import { requiredTags } from "./required-tags";
import { runtimeSupport } from "./runtime-support";
import { streamShardCount } from "./stream-shard-count";
import { tlsOnly } from "./tls-only";

/** The rules that judge one resource at a time. */
export const RULES: readonly Rule[] = [
    bucketNaming,
    codeVersion,
    discontinuedService,
    encryptedDisks,
    encryptionAtRest,
    firehoseErrorLog,
    flinkState,
    iamLeastPrivilege,
    imdsv2,
    logRetention,
    openIngress,
    plainSecrets,
    publicAccess,
    requiredTags,
    runtimeSupport,
    streamShardCount,
];

/** The rules that judge the resources of a stack together. */
export const STACK_RULES: readonly StackRule[] = [bucketForceDestroy, budgetPresent, protectData, tlsOnly];
