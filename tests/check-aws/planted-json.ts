import { Row, long } from "./planted-row";
import { jsonRequest, jsonResponse, uriPath } from "./recording";

const DETAIL = "ApplicationDetail";
const FLINK = `${DETAIL}.ApplicationConfigurationDescription.FlinkApplicationConfigurationDescription`;
const CREATE_APPLICATION = "kinesisanalyticsv2.CreateApplication";

export const JSON_REQUESTS: readonly Row[] = [
    ["type", "kinesis.CreateStream", "ShardCount", jsonRequest("ShardCount", "1")],
    ["type", "kinesis.CreateStream", "Tags", jsonRequest("Tags", [])],
    ["missing member", "kinesis.CreateStream", "StreamName", jsonRequest("StreamName", undefined)],
    ["missing member", "kinesis.CreateStream", "StreamName", jsonRequest("StreamName", null)],
    ["unknown member", "kinesis.CreateStream", "Shards", jsonRequest("Shards", 1)],
    [
        "unknown member",
        "kinesis.CreateStream",
        "StreamModeDetails.Mode",
        jsonRequest("StreamModeDetails.Mode", "x"),
    ],
    [
        "enumeration",
        "kinesis.CreateStream",
        "StreamModeDetails.StreamMode",
        jsonRequest("StreamModeDetails.StreamMode", "SOMETIMES"),
    ],
    ["too long", "kinesis.CreateStream", "StreamName", jsonRequest("StreamName", long(129))],
    ["too short", "kinesis.CreateStream", "StreamName", jsonRequest("StreamName", "")],
    ["range", "kinesis.CreateStream", "ShardCount", jsonRequest("ShardCount", 0)],
    ["pattern", "kinesis.CreateStream", "StreamName", jsonRequest("StreamName", "a b")],
    [
        "pattern", // of Unicode categories: a tag's key has letters of any script, but no exclamation mark
        CREATE_APPLICATION,
        "ApplicationName",
        jsonRequest("ApplicationName", "größe"),
    ],
];

export const JSON_RESPONSES: readonly Row[] = [
    [
        "type",
        CREATE_APPLICATION,
        `${DETAIL}.ApplicationVersionId`,
        jsonResponse(`${DETAIL}.ApplicationVersionId`, "1"),
    ],
    [
        "type", // milliseconds where the model has seconds
        CREATE_APPLICATION,
        `${DETAIL}.CreateTimestamp`,
        jsonResponse(`${DETAIL}.CreateTimestamp`, 1795574252000),
    ],
    [
        "missing member",
        CREATE_APPLICATION,
        `${DETAIL}.ApplicationStatus`,
        jsonResponse(`${DETAIL}.ApplicationStatus`, undefined),
    ],
    ["unknown member", CREATE_APPLICATION, `${DETAIL}.Status`, jsonResponse(`${DETAIL}.Status`, "READY")],
    [
        "enumeration",
        CREATE_APPLICATION,
        `${DETAIL}.ApplicationStatus`,
        jsonResponse(`${DETAIL}.ApplicationStatus`, "IDLE"),
    ],
    [
        "too long",
        CREATE_APPLICATION,
        `${DETAIL}.ApplicationName`,
        jsonResponse(`${DETAIL}.ApplicationName`, long(129)),
    ],
    [
        "too short",
        CREATE_APPLICATION,
        `${DETAIL}.ApplicationName`,
        jsonResponse(`${DETAIL}.ApplicationName`, ""),
    ],
    [
        "range",
        CREATE_APPLICATION,
        `${FLINK}.CheckpointConfigurationDescription.CheckpointInterval`,
        jsonResponse(`${FLINK}.CheckpointConfigurationDescription.CheckpointInterval`, 0),
    ],
    [
        "pattern",
        CREATE_APPLICATION,
        `${DETAIL}.ApplicationARN`,
        jsonResponse(`${DETAIL}.ApplicationARN`, "planted"),
    ],
    ["error code", "kinesisanalyticsv2.DescribeApplication", "(error)", jsonResponse("__type", "NotThere")],
    [
        "unknown member",
        "kinesisanalyticsv2.DescribeApplication",
        "(error).Reason",
        jsonResponse("Reason", "none"),
    ],
];

export const REST_JSON_REQUESTS: readonly Row[] = [
    ["type", "resource-groups.CreateGroup", "ResourceQuery", jsonRequest("ResourceQuery", "TAG")],
    ["missing member", "resource-groups.CreateGroup", "Name", jsonRequest("Name", undefined)],
    ["unknown member", "resource-groups.CreateGroup", "Group", jsonRequest("Group", "planted")],
    [
        "enumeration",
        "resource-groups.CreateGroup",
        "ResourceQuery.Type",
        jsonRequest("ResourceQuery.Type", "TAGS"),
    ],
    ["too long", "resource-groups.CreateGroup", "Description", jsonRequest("Description", long(1025))],
    ["too short", "resource-groups.CreateGroup", "Name", jsonRequest("Name", "")],
    ["range", "resource-groups.CreateGroup", "Criticality", jsonRequest("Criticality", 11)],
    ["pattern", "resource-groups.CreateGroup", "Owner", jsonRequest("Owner", "me!")],
    ["pattern", "resource-groups.Tag", "Arn", uriPath("/resources/arn%3Aaws%3As3%3A%3A%3Aplanted/tags")],
];

export const REST_JSON_RESPONSES: readonly Row[] = [
    ["type", "resource-groups.CreateGroup", "Tags", jsonResponse("Tags", [])],
    [
        "missing member",
        "resource-groups.CreateGroup",
        "Group.GroupArn",
        jsonResponse("Group.GroupArn", undefined),
    ],
    ["unknown member", "resource-groups.CreateGroup", "Group.Tags", jsonResponse("Group.Tags", {})],
    [
        "enumeration",
        "resource-groups.CreateGroup",
        "ResourceQuery.Type",
        jsonResponse("ResourceQuery.Type", "TAGS"),
    ],
    ["too long", "resource-groups.CreateGroup", "Group.Name", jsonResponse("Group.Name", long(301))],
    ["too short", "resource-groups.CreateGroup", "Group.Name", jsonResponse("Group.Name", "")],
    ["range", "resource-groups.CreateGroup", "Group.Criticality", jsonResponse("Group.Criticality", 0)],
    [
        "pattern",
        "resource-groups.CreateGroup",
        "Group.GroupArn",
        jsonResponse("Group.GroupArn", "arn:aws:s3:::planted"),
    ],
];
