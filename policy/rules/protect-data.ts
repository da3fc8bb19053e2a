import { Finding, refuse } from "../pack/finding";
import { Judged, Rule, RuleConfig } from "../pack/rule";

/** Compliant: on a stack that says so, what holds data cannot be deleted by a mistake in the program. */
export const protectData: Rule = {
    name: "protect-data",
    description: "Protect what holds data: Pulumi then refuses to delete or replace it.",
    accepts: "streams and buckets with the resource option protect, on stacks that require it",
    configSchema: {
        properties: {
            require: { type: "boolean", default: false },
            copies: { type: "string", default: "^$" },
        },
    },
    types: ["aws:kinesis/stream:Stream", "aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
    judge({ props, protect }: Judged, config: RuleConfig): Finding[] {
        if (config["require"] !== true || protect !== false) {
            return []; // of a Terraform resource it is not known: prevent_destroy is in no plan
        }
        const name = String(props["bucket"] ?? props["name"]);
        return new RegExp(String(config["copies"] ?? "^$")).test(name)
            ? []
            : [
                  refuse(
                      `'${name}' holds data and is not protected; set the resource option protect (stack.protect: true)`,
                  ),
              ];
    },
};
