import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SourceAndSink } from "./flink-application";
import { Statement, policyJson, serviceTrust } from "../foundation/policy-documents";
import { deliveryStreamWriter, keyUse, streamReader } from "../foundation/grants";
import { Deployment, ResourceNames, regionalArn } from "../foundation/names";
import { WindowedQuery } from "../queries/query";

/** What an analytics tier is made from, whatever its engine. */
export interface AnalyticsArgs extends SourceAndSink {
    /** Where the stack lives. */
    readonly deployment: Deployment;
    /** Physical names. */
    readonly names: ResourceNames;
    /** What must be in place before the application starts: the stream and the delivery stream. */
    readonly dependsOn: pulumi.Resource[];
    /** The queries. */
    readonly queries: readonly WindowedQuery[];
}

/**
 * The role of an application of either engine: it reads the stream and writes to the delivery stream, for this application of
 * this account alone.
 *
 * @param args source, sink and names.
 * @param own what the engine needs beside that.
 * @param parent the tier.
 * @returns the role's policy: once it is there, the role can do what it must.
 */
export function applicationRole(
    args: AnalyticsArgs,
    own: readonly Statement[],
    parent: pulumi.Resource,
): pulumi.Resource {
    const { deployment, names, source, sink } = args;
    const sinkArns = Object.values(sink).map(({ deliveryStreamArn }) => deliveryStreamArn);
    const application = regionalArn(deployment, "kinesisanalytics", `application/${names.application}`);
    const role = new aws.iam.Role(
        "analytics",
        {
            name: names.analyticsRole,
            assumeRolePolicy: serviceTrust(deployment, "kinesisanalytics.amazonaws.com", application),
        },
        { parent },
    );
    return new aws.iam.RolePolicy(
        "analytics",
        {
            name: "run-query",
            role: names.analyticsRole,
            policy: policyJson(
                streamReader(source.streamArn),
                ...keyUse(deployment, source.kmsKeyArn, "kinesis", "kms:Decrypt"),
                deliveryStreamWriter(sinkArns),
                ...own,
            ),
        },
        { parent, dependsOn: [role] },
    );
}
