import { createHash } from "node:crypto";
import { Deployment } from "./arns";

/** The physical names of the stack's resources. */
export interface ResourceNames {
    readonly stream: string;
    /** The delivery streams of the queries' results, by the queries' names. */
    readonly resultsDelivery: (query: string) => string;
    /** The delivery stream of records that could not be counted. */
    readonly rejectedDelivery: string;
    readonly application: string;
    readonly resultsBucket: string;
    readonly codeBucket: string;
    readonly queryResultsBucket: string;
    readonly producerRole: string;
    readonly producerInstanceProfile: string;
    readonly producerSecurityGroup: string;
    readonly producerLaunchTemplate: string;
    readonly producerKeyPair: string;
    readonly producerLogGroup: string;
    readonly analyticsRole: string;
    readonly deliveryRole: string;
    readonly applicationLogGroup: string;
    readonly deliveryLogGroup: string;
    /** Glue database: lower case letters, digits and underscores, so that SQL needs no quotes. */
    readonly database: string;
    readonly workgroup: string;
    readonly topic: string;
    readonly dashboard: string;
    readonly budget: string;
    readonly resourceGroup: string;
    /** What each alarm's name begins with. */
    readonly alarmPrefix: string;
}

/**
 * A stable id of a deployment: the same for as long as project, stack, account and region are, and another one for any
 * other.
 *
 * @param d where the stack lives.
 * @returns text in the form of a UUID (RFC 9562, version 8), from their SHA-256.
 */
export function deploymentId(d: Deployment): string {
    const hash = createHash("sha256").update(
        [d.partition, d.accountId, d.region, d.project, d.stack].join("/"),
    );
    const hex = hash.digest("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Longest bucket name (Amazon S3 User Guide, "General purpose bucket naming rules"). */
const BUCKET_NAME_LIMIT = 63;

/**
 * Shortens a name to a limit without losing what makes it unique.
 *
 * @param name the name as one would like it.
 * @param limit characters allowed, at least 16.
 * @returns the name itself where it fits; else its beginning and the first 8 digits of its SHA-256.
 */
export function fitName(name: string, limit: number): string {
    if (name.length <= limit) {
        return name;
    }
    const digest = createHash("sha256").update(name).digest("hex").slice(0, 8);
    return `${name.slice(0, limit - 9).replace(/[-.]+$/, "")}-${digest}`;
}

/** The name of a stack's application, which needs neither account nor region. */
export function applicationName(project: string, stack: string): string {
    return fitName(`${project}-${stack}-analytics`, 128);
}

/**
 * Chooses the physical name of each resource of a stack.
 *
 * Bucket names are global, so they carry the account and the region; role names are global in an account,
 * so they carry the region; all others are unique in account and region by project and stack.
 *
 * @param d where the stack lives.
 * @param resultsBucket the name of the results bucket, where the stack's configuration gives one.
 * @param namespace of the buckets that the stack makes (Amazon S3 User Guide, "Account regional namespaces for general purpose buckets").
 * @returns one name per resource, each within its service's limit.
 */
export function resourceNames(
    d: Deployment,
    resultsBucket?: string,
    namespace: "global" | "account-regional" = "global",
): ResourceNames {
    const base = `${d.project}-${d.stack}`;
    const place = `-${d.accountId}-${d.region}`;
    const bucket = (purpose: string) =>
        namespace === "account-regional"
            ? `${fitName(`${base}-${purpose}`, BUCKET_NAME_LIMIT - place.length - "-an".length)}${place}-an`
            : fitName(`${base}-${purpose}${place}`, BUCKET_NAME_LIMIT);
    // Role and instance profile names: 64 and 128 characters (IAM User Guide, "IAM and AWS STS quotas").
    const iam = (purpose: string) => fitName(`${base}-${purpose}-${d.region}`, 64);
    return {
        stream: fitName(`${base}-ingestion`, 128),
        resultsDelivery: (query) => fitName(`${base}-summary-${query}`, 64),
        rejectedDelivery: fitName(`${base}-rejected`, 64),
        application: applicationName(d.project, d.stack),
        resultsBucket: resultsBucket ?? bucket("results"),
        codeBucket: bucket("code"),
        queryResultsBucket: bucket("athena"),
        producerRole: iam("producer"),
        producerInstanceProfile: iam("producer"),
        producerSecurityGroup: fitName(`${base}-producer`, 255),
        producerLaunchTemplate: fitName(`${base}-producer`, 128),
        producerKeyPair: fitName(`${base}-producer`, 255),
        producerLogGroup: `/${fitName(`${base}/producer-agent`, 500)}`,
        analyticsRole: iam("analytics"),
        deliveryRole: iam("delivery"),
        applicationLogGroup: `/aws/kinesis-analytics/${fitName(`${base}-analytics`, 128)}`,
        deliveryLogGroup: `/aws/kinesisfirehose/${fitName(`${base}-summary`, 64)}`,
        database: fitName(base, 255).replaceAll("-", "_"),
        workgroup: fitName(base, 128),
        topic: fitName(`${base}-alarms`, 256),
        dashboard: fitName(base, 255),
        budget: fitName(base, 100),
        resourceGroup: fitName(base, 128),
        alarmPrefix: fitName(base, 200),
    };
}
