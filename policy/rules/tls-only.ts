import { deniesPlainHttp } from "../iam";
import { Finding, refuse } from "../pack/finding";
import { EvaluatedResource, StackRule } from "../pack/rule";
import { bucketsOf } from "../pack/stack-buckets";

const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

/** Compliant: each bucket of the stack has a policy that denies requests without TLS. */
export const tlsOnly: StackRule = {
    name: "tls-only",
    description: "Give each bucket a policy that denies requests without TLS.",
    why: "S3 also serves plain HTTP: anybody on the network path can then read the objects.",
    accepts: "buckets with a policy that denies requests without TLS",
    judgeStack(resources: readonly EvaluatedResource[]) {
        const safe = new Set(
            resources
                .filter(({ type, props }) => type === POLICY && deniesPlainHttp(props["policy"]))
                .map(({ props }) => props["bucket"]),
        );
        return bucketsOf(resources)
            .filter(({ props }) => !safe.has(props["bucket"]) && !deniesPlainHttp(props["policy"]))
            .map((bucket): Finding & { urn: string } => ({
                ...refuse(
                    `bucket '${String(bucket.props["bucket"])}' accepts requests without TLS; add a bucket policy that ` +
                        "denies s3:* to * on the bucket and its objects where aws:SecureTransport is false",
                ),
                urn: bucket.urn,
            }));
    },
};
