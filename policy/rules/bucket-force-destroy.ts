import { Judged, Rule } from "./known";

/** Compliant: a bucket whose deletion does not delete what it holds, unless its name says that it holds copies only. */
export const bucketForceDestroy: Rule = {
    name: "bucket-force-destroy",
    description:
        "Leave forceDestroy off where data counts: destroying the stack, or replacing the bucket, would delete every object.",
    configSchema: {
        properties: {
            allow: { type: "boolean", default: false },
            copies: { type: "string", default: "^$" },
        },
    },
    types: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
    judge({ props, config }: Judged): string[] {
        if (config["allow"] === true || props["forceDestroy"] !== true) {
            return [];
        }
        const name = String(props["bucket"]);
        return new RegExp(String(config["copies"] ?? "^$")).test(name)
            ? []
            : [
                  `forceDestroy: true on bucket '${name}' lets a mistake delete all that it holds; set bucket.forceDestroy to false`,
              ];
    },
};
