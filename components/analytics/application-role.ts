import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SourceAndSink } from "../foundation/contract";
import { Statement, policyJson, serviceTrust } from "../foundation/policy-documents";
import { writeToDeliveryStreams, useKey, readFromStream } from "../foundation/grants";
import { ResourceNames } from "../foundation/names";
import { TierArgs } from "../foundation/tier";
import { Deployment, regionalArn } from "../foundation/arns";
import { WindowedQuery } from "../queries/query";

/** Arguments of an analytics tier, whatever its engine. */
export interface AnalyticsArgs extends TierArgs, SourceAndSink {
    /** The queries that the application runs, from readQuery(). */
    readonly queries: readonly WindowedQuery[];
}

/**
 * The role of an application of either engine: it reads the stream and writes to the delivery stream, for this application of
 * this account alone.
 *
 * @param args source, sink and names.
 * @param own statements that the engine needs as well.
 * @param parent the tier.
 * @returns the role's policy: once it exists, the application can run.
 */
export function applicationRole(
    args: SourceAndSink & { readonly deployment: Deployment; readonly names: ResourceNames },
    own: readonly Statement[],
    parent: pulumi.Resource,
): pulumi.Resource {
    const { deployment, names, source, sink } = args;
    const sinkArns = Object.values(sink.targets).map(({ deliveryStreamArn }) => deliveryStreamArn);
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
                readFromStream(source.streamArn),
                ...useKey(deployment, source.kmsKeyArn, "kinesis", "kms:Decrypt"),
                writeToDeliveryStreams(sinkArns),
                ...own,
            ),
        },
        { parent, dependsOn: [role] },
    );
}
