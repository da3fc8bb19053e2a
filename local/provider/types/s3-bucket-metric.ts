import {
    DeleteBucketMetricsConfigurationCommand,
    GetBucketMetricsConfigurationCommand,
    PutBucketMetricsConfigurationCommand,
} from "@aws-sdk/client-s3";
import { Clients } from "../../cloud/clients";
import { Properties, ResourceType, nested, replaces, text, unlessGone, updates } from "../resource-type";
import { GONE } from "./s3";

function metricName(properties: Properties) {
    return { Bucket: text(properties, "bucket"), Id: text(properties, "name") };
}

async function putMetric(inputs: Properties, { s3 }: Clients): Promise<Properties> {
    const named = metricName(inputs);
    await s3.send(
        new PutBucketMetricsConfigurationCommand({
            ...named,
            MetricsConfiguration: {
                Id: named.Id,
                Filter: { Prefix: text(nested(inputs, "filter"), "prefix") },
            },
        }),
    );
    return {};
}

/** aws:s3/bucketMetric:BucketMetric */
export const metric: ResourceType = {
    source: "s3/bucket_metric.go",
    inputs: {
        bucket: replaces(),
        name: replaces(),
        filter: updates({ prefix: true }, "PutBucketMetricsConfiguration"),
    },
    async create(inputs, clients) {
        await putMetric(inputs, clients);
        return { id: `${text(inputs, "bucket")}:${text(inputs, "name")}`, outs: {} };
    },
    async read(_id, state, { s3 }) {
        const call = s3.send(new GetBucketMetricsConfigurationCommand(metricName(state)));
        const seen = (await unlessGone(call, ...GONE))?.MetricsConfiguration;
        return (
            seen && { bucket: text(state, "bucket"), name: seen.Id, filter: { prefix: seen.Filter?.Prefix } }
        );
    },
    async update(_id, _olds, news, clients, changes) {
        return changes.size > 0 ? putMetric(news, clients) : {};
    },
    async delete(_id, state, { s3 }) {
        const call = s3.send(new DeleteBucketMetricsConfigurationCommand(metricName(state)));
        await unlessGone(call, ...GONE);
    },
    async cleanUp() {
        // Nothing: the create that follows puts the configuration again.
    },
};
