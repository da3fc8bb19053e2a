import {
    ListTagsForResourceCommand as AthenaTags,
    TagResourceCommand as TagAthena,
    UntagResourceCommand as UntagAthena,
} from "@aws-sdk/client-athena";
import {
    ListTagsForResourceCommand as BudgetTags,
    TagResourceCommand as TagBudget,
    UntagResourceCommand as UntagBudget,
} from "@aws-sdk/client-budgets";
import {
    ListTagsForResourceCommand as AlarmTags,
    TagResourceCommand as TagAlarm,
    UntagResourceCommand as UntagAlarm,
} from "@aws-sdk/client-cloudwatch";
import {
    ListTagsForResourceCommand as LogsTags,
    TagResourceCommand as TagLogs,
    UntagResourceCommand as UntagLogs,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateTagsCommand, DeleteTagsCommand, DescribeTagsCommand } from "@aws-sdk/client-ec2";
import {
    ListTagsForDeliveryStreamCommand,
    TagDeliveryStreamCommand,
    UntagDeliveryStreamCommand,
} from "@aws-sdk/client-firehose";
import {
    GetTagsCommand,
    TagResourceCommand as TagGlue,
    UntagResourceCommand as UntagGlue,
} from "@aws-sdk/client-glue";
import {
    ListInstanceProfileTagsCommand,
    ListRoleTagsCommand,
    TagInstanceProfileCommand,
    TagRoleCommand,
    UntagInstanceProfileCommand,
    UntagRoleCommand,
} from "@aws-sdk/client-iam";
import {
    AddTagsToStreamCommand,
    ListTagsForStreamCommand,
    RemoveTagsFromStreamCommand,
} from "@aws-sdk/client-kinesis";
import {
    ListTagsForResourceCommand as ApplicationTags,
    TagResourceCommand as TagApplication,
    UntagResourceCommand as UntagApplication,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { GetTagsCommand as GroupTags, TagCommand, UntagCommand } from "@aws-sdk/client-resource-groups";
import {
    GetBucketTaggingCommand,
    GetObjectTaggingCommand,
    PutBucketTaggingCommand,
    PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import {
    ListTagsForResourceCommand as TopicTags,
    TagResourceCommand as TagTopic,
    UntagResourceCommand as UntagTopic,
} from "@aws-sdk/client-sns";
import { Clients } from "../cloud/clients";
import { Properties, ResourceType, text, unlessGone } from "./resource-type";

type Tags = Record<string, string>;

/** What a tag call names its resource by. */
interface Tagged {
    readonly id: string;
    /** The ARN, where the type has one. */
    readonly arn: string;
    readonly inputs: Properties;
}

/** One service's way to tag: what is to be set, which keys are to go, and what there is. */
interface Tagger {
    set(of: Tagged, tags: Tags, clients: Clients): Promise<unknown>;
    remove(of: Tagged, keys: string[], clients: Clients): Promise<unknown>;
    list(of: Tagged, clients: Clients): Promise<Tags>;
}

const pairs = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Tags as EC2's requests have them. */
export function tagList(tags: unknown): { Key: string; Value: string }[] {
    return pairs((tags ?? {}) as Tags);
}

/** Tags of a list of keys and values. */
const named = (tags: readonly { Key?: string; Value?: string }[] | undefined): Tags =>
    Object.fromEntries((tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));

/** Tags without AWS's own, which nobody else can set or remove (Tagging AWS Resources User Guide, "Best practices"). */
const withoutOwn = (tags: Tags): Tags =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith("aws:")));

/** A type's `tag`, by its service's calls: only what differs is set, and what is gone is removed. */
function tagging({ set, remove, list }: Tagger): Required<Pick<ResourceType, "tag" | "tagsOf">> {
    return {
        async tagsOf(id, state, clients) {
            return withoutOwn(await list({ id, arn: String(state["arn"] ?? id), inputs: state }, clients));
        },
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
    list: async ({ id }, { kinesis }) =>
        named((await kinesis.send(new ListTagsForStreamCommand({ StreamName: id }))).Tags),
});

export const ec2Tags = tagging({
    set: ({ id }, tags, { ec2 }) => ec2.send(new CreateTagsCommand({ Resources: [id], Tags: pairs(tags) })),
    remove: ({ id }, keys, { ec2 }) =>
        ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: keys.map((Key) => ({ Key })) })),
    list: async ({ id }, { ec2 }) => {
        const ofId = [{ Name: "resource-id", Values: [id] }];
        return named((await ec2.send(new DescribeTagsCommand({ Filters: ofId }))).Tags);
    },
});

export const roleTags = tagging({
    set: ({ id }, tags, { iam }) => iam.send(new TagRoleCommand({ RoleName: id, Tags: pairs(tags) })),
    remove: ({ id }, TagKeys, { iam }) => iam.send(new UntagRoleCommand({ RoleName: id, TagKeys })),
    list: async ({ id }, { iam }) => named((await iam.send(new ListRoleTagsCommand({ RoleName: id }))).Tags),
});

export const instanceProfileTags = tagging({
    set: ({ id }, tags, { iam }) =>
        iam.send(new TagInstanceProfileCommand({ InstanceProfileName: id, Tags: pairs(tags) })),
    remove: ({ id }, TagKeys, { iam }) =>
        iam.send(new UntagInstanceProfileCommand({ InstanceProfileName: id, TagKeys })),
    list: async ({ id }, { iam }) =>
        named((await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName: id }))).Tags),
});

export const logGroupTags = tagging({
    set: ({ arn }, tags, { logs }) => logs.send(new TagLogs({ resourceArn: arn.replace(/:\*$/, ""), tags })),
    remove: ({ arn }, tagKeys, { logs }) =>
        logs.send(new UntagLogs({ resourceArn: arn.replace(/:\*$/, ""), tagKeys })),
    list: async ({ arn }, { logs }) =>
        (await logs.send(new LogsTags({ resourceArn: arn.replace(/:\*$/, "") }))).tags ?? {},
});

export const deliveryStreamTags = tagging({
    set: ({ inputs }, tags, { firehose }) =>
        firehose.send(
            new TagDeliveryStreamCommand({ DeliveryStreamName: text(inputs, "name"), Tags: pairs(tags) }),
        ),
    remove: ({ inputs }, TagKeys, { firehose }) =>
        firehose.send(new UntagDeliveryStreamCommand({ DeliveryStreamName: text(inputs, "name"), TagKeys })),
    list: async ({ inputs }, { firehose }) => {
        const ofStream = { DeliveryStreamName: text(inputs, "name") };
        return named((await firehose.send(new ListTagsForDeliveryStreamCommand(ofStream))).Tags);
    },
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
    list: async ({ id }, { s3 }) => {
        const call = s3.send(new GetBucketTaggingCommand({ Bucket: id }));
        return named((await unlessGone(call, "NoSuchTagSet"))?.TagSet);
    },
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
    list: async ({ id, inputs }, { s3 }) => {
        const ofObject = { Bucket: text(inputs, "bucket"), Key: id };
        return named((await s3.send(new GetObjectTaggingCommand(ofObject))).TagSet);
    },
});

export const applicationTags = tagging({
    set: ({ arn }, tags, { flink }) =>
        flink.send(new TagApplication({ ResourceARN: arn, Tags: pairs(tags) })),
    remove: ({ arn }, TagKeys, { flink }) => flink.send(new UntagApplication({ ResourceARN: arn, TagKeys })),
    list: async ({ arn }, { flink }) =>
        named((await flink.send(new ApplicationTags({ ResourceARN: arn }))).Tags),
});

export const glueTags = tagging({
    set: ({ arn }, TagsToAdd, { glue }) => glue.send(new TagGlue({ ResourceArn: arn, TagsToAdd })),
    remove: ({ arn }, TagsToRemove, { glue }) => glue.send(new UntagGlue({ ResourceArn: arn, TagsToRemove })),
    list: async ({ arn }, { glue }) => (await glue.send(new GetTagsCommand({ ResourceArn: arn }))).Tags ?? {},
});

export const athenaTags = tagging({
    set: ({ arn }, tags, { athena }) => athena.send(new TagAthena({ ResourceARN: arn, Tags: pairs(tags) })),
    remove: ({ arn }, TagKeys, { athena }) => athena.send(new UntagAthena({ ResourceARN: arn, TagKeys })),
    list: async ({ arn }, { athena }) =>
        named((await athena.send(new AthenaTags({ ResourceARN: arn }))).Tags),
});

export const topicTags = tagging({
    set: ({ arn }, tags, { sns }) => sns.send(new TagTopic({ ResourceArn: arn, Tags: pairs(tags) })),
    remove: ({ arn }, TagKeys, { sns }) => sns.send(new UntagTopic({ ResourceArn: arn, TagKeys })),
    list: async ({ arn }, { sns }) => named((await sns.send(new TopicTags({ ResourceArn: arn }))).Tags),
});

export const alarmTags = tagging({
    set: ({ arn }, tags, { cloudwatch }) =>
        cloudwatch.send(new TagAlarm({ ResourceARN: arn, Tags: pairs(tags) })),
    remove: ({ arn }, TagKeys, { cloudwatch }) =>
        cloudwatch.send(new UntagAlarm({ ResourceARN: arn, TagKeys })),
    list: async ({ arn }, { cloudwatch }) =>
        named((await cloudwatch.send(new AlarmTags({ ResourceARN: arn }))).Tags),
});

export const budgetTags = tagging({
    set: ({ arn }, tags, { budgets }) =>
        budgets.send(new TagBudget({ ResourceARN: arn, ResourceTags: pairs(tags) })),
    remove: ({ arn }, ResourceTagKeys, { budgets }) =>
        budgets.send(new UntagBudget({ ResourceARN: arn, ResourceTagKeys })),
    list: async ({ arn }, { budgets }) =>
        named((await budgets.send(new BudgetTags({ ResourceARN: arn }))).ResourceTags),
});

export const resourceGroupTags = tagging({
    set: ({ arn }, Tags, { groups }) => groups.send(new TagCommand({ Arn: arn, Tags })),
    remove: ({ arn }, Keys, { groups }) => groups.send(new UntagCommand({ Arn: arn, Keys })),
    list: async ({ arn }, { groups }) => (await groups.send(new GroupTags({ Arn: arn }))).Tags ?? {},
});
