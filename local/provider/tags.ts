import {
    TagResourceCommand as TagLogs,
    UntagResourceCommand as UntagLogs,
} from "@aws-sdk/client-cloudwatch-logs";
import {
    TagResourceCommand as TagAlarm,
    UntagResourceCommand as UntagAlarm,
} from "@aws-sdk/client-cloudwatch";
import { TagResourceCommand as TagAthena, UntagResourceCommand as UntagAthena } from "@aws-sdk/client-athena";
import {
    TagResourceCommand as TagBudget,
    UntagResourceCommand as UntagBudget,
} from "@aws-sdk/client-budgets";
import { CreateTagsCommand, DeleteTagsCommand } from "@aws-sdk/client-ec2";
import { TagDeliveryStreamCommand, UntagDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { TagResourceCommand as TagGlue, UntagResourceCommand as UntagGlue } from "@aws-sdk/client-glue";
import {
    TagInstanceProfileCommand,
    TagRoleCommand,
    UntagInstanceProfileCommand,
    UntagRoleCommand,
} from "@aws-sdk/client-iam";
import { AddTagsToStreamCommand, RemoveTagsFromStreamCommand } from "@aws-sdk/client-kinesis";
import {
    TagResourceCommand as TagApplication,
    UntagResourceCommand as UntagApplication,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { TagCommand, UntagCommand } from "@aws-sdk/client-resource-groups";
import { PutBucketTaggingCommand, PutObjectTaggingCommand } from "@aws-sdk/client-s3";
import { TagResourceCommand as TagTopic, UntagResourceCommand as UntagTopic } from "@aws-sdk/client-sns";
import { Clients } from "../cloud/clients";
import { Properties, ResourceType, text } from "./resource-type";

type Tags = Record<string, string>;

/** What a tag call names its resource by. */
interface Tagged {
    readonly id: string;
    /** The ARN, where the type tells one. */
    readonly arn: string;
    readonly inputs: Properties;
}

/** One service's way to tag: what is to be set, and which keys are to go. */
interface Tagger {
    set(of: Tagged, tags: Tags, clients: Clients): Promise<unknown>;
    remove(of: Tagged, keys: string[], clients: Clients): Promise<unknown>;
}

const pairs = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** A type's `tag`, by its service's calls: only what differs is set, and what is gone is removed. */
function tagging({ set, remove }: Tagger): Required<Pick<ResourceType, "tag">> {
    return {
        async tag(id, olds, news, outs, clients) {
            const [before, after] = [(olds["tags"] ?? {}) as Tags, (news["tags"] ?? {}) as Tags];
            const of = { id, arn: String(outs["arn"] ?? olds["arn"] ?? id), inputs: news };
            const differing = Object.entries(after).filter(([key, value]) => before[key] !== value);
            const gone = Object.keys(before).filter((key) => !(key in after));
            if (differing.length > 0) {
                await set(of, Object.fromEntries(differing), clients);
            }
            if (gone.length > 0) {
                await remove(of, gone, clients);
            }
        },
    };
}

export const streamTags = tagging({
    set: ({ id }, Tags, { kinesis }) => kinesis.send(new AddTagsToStreamCommand({ StreamName: id, Tags })),
    remove: ({ id }, TagKeys, { kinesis }) =>
        kinesis.send(new RemoveTagsFromStreamCommand({ StreamName: id, TagKeys })),
});

export const ec2Tags = tagging({
    set: ({ id }, tags, { ec2 }) => ec2.send(new CreateTagsCommand({ Resources: [id], Tags: pairs(tags) })),
    remove: ({ id }, keys, { ec2 }) =>
        ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: keys.map((Key) => ({ Key })) })),
});

export const roleTags = tagging({
    set: ({ id }, tags, { iam }) => iam.send(new TagRoleCommand({ RoleName: id, Tags: pairs(tags) })),
    remove: ({ id }, TagKeys, { iam }) => iam.send(new UntagRoleCommand({ RoleName: id, TagKeys })),
});

export const instanceProfileTags = tagging({
    set: ({ id }, tags, { iam }) =>
        iam.send(new TagInstanceProfileCommand({ InstanceProfileName: id, Tags: pairs(tags) })),
    remove: ({ id }, TagKeys, { iam }) =>
        iam.send(new UntagInstanceProfileCommand({ InstanceProfileName: id, TagKeys })),
});

export const logGroupTags = tagging({
    set: ({ arn }, tags, { logs }) => logs.send(new TagLogs({ resourceArn: arn.replace(/:\*$/, ""), tags })),
    remove: ({ arn }, tagKeys, { logs }) =>
        logs.send(new UntagLogs({ resourceArn: arn.replace(/:\*$/, ""), tagKeys })),
});

export const deliveryStreamTags = tagging({
    set: ({ inputs }, tags, { firehose }) =>
        firehose.send(
            new TagDeliveryStreamCommand({ DeliveryStreamName: text(inputs, "name"), Tags: pairs(tags) }),
        ),
    remove: ({ inputs }, TagKeys, { firehose }) =>
        firehose.send(new UntagDeliveryStreamCommand({ DeliveryStreamName: text(inputs, "name"), TagKeys })),
});

/** S3 knows only the whole set, which is what a stack's own bucket and objects have. */
const bucketTagSet = ({ id, inputs }: Tagged, { s3 }: Clients) =>
    s3.send(
        new PutBucketTaggingCommand({
            Bucket: id,
            Tagging: { TagSet: pairs((inputs["tags"] ?? {}) as Tags) },
        }),
    );
export const bucketTags = tagging({
    set: (of, _tags, clients) => bucketTagSet(of, clients),
    remove: (of, _keys, clients) => bucketTagSet(of, clients),
});

const objectTagSet = ({ id, inputs }: Tagged, { s3 }: Clients) =>
    s3.send(
        new PutObjectTaggingCommand({
            Bucket: text(inputs, "bucket"),
            Key: id,
            Tagging: { TagSet: pairs((inputs["tags"] ?? {}) as Tags) },
        }),
    );
export const objectTags = tagging({
    set: (of, _tags, clients) => objectTagSet(of, clients),
    remove: (of, _keys, clients) => objectTagSet(of, clients),
});

export const applicationTags = tagging({
    set: ({ arn }, tags, { flink }) =>
        flink.send(new TagApplication({ ResourceARN: arn, Tags: pairs(tags) })),
    remove: ({ arn }, TagKeys, { flink }) => flink.send(new UntagApplication({ ResourceARN: arn, TagKeys })),
});

export const glueTags = tagging({
    set: ({ arn }, TagsToAdd, { glue }) => glue.send(new TagGlue({ ResourceArn: arn, TagsToAdd })),
    remove: ({ arn }, TagsToRemove, { glue }) => glue.send(new UntagGlue({ ResourceArn: arn, TagsToRemove })),
});

export const athenaTags = tagging({
    set: ({ arn }, tags, { athena }) => athena.send(new TagAthena({ ResourceARN: arn, Tags: pairs(tags) })),
    remove: ({ arn }, TagKeys, { athena }) => athena.send(new UntagAthena({ ResourceARN: arn, TagKeys })),
});

export const topicTags = tagging({
    set: ({ arn }, tags, { sns }) => sns.send(new TagTopic({ ResourceArn: arn, Tags: pairs(tags) })),
    remove: ({ arn }, TagKeys, { sns }) => sns.send(new UntagTopic({ ResourceArn: arn, TagKeys })),
});

export const alarmTags = tagging({
    set: ({ arn }, tags, { cloudwatch }) =>
        cloudwatch.send(new TagAlarm({ ResourceARN: arn, Tags: pairs(tags) })),
    remove: ({ arn }, TagKeys, { cloudwatch }) =>
        cloudwatch.send(new UntagAlarm({ ResourceARN: arn, TagKeys })),
});

export const budgetTags = tagging({
    set: ({ arn }, tags, { budgets }) =>
        budgets.send(new TagBudget({ ResourceARN: arn, ResourceTags: pairs(tags) })),
    remove: ({ arn }, ResourceTagKeys, { budgets }) =>
        budgets.send(new UntagBudget({ ResourceARN: arn, ResourceTagKeys })),
});

export const resourceGroupTags = tagging({
    set: ({ arn }, Tags, { groups }) => groups.send(new TagCommand({ Arn: arn, Tags })),
    remove: ({ arn }, Keys, { groups }) => groups.send(new UntagCommand({ Arn: arn, Keys })),
});
