import { Finding, refuse } from "../pack/finding";
import { Judged, Rule, RuleConfig } from "../pack/rule";

/** Compliant: a bucket whose deletion does not delete what it holds, unless its name says that it holds copies only. */
export const bucketForceDestroy: Rule = {
    name: "bucket-force-destroy",
    description:
        "Leave forceDestroy off where data counts: destroying the stack, or replacing the bucket, would delete every object.",
    accepts: "buckets that must be empty to be deleted",
    configSchema: {
        properties: {
            allow: { type: "boolean", default: false },
            copies: { type: "string", default: "^$" },
        },
    },
    types: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2", "aws:s3/directoryBucket:DirectoryBucket"],
    judge({ props }: Judged, config: RuleConfig): Finding[] {
        if (config["allow"] === true || props["forceDestroy"] !== true) {
            return [];
        }
        const name = String(props["bucket"]);
        return new RegExp(String(config["copies"] ?? "^$")).test(name)
            ? []
            : [
                  refuse(
                      `forceDestroy: true on bucket '${name}' lets a mistake delete all that it holds; set bucket.forceDestroy to false`,
                  ),
              ];
    },
};
