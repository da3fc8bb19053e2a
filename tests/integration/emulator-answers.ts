import assert from "node:assert/strict";
import { connect as connectSession } from "node:http2";
import { Socket, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import {
    AuthorizeSecurityGroupEgressCommand,
    CreateSecurityGroupCommand,
    DescribeKeyPairsCommand,
    DescribeSecurityGroupsCommand,
    ImportKeyPairCommand,
    RevokeSecurityGroupEgressCommand,
} from "@aws-sdk/client-ec2";
import { CreateDeliveryStreamCommand, DescribeDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import {
    DescribeStreamCommand,
    DescribeStreamSummaryCommand,
    DisableEnhancedMonitoringCommand,
    EnableEnhancedMonitoringCommand,
} from "@aws-sdk/client-kinesis";
import {
    CompleteMultipartUploadCommand,
    CreateBucketCommand,
    CreateMultipartUploadCommand,
    GetObjectTaggingCommand,
    PutBucketVersioningCommand,
    UploadPartCommand,
} from "@aws-sdk/client-s3";
import { AwsJson1_0Protocol, AwsQueryProtocol } from "@aws-sdk/core/protocols";
import { ACCOUNT, TestEmulator, streamOf } from "../support/test-emulator";
import { keepsAlarms } from "./emulator-alarms";

/** Sends a request over an open connection. @returns the answer's first line; undefined where the connection has closed. */
function asked(socket: Socket): Promise<string | undefined> {
    return new Promise((resolve) => {
        if (socket.destroyed) {
            resolve(undefined);
            return;
        }
        socket.once("data", (data) => resolve(data.toString().split("\r\n")[0]));
        socket.once("close", () => resolve(undefined));
        socket.write("GET /_ministack/health HTTP/1.1\r\nhost: localhost\r\n\r\n");
    });
}

/** Sends so many requests over one HTTP/2 session, ten at a time. @returns how many were answered. */
async function answeredInSession(endpoint: string, requests: number): Promise<number> {
    const session = connectSession(endpoint);
    session.on("error", () => undefined);
    const one = () =>
        new Promise<number>((resolve) => {
            if (session.closed || session.destroyed) {
                resolve(0);
                return;
            }
            const stream = session.request({ ":path": "/_ministack/health" });
            let ended = false;
            stream.on("error", () => undefined);
            stream.on("end", () => (ended = true));
            stream.on("close", () => resolve(ended ? 1 : 0));
            stream.resume();
        });
    let answered = 0;
    const worker = async () => {
        for (let i = 0; i < requests / 10; i++) {
            const got = await one();
            answered += got;
        }
    };
    await Promise.all(Array.from({ length: 10 }, worker));
    session.destroy();
    return answered;
}

/** What the official provider's own code reads back, and found missing when it ran against the emulator. */
export const ANSWERS: Record<string, (emulator: TestEmulator) => Promise<void>> = {
    "cloudwatch_query: alarms come back whole in the Query protocol": (emulator) =>
        keepsAlarms(emulator, AwsQueryProtocol),
    "cloudwatch_alarm_metrics: alarms come back whole in the JSON protocol": (emulator) =>
        keepsAlarms(emulator, AwsJson1_0Protocol),
    "firehose_custom_time_zone: a delivery stream to S3 has the time zone UTC, or the one it was given":
        async ({ clients: { firehose } }) => {
            const zones = [];
            for (const CustomTimeZone of [undefined, "Europe/Berlin"]) {
                const named = { DeliveryStreamName: `zone-${CustomTimeZone?.length ?? 0}` };
                const ExtendedS3DestinationConfiguration = {
                    RoleARN: `arn:aws:iam::${ACCOUNT}:role/r`,
                    BucketARN: "arn:aws:s3:::results",
                    CustomTimeZone,
                };
                await firehose.send(
                    new CreateDeliveryStreamCommand({ ...named, ExtendedS3DestinationConfiguration }),
                );
                const seen = await firehose.send(new DescribeDeliveryStreamCommand(named));
                const [destination] = seen.DeliveryStreamDescription?.Destinations ?? [];
                zones.push(destination?.ExtendedS3DestinationDescription?.CustomTimeZone);
            }
            assert.deepEqual(zones, ["UTC", "Europe/Berlin"]);
        },
    "kinesis_enhanced_monitoring: a stream names the shard-level metrics that are enabled": async ({
        clients,
    }) => {
        const StreamName = await streamOf(1, clients);
        const { kinesis } = clients;
        const shown = async () => {
            const whole = await kinesis.send(new DescribeStreamCommand({ StreamName }));
            const summary = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName }));
            return [whole.StreamDescription, summary.StreamDescriptionSummary].map((description) =>
                description?.EnhancedMonitoring?.flatMap((metrics) => metrics.ShardLevelMetrics),
            );
        };
        const every = [
            "IncomingBytes",
            "IncomingRecords",
            "IteratorAgeMilliseconds",
            "OutgoingBytes",
            "OutgoingRecords",
            "ReadProvisionedThroughputExceeded",
            "WriteProvisionedThroughputExceeded",
        ];
        await kinesis.send(new EnableEnhancedMonitoringCommand({ StreamName, ShardLevelMetrics: ["ALL"] }));
        assert.deepEqual(await shown(), [every, every]);
        await kinesis.send(
            new DisableEnhancedMonitoringCommand({ StreamName, ShardLevelMetrics: ["IncomingBytes"] }),
        );
        assert.deepEqual(await shown(), [every.slice(1), every.slice(1)]);
        await kinesis.send(new DisableEnhancedMonitoringCommand({ StreamName, ShardLevelMetrics: ["ALL"] }));
        assert.deepEqual(await shown(), [[], []]);
    },
    "s3_multipart_tags: an object uploaded in parts has its tags, in each version": async ({
        clients: { s3 },
    }) => {
        const place = { Bucket: "in-parts", Key: "job.jar" };
        await s3.send(new CreateBucketCommand({ Bucket: place.Bucket }));
        await s3.send(
            new PutBucketVersioningCommand({
                Bucket: place.Bucket,
                VersioningConfiguration: { Status: "Enabled" },
            }),
        );
        const upload = async (Tagging?: string) => {
            const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...place, Tagging }));
            const part = { ...place, UploadId, PartNumber: 1 };
            const { ETag } = await s3.send(new UploadPartCommand({ ...part, Body: "x" }));
            const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
            return s3.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload }));
        };
        const { VersionId } = await upload("stack=local&owner=a%20%26%20b");
        const tags = [
            { Key: "stack", Value: "local" },
            { Key: "owner", Value: "a & b" },
        ];
        const tagging = async (version?: string) =>
            (await s3.send(new GetObjectTaggingCommand({ ...place, VersionId: version }))).TagSet;
        assert.deepEqual(await tagging(), tags);
        await upload();
        assert.deepEqual(await tagging(), []);
        assert.deepEqual(await tagging(VersionId), tags);
        const eleven = Array.from({ length: 11 }, (_, i) => `k${i}=v`).join("&");
        await assert.rejects(upload(eleven), { name: "BadRequest" });
    },
    "ec2_all_protocols: a rule for all protocols is revoked whatever ports the request names": async ({
        clients: { ec2 },
    }) => {
        const { GroupId } = await ec2.send(
            new CreateSecurityGroupCommand({ GroupName: "closed", Description: "d" }),
        );
        const rules = async () =>
            (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId ?? ""] })))
                .SecurityGroups?.[0]?.IpPermissionsEgress;
        const all = { IpProtocol: "-1", FromPort: 0, ToPort: 0, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
        await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: [all] }));
        assert.deepEqual(await rules(), []);
        await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [all] }));
        const [rule, ...more] = (await rules()) ?? [];
        assert.deepEqual([rule?.IpProtocol, rule?.FromPort, more.length], ["-1", undefined, 0]);
    },
    "ec2_key_pair_tags: an imported key pair has its tags": async ({ clients: { ec2 } }) => {
        const Tags = [{ Key: "owner", Value: "a & b" }];
        const imported = await ec2.send(
            new ImportKeyPairCommand({
                KeyName: "login",
                PublicKeyMaterial: Buffer.from("ssh-ed25519 AAAA"),
                TagSpecifications: [{ ResourceType: "key-pair", Tags }],
            }),
        );
        const { KeyPairs } = await ec2.send(new DescribeKeyPairsCommand({ KeyNames: ["login"] }));
        assert.deepEqual([imported.Tags, KeyPairs?.[0]?.Tags], [Tags, Tags]);
    },
    "connections_stay_open: a connection can be used again after silent seconds": async ({ endpoint }) => {
        const { hostname, port } = new URL(endpoint);
        const socket = connect(Number(port), hostname);
        socket.on("error", () => undefined);
        try {
            assert.match((await asked(socket)) ?? "", /200/);
            await sleep(6000); // Hypercorn's own limit is 5
            assert.match((await asked(socket)) ?? "closed", /200/);
        } finally {
            socket.destroy();
        }
    },
    "connections_stay_open: a session answers each of 1,500 requests": async ({ endpoint }) => {
        assert.equal(await answeredInSession(endpoint, 1500), 1500);
    },
};
