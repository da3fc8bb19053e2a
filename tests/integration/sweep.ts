/** A change of one configuration key, and what it does to the resources of a running stack. */
export interface KeyChange {
    readonly section: string;
    readonly key: string;
    readonly value: unknown;
    /**
     * What the engine does, one entry a resource: `~` updates in place, `+` creates, `-` deletes, `+-` replaces. An update in place
     * where AWS has a call for it, a replacement where AWS has none.
     */
    readonly does: readonly string[];
    /** Resources that the change depends on and does not touch: it comes after all changes of them. */
    readonly after?: readonly string[];
    /** The change touches very many resources of the kind `~`; they are not listed. */
    readonly updatesOnly?: boolean;
}

const KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const INSTANCE = ["+- aws:ec2:Instance producer-1"];
const TEMPLATE = ["~ aws:ec2:LaunchTemplate producer", ...INSTANCE];
const APPLICATION = ["~ aws:kinesisanalyticsv2:Application analytics"];
const FIREHOSE = ["rejected", "status-counts"].map((id) => `~ aws:kinesis:FirehoseDeliveryStream ${id}`);
const LIFECYCLE = ["~ aws:s3:BucketLifecycleConfiguration results"];
const role = (name: string) => [`~ aws:iam:RolePolicy ${name}`];
const alarm = (...ids: string[]) => ids.map((id) => `~ aws:cloudwatch:MetricAlarm ${id}`);

function change(section: string, key: string, value: unknown, ...does: string[][]): KeyChange {
    return { section, key, value, does: does.flat().sort() };
}

/** Keys that are changed on one running stack, and none back. */
export const SWEEP: readonly KeyChange[] = [
    { ...change("stack", "owner", "someone@example.com"), updatesOnly: true },
    change("stack", "logRetentionDays", 7, [
        "~ aws:cloudwatch:LogGroup analytics",
        "~ aws:cloudwatch:LogGroup delivery",
        "~ aws:cloudwatch:LogGroup producer",
    ]),
    // UpdateShardCount
    change(
        "stream",
        "shardCount",
        2,
        ["~ aws:kinesis:Stream ingestion"],
        alarm("streamBytesIn", "streamBytesOut", "streamRecordsIn"),
    ),
    // IncreaseStreamRetentionPeriod
    change("stream", "retentionHours", 48, ["~ aws:kinesis:Stream ingestion"], alarm("iteratorAge")),
    // EnableEnhancedMonitoring, DisableEnhancedMonitoring
    change(
        "stream",
        "shardMetrics",
        ["IncomingBytes", "IteratorAgeMilliseconds"],
        ["~ aws:kinesis:Stream ingestion"],
    ),
    change("stream", "consumers", ["audit"], ["+ aws:kinesis:StreamConsumer consumer-audit"]),
    // Rules are authorized and revoked one by one.
    change("producer", "httpCidrs", ["203.0.113.0/24"], ["~ aws:ec2:SecurityGroup producer"]),
    // What is in a launch template is read at launch only.
    change("producer", "instanceType", "t4g.micro", TEMPLATE),
    change("producer", "logFormat", "COMBINEDAPACHELOG", TEMPLATE),
    change("producer", "matchPattern", "IPV6", TEMPLATE),
    change(
        "producer",
        "publicKey",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGl0IGlzIG5vIHNlY3JldCwgYnV0IGEgdGVzdC4uLi4= me",
        TEMPLATE,
        ["+ aws:ec2:KeyPair producer"],
    ),
    change("producer", "agentMetrics", true, TEMPLATE, role("producer")),
    change("producer", "agentLog", false, TEMPLATE, role("producer"), ["- aws:cloudwatch:LogGroup producer"]),
    change("producer", "sessionManager", true),
    {
        ...change("producer", "count", 2, ["+ aws:ec2:Instance producer-2"]),
        after: ["aws:ec2:LaunchTemplate producer"], // which replaces the second instance as well
    },
    // UpdateApplication
    change("analytics", "parallelism", 2, APPLICATION),
    change("analytics", "checkpointIntervalMillis", 2000, APPLICATION),
    change("analytics", "metricsLevel", "OPERATOR", APPLICATION),
    // UpdateDestination
    change("delivery", "bufferMb", 1, FIREHOSE),
    change("delivery", "bufferSeconds", 600, FIREHOSE, alarm("deliveryFreshness")),
    change("delivery", "compression", "GZIP", FIREHOSE),
    // Put again as a whole
    change("bucket", "versioning", false, ["~ aws:s3:BucketVersioning results"]),
    change("bucket", "transitionDays", 60, LIFECYCLE),
    change("bucket", "expiryDays", 90, LIFECYCLE),
    change("bucket", "errorExpiryDays", 30, LIFECYCLE),
    change("bucket", "abortUploadDays", 3, LIFECYCLE),
    change("exposition", "scanLimitMb", 100, ["~ aws:athena:Workgroup exposition"]),
    change("exposition", "resultExpiryDays", 7, ["~ aws:s3:BucketLifecycleConfiguration athena"]),
    change("monitoring", "email", "ops@example.com", ["+ aws:sns:TopicSubscription email"]),
    change("monitoring", "kmsKeyArn", KEY, ["~ aws:sns:Topic alarms"]),
    change("monitoring", "budgetUsd", 50, ["+ aws:budgets:Budget monthly"]),
    change("alarms", "heap", 70, alarm("heap")),
    // A named query is text that Athena has no call to change.
    change("analytics", "windowSeconds", 2, APPLICATION, ["+- aws:athena:NamedQuery missing-windows"]),
];

/** Changes of one deployment. No two of them touch the same resource, so what the engine does to it is the doing of one key. */
export type Wave = readonly KeyChange[];

/** The resources that a change touches or comes after, without what it does to them. */
function resourcesOf({ does, after = [] }: KeyChange): string[] {
    return [...after, ...does.map((one) => one.slice(one.indexOf(" ") + 1))];
}

/** Distributes changes over as few deployments as their resources allow; the order of changes of one resource is kept. */
export function waves(changes: readonly KeyChange[]): readonly Wave[] {
    const alone = changes.filter(({ updatesOnly }) => updatesOnly).map((one) => [one]);
    const together: KeyChange[][] = [];
    const next = new Map<string, number>(); // the first wave in which a resource is free
    for (const one of changes.filter(({ updatesOnly }) => !updatesOnly)) {
        const resources = resourcesOf(one);
        const index = Math.max(0, ...resources.map((resource) => next.get(resource) ?? 0));
        (together[index] ??= []).push(one);
        resources.forEach((resource) => next.set(resource, index + 1));
    }
    return [...alone, ...together];
}
