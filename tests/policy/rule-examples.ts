import { EvaluatedResource, RuleConfig } from "../../policy/pack/rule";
import { RuleCase, RuleCases } from "./rule-case";
import { DATA_CASES } from "./rule-cases-data";
import { EXPOSURE_CASES } from "./rule-cases-exposure";
import { RUNTIME_CASES } from "./rule-cases-runtime";

/** An example of a rule's page: a test judges it, and the page shows it. */
export interface RuleExample {
    /** The condition: what the resources are like. */
    readonly title: string;
    readonly resources: readonly Pick<EvaluatedResource, "type" | "props" | "protect">[];
    readonly config?: RuleConfig;
    /** All messages; none where it is accepted. */
    readonly says: readonly string[];
}

/** A rule's two examples. */
export interface RuleExamples {
    readonly accepted: RuleExample;
    readonly refused: RuleExample;
}

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const STREAM = "aws:kinesis/stream:Stream";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

const streamPolicy = (resource: string) => ({
    role: "producer",
    policy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "kinesis:PutRecords", Resource: resource }],
    },
});

const OTHERS: Readonly<Record<string, RuleExamples>> = {
    "bucket-force-destroy": {
        accepted: {
            title: "a bucket that must be empty to be deleted",
            resources: [{ type: BUCKET, props: { bucket: "acme-results" } }],
            says: [],
        },
        refused: {
            title: "a bucket that is deleted with its objects",
            resources: [{ type: BUCKET, props: { bucket: "acme-results", forceDestroy: true } }],
            says: [
                "forceDestroy: true on bucket 'acme-results' lets a mistake delete everything in it; set forceDestroy to false",
            ],
        },
    },
    "bucket-naming": {
        accepted: {
            title: "a name that follows S3's rules",
            resources: [{ type: BUCKET, props: { bucket: "acme-results-123456789012" } }],
            says: [],
        },
        refused: {
            title: "a name with upper case letters",
            resources: [{ type: BUCKET, props: { bucket: "Acme-Results" } }],
            says: [
                "bucket name 'Acme-Results': it may have only lower case letters, digits, periods and hyphens",
            ],
        },
    },
    "budget-present": {
        accepted: {
            title: "a stack with a budget that notifies",
            resources: [
                {
                    type: "aws:budgets/budget:Budget",
                    props: {
                        budgetType: "COST",
                        limitAmount: "100",
                        limitUnit: "USD",
                        timeUnit: "MONTHLY",
                        notifications: [
                            {
                                comparisonOperator: "GREATER_THAN",
                                notificationType: "FORECASTED",
                                threshold: 100,
                                thresholdType: "PERCENTAGE",
                                subscriberEmailAddresses: ["data-team@example.com"],
                            },
                        ],
                    },
                },
            ],
            config: { require: true },
            says: [],
        },
        refused: {
            title: "a stack without a budget",
            resources: [{ type: STREAM, props: { name: "clicks", shardCount: 1 } }],
            config: { require: true },
            says: [
                "the stack has no budget with a notification; add one, such as an aws.budgets.Budget with notifications",
            ],
        },
    },
    "iam-least-privilege": {
        accepted: {
            title: "an exact action on a named stream",
            resources: [
                {
                    type: ROLE_POLICY,
                    props: streamPolicy("arn:aws:kinesis:eu-west-1:123456789012:stream/clicks"),
                },
            ],
            says: [],
        },
        refused: {
            title: "a write on every stream",
            resources: [{ type: ROLE_POLICY, props: streamPolicy("*") }],
            says: [
                "policy: statement 1: kinesis:PutRecords on *: kinesis:PutRecords (Write) can be narrowed; name resources of the " +
                    "form arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}",
            ],
        },
    },
    "protect-data": {
        accepted: {
            title: "a stream that is protected",
            resources: [{ type: STREAM, props: { name: "clicks", shardCount: 1 }, protect: true }],
            config: { require: true },
            says: [],
        },
        refused: {
            title: "a stream that is not protected",
            resources: [{ type: STREAM, props: { name: "clicks", shardCount: 1 }, protect: false }],
            config: { require: true },
            says: ["'clicks' holds data and is not protected; set the resource option protect to true"],
        },
    },
    "stream-shard-count": {
        accepted: {
            title: "enough shards for the declared load",
            resources: [{ type: STREAM, props: { name: "clicks", shardCount: 3 } }],
            config: { max: 4, load: { recordsPerSecond: 2500 } },
            says: [],
        },
        refused: {
            title: "too few shards for the declared load",
            resources: [{ type: STREAM, props: { name: "clicks", shardCount: 2 } }],
            config: { max: 4, load: { recordsPerSecond: 2500 } },
            says: ["shardCount: 2 is too few for the declared load, which needs 3"],
        },
    },
    "tls-only": {
        accepted: {
            title: "a bucket whose policy denies requests without TLS",
            resources: [
                { type: BUCKET, props: { bucket: "acme-results" } },
                {
                    type: BUCKET_POLICY,
                    props: {
                        bucket: "acme-results",
                        policy: JSON.stringify({
                            Version: "2012-10-17",
                            Statement: [
                                {
                                    Effect: "Deny",
                                    Principal: "*",
                                    Action: "s3:*",
                                    Resource: ["arn:aws:s3:::acme-results", "arn:aws:s3:::acme-results/*"],
                                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                                },
                            ],
                        }),
                    },
                },
            ],
            says: [],
        },
        refused: {
            title: "a bucket without a policy",
            resources: [{ type: BUCKET, props: { bucket: "acme-results" } }],
            says: [
                "bucket 'acme-results' accepts requests without TLS; add a bucket policy that denies s3:* to * on the bucket and its objects where " +
                    "aws:SecureTransport is false",
            ],
        },
    },
};

function toExample({ title, type, props, config, more, says }: RuleCase): RuleExample {
    return {
        title,
        resources: [{ type, props, ...(more?.protect !== undefined && { protect: more.protect }) }],
        ...(config && { config }),
        says: says ?? [],
    };
}

function pickExamples(rule: string, { examples, accepted, refused }: RuleCases): RuleExamples {
    const find = (cases: readonly RuleCase[], title: string) => {
        const found = cases.find((one) => one.title === title);
        if (!found) {
            throw new Error(`${rule}: there is no case '${title}'`);
        }
        return toExample(found);
    };
    return { accepted: find(accepted, examples.accepted), refused: find(refused, examples.refused) };
}

/** The examples of every rule, by its name. */
export const EXAMPLES: Readonly<Record<string, RuleExamples>> = {
    ...Object.fromEntries(
        Object.entries({ ...DATA_CASES, ...EXPOSURE_CASES, ...RUNTIME_CASES }).map(([rule, cases]) => [
            rule,
            pickExamples(rule, cases),
        ]),
    ),
    ...OTHERS,
};
