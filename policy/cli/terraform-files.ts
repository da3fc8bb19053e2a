import { EvaluatedResource, Props } from "../pack/rule";
import { guardUnknowns, unknownValue } from "./known-values";
import { StackSubject } from "./subject";

/** Resources of Terraform's AWS provider by their Pulumi type tokens, of those that some rule judges by its type. */
const TYPES: Readonly<Record<string, string>> = {
    aws_athena_workgroup: "aws:athena/workgroup:Workgroup",
    aws_backup_vault_policy: "aws:backup/vaultPolicy:VaultPolicy",
    aws_budgets_budget: "aws:budgets/budget:Budget",
    aws_cloudwatch_event_bus_policy: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    aws_cloudwatch_log_group: "aws:cloudwatch/logGroup:LogGroup",
    aws_cloudwatch_log_resource_policy: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    aws_cloudwatch_metric_alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
    aws_default_security_group: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    aws_dynamodb_resource_policy: "aws:dynamodb/resourcePolicy:ResourcePolicy",
    aws_dynamodb_table: "aws:dynamodb/table:Table",
    aws_ebs_volume: "aws:ebs/volume:Volume",
    aws_ecr_repository_policy: "aws:ecr/repositoryPolicy:RepositoryPolicy",
    aws_efs_file_system_policy: "aws:efs/fileSystemPolicy:FileSystemPolicy",
    aws_elasticsearch_domain_policy: "aws:elasticsearch/domainPolicy:DomainPolicy",
    aws_elastictranscoder_pipeline: "aws:elastictranscoder/pipeline:Pipeline",
    aws_glue_resource_policy: "aws:glue/resourcePolicy:ResourcePolicy",
    aws_iam_group_policy: "aws:iam/groupPolicy:GroupPolicy",
    aws_iam_group_policy_attachment: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    aws_iam_policy: "aws:iam/policy:Policy",
    aws_iam_policy_attachment: "aws:iam/policyAttachment:PolicyAttachment",
    aws_iam_role: "aws:iam/role:Role",
    aws_iam_role_policy: "aws:iam/rolePolicy:RolePolicy",
    aws_iam_role_policy_attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    aws_iam_role_policy_attachments_exclusive:
        "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    aws_iam_user: "aws:iam/user:User",
    aws_iam_user_policy: "aws:iam/userPolicy:UserPolicy",
    aws_iam_user_policy_attachment: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    aws_instance: "aws:ec2/instance:Instance",
    aws_kinesis_analytics_application: "aws:kinesis/analyticsApplication:AnalyticsApplication",
    aws_kinesis_firehose_delivery_stream: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    aws_kinesis_resource_policy: "aws:kinesis/resourcePolicy:ResourcePolicy",
    aws_kinesis_stream: "aws:kinesis/stream:Stream",
    aws_kinesisanalyticsv2_application: "aws:kinesisanalyticsv2/application:Application",
    aws_kms_key: "aws:kms/key:Key",
    aws_kms_key_policy: "aws:kms/keyPolicy:KeyPolicy",
    aws_lambda_function: "aws:lambda/function:Function",
    aws_lambda_function_url: "aws:lambda/functionUrl:FunctionUrl",
    aws_lambda_layer_version: "aws:lambda/layerVersion:LayerVersion",
    aws_lambda_permission: "aws:lambda/permission:Permission",
    aws_launch_configuration: "aws:ec2/launchConfiguration:LaunchConfiguration",
    aws_launch_template: "aws:ec2/launchTemplate:LaunchTemplate",
    aws_media_store_container: "aws:mediastore/container:Container",
    aws_opensearch_domain_policy: "aws:opensearch/domainPolicy:DomainPolicy",
    aws_opsworks_stack: "aws:opsworks/stack:Stack",
    aws_qldb_ledger: "aws:qldb/ledger:Ledger",
    aws_db_instance: "aws:rds/instance:Instance",
    aws_redshift_cluster: "aws:redshift/cluster:Cluster",
    aws_s3_access_point: "aws:s3/accessPoint:AccessPoint",
    aws_s3_account_public_access_block: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    aws_s3_bucket: "aws:s3/bucket:Bucket",
    aws_s3_bucket_acl: "aws:s3/bucketAcl:BucketAcl",
    aws_s3_bucket_lifecycle_configuration: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    aws_s3_bucket_policy: "aws:s3/bucketPolicy:BucketPolicy",
    aws_s3_bucket_public_access_block: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    aws_s3_bucket_server_side_encryption_configuration:
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    aws_s3_directory_bucket: "aws:s3/directoryBucket:DirectoryBucket",
    aws_s3_object: "aws:s3/bucketObjectv2:BucketObjectv2",
    aws_secretsmanager_secret: "aws:secretsmanager/secret:Secret",
    aws_secretsmanager_secret_policy: "aws:secretsmanager/secretPolicy:SecretPolicy",
    aws_security_group: "aws:ec2/securityGroup:SecurityGroup",
    aws_security_group_rule: "aws:ec2/securityGroupRule:SecurityGroupRule",
    aws_sns_topic: "aws:sns/topic:Topic",
    aws_sns_topic_policy: "aws:sns/topicPolicy:TopicPolicy",
    aws_sqs_queue: "aws:sqs/queue:Queue",
    aws_sqs_queue_policy: "aws:sqs/queuePolicy:QueuePolicy",
    aws_ssoadmin_managed_policy_attachment: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
    aws_ssoadmin_permission_set_inline_policy:
        "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
    aws_vpc_endpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
    aws_vpc_endpoint_policy: "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
    aws_vpc_security_group_ingress_rule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
};

/** Blocks whose name Pulumi has in the plural. */
const PLURALS: Readonly<Record<string, string>> = {
    ebs_block_device: "ebsBlockDevices",
    inline_policy: "inlinePolicies",
    notification: "notifications",
    rule: "rules",
};

/** Maps whose keys are the user's own. */
const OWN_KEYS = new Set(["tags", "tags_all", "variables", "property_map", "parameters"]);

function pulumiName(name: string): string {
    return PLURALS[name] ?? name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A value with Pulumi's names; what is marked as unknown is unknown, and what is not set is left out. */
function pulumiValue(value: unknown, unknown: unknown, ownKeys = false): unknown {
    if (unknown === true) {
        return unknownValue();
    }
    if (Array.isArray(value)) {
        const marks = Array.isArray(unknown) ? (unknown as unknown[]) : [];
        return value.map((item, i) => pulumiValue(item, marks[i], ownKeys));
    }
    if (value !== null && typeof value === "object") {
        return pulumiObject(value as Record<string, unknown>, unknown, ownKeys);
    }
    return value;
}

function isEmpty(value: unknown): boolean {
    return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function pulumiObject(
    value: Record<string, unknown>,
    unknown: unknown,
    ownKeys = false,
): Record<string, unknown> {
    const marks = (unknown ?? {}) as Record<string, unknown>;
    const names = [...new Set([...Object.keys(value), ...Object.keys(marks)])];
    const entries = names
        .map((name) => [name, pulumiValue(value[name], marks[name], OWN_KEYS.has(name))] as const)
        .filter(([, item]) => !isEmpty(item));
    return Object.fromEntries(entries.map(([name, item]) => [ownKeys ? name : pulumiName(name), item]));
}

function toResources(
    address: string,
    type: string,
    values: unknown,
    unknown: unknown,
    before?: unknown,
): EvaluatedResource[] {
    const token = TYPES[type] ?? (type.startsWith("aws_") ? `aws:${type.slice("aws_".length)}` : undefined);
    if (token === undefined) {
        return [];
    }
    const props: Props = guardUnknowns(pulumiObject((values ?? {}) as Record<string, unknown>, unknown));
    const deployed = before ? guardUnknowns(pulumiObject(before as Record<string, unknown>, {})) : undefined;
    return [{ type: token, urn: address, props, ...(deployed && { deployed }) }];
}

/** A change of `terraform show -json PLAN`. */
interface ResourceChange {
    readonly address: string;
    readonly mode: string;
    readonly type: string;
    readonly change: {
        readonly actions: readonly string[];
        readonly before: unknown;
        readonly after: unknown;
        readonly after_unknown: unknown;
    };
}

/** Reads the changes of a plan; what is deleted or only read is left out. */
export function readPlan(changes: readonly ResourceChange[]): StackSubject {
    const resources = changes
        .filter(({ mode, change }) => mode === "managed" && change.after !== null)
        .flatMap(({ address, type, change }) =>
            toResources(address, type, change.after, change.after_unknown, change.before),
        );
    return { kind: "stack", resources, hidesSecrets: false };
}

/** A module of `terraform show -json`. */
interface Module {
    readonly resources?: readonly { address: string; mode: string; type: string; values: unknown }[];
    readonly child_modules?: readonly Module[];
}

function resourcesOf(module: Module): EvaluatedResource[] {
    const own = (module.resources ?? [])
        .filter(({ mode }) => mode === "managed")
        .flatMap(({ address, type, values }) => toResources(address, type, values, {}));
    return [...own, ...(module.child_modules ?? []).flatMap(resourcesOf)];
}

/** Reads the values of a shown state. */
export function readShownState(root: Module): StackSubject {
    return { kind: "stack", resources: resourcesOf(root), hidesSecrets: false };
}

/** A resource of a state file. */
interface StateResource {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly module?: string;
    readonly instances?: readonly { index_key?: string | number; attributes?: unknown }[];
}

/** Reads a state file, version 4. */
export function readState(resources: readonly StateResource[]): StackSubject {
    const all = resources
        .filter(({ mode }) => mode === "managed")
        .flatMap(({ type, name, module, instances }) =>
            (instances ?? []).flatMap(({ index_key: key, attributes }) => {
                const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
                const address = `${module ? `${module}.` : ""}${type}.${name}${index}`;
                return toResources(address, type, attributes, {});
            }),
        );
    return { kind: "stack", resources: all, hidesSecrets: false };
}
