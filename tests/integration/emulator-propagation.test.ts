import assert from "node:assert/strict";
import { RunInstancesCommand } from "@aws-sdk/client-ec2";
import { CreateDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import {
    AddRoleToInstanceProfileCommand,
    AttachRolePolicyCommand,
    CreateInstanceProfileCommand,
    CreatePolicyCommand,
    CreatePolicyVersionCommand,
    DeleteRoleCommand,
    DeleteRolePolicyCommand,
    GetRoleCommand,
    PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { KinesisClient, ListStreamsCommand } from "@aws-sdk/client-kinesis";
import { CreateApplicationCommand } from "@aws-sdk/client-kinesis-analytics-v2";
import { policyJson } from "../../components/foundation/policy-documents";
import { clientSettings } from "../../local/cloud/clients";
import { freePort } from "../../tools/runtime/free-port";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { ANY_SOURCE, LISTS, REGION, TestEmulator } from "../support/test-emulator";

/** Seconds: longer than any change of IAM takes, and shorter than each. */
const [PROPAGATED, AT_ONCE] = [15.1, 1.9];
/** By this seed the first delivery streams are not refused for a token. */
const SEED = "234";

describe("IAM of the emulator in strict mode", function () {
    this.timeout(60_000);
    let strict: TestEmulator;

    before(async () => {
        const env = { LOCAL_STRICT: SEED, LOCAL_CLOCK: "held" };
        strict = new TestEmulator(await emulatorPython(), await freePort(4760), "app:app", env);
        await strict.ready();
        await strict.pass(0);
    });

    after(() => strict.stop());

    it("lets a role be assumed, and its policies allow or no longer allow, some seconds after the change", async () => {
        const role = await strict.role("late", ANY_SOURCE, policyJson(LISTS));
        const denied = /is not authorized to perform/;
        await strict.pass(AT_ONCE);
        await strict.clients.iam.send(new GetRoleCommand({ RoleName: "late" })); // IAM itself knows it
        await assert.rejects(strict.session(role), denied);
        await strict.pass(2 * PROPAGATED);
        const credentials = await strict.session(role);
        const lists = () =>
            new KinesisClient({ ...clientSettings(strict.endpoint, REGION), credentials }).send(
                new ListStreamsCommand({}),
            );
        await lists();
        const named = { RoleName: "late", PolicyName: "p" };
        await strict.clients.iam.send(new DeleteRolePolicyCommand(named));
        await strict.pass(AT_ONCE);
        await lists();
        await strict.pass(PROPAGATED);
        await assert.rejects(lists(), denied);
        const PolicyDocument = policyJson(LISTS);
        await strict.clients.iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument }));
        await strict.pass(AT_ONCE);
        await assert.rejects(lists(), denied);
        await strict.pass(PROPAGATED);
        await lists();
    });

    it("lets a managed policy allow, in its default version, some seconds after it was attached or changed", async () => {
        const { iam } = strict.clients;
        const other = { ...LISTS, Action: ["kinesis:ListShards"] };
        const role = await strict.role("attached", ANY_SOURCE, policyJson(other));
        const created = await iam.send(
            new CreatePolicyCommand({ PolicyName: "lists", PolicyDocument: policyJson(LISTS) }),
        );
        const PolicyArn = created.Policy?.Arn;
        await strict.pass(2 * PROPAGATED);
        const credentials = await strict.session(role);
        const lists = () =>
            new KinesisClient({ ...clientSettings(strict.endpoint, REGION), credentials }).send(
                new ListStreamsCommand({}),
            );
        const denied = /is not authorized to perform/;
        await iam.send(new AttachRolePolicyCommand({ RoleName: "attached", PolicyArn }));
        await assert.rejects(lists(), denied);
        await strict.pass(PROPAGATED);
        await lists();
        const PolicyDocument = policyJson(other);
        await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
        await strict.pass(AT_ONCE);
        await lists();
        await strict.pass(PROPAGATED);
        await assert.rejects(lists(), denied);
    });

    it("lets a deleted role be assumed for some seconds more", async () => {
        const role = await strict.role("deleted", ANY_SOURCE, policyJson(LISTS));
        const { iam } = strict.clients;
        await strict.pass(2 * PROPAGATED);
        await iam.send(new DeleteRolePolicyCommand({ RoleName: "deleted", PolicyName: "p" }));
        await iam.send(new DeleteRoleCommand({ RoleName: "deleted" }));
        await strict.pass(AT_ONCE);
        await strict.session(role);
        await strict.pass(2 * PROPAGATED);
        await assert.rejects(strict.session(role), /is not authorized to perform: sts:AssumeRole/);
    });

    it("refuses a new role of a delivery stream as Firehose does", async () => {
        const RoleARN = await strict.trusted("new-firehose", "firehose.amazonaws.com");
        const create = () =>
            strict.clients.firehose.send(
                new CreateDeliveryStreamCommand({
                    DeliveryStreamName: "d",
                    ExtendedS3DestinationConfiguration: { RoleARN, BucketARN: "arn:aws:s3:::quota" },
                }),
            );
        const message = `Firehose is unable to assume role ${RoleARN}. Please check the role provided.`;
        await assert.rejects(create(), { name: "InvalidArgumentException", message });
        await strict.pass(PROPAGATED);
        await create();
    });

    it("refuses some delivery stream's new role for its token, by the seed", async () => {
        const RoleARN = await strict.trusted("tokens", "firehose.amazonaws.com");
        const messages = [];
        for (let i = 0; i < 40; i++) {
            const call = strict.clients.firehose.send(
                new CreateDeliveryStreamCommand({
                    DeliveryStreamName: `token-${i}`,
                    ExtendedS3DestinationConfiguration: { RoleARN, BucketARN: "arn:aws:s3:::quota" },
                }),
            );
            messages.push(await call.then(String, (error: Error) => error.message));
        }
        const token =
            "The security token included in the request is invalid. Ensure that the provided IAM role associated with firehose is not deleted.";
        const count = messages.filter((message) => message === token).length;
        assert.ok(count >= 1 && count <= 15, `${count} of 40`); // 5 on average
        assert.ok(messages.every((message) => message === token || /unable to assume role/.test(message)));
    });

    it("refuses a new role of an application, and one that may not read its code yet, as Flink does", async () => {
        const ServiceExecutionRole = await strict.trusted("new-flink", "kinesisanalytics.amazonaws.com");
        const { flink, iam } = strict.clients;
        const place = { BucketARN: "arn:aws:s3:::code", FileKey: "job.jar" };
        const create = () =>
            flink.send(
                new CreateApplicationCommand({
                    ApplicationName: "a",
                    RuntimeEnvironment: "FLINK-1_20",
                    ServiceExecutionRole,
                    ApplicationConfiguration: {
                        ApplicationCodeConfiguration: {
                            CodeContentType: "ZIPFILE",
                            CodeContent: { S3ContentLocation: place },
                        },
                    },
                }),
            );
        const name = "InvalidArgumentException";
        const assume = /^Kinesis Analytics service doesn't have sufficient privileges to assume the role/;
        await assert.rejects(create(), { name, message: assume });
        await strict.pass(PROPAGATED);
        const s3 = /^Please check the role provided or validity of S3 location you provided/;
        await assert.rejects(create(), { name, message: s3 });
        const Resource = [`${place.BucketARN}/${place.FileKey}`];
        const PolicyDocument = policyJson({ Sid: "C", Effect: "Allow", Action: ["s3:GetObject"], Resource });
        const policy = { RoleName: "new-flink", PolicyName: "code", PolicyDocument };
        await iam.send(new PutRolePolicyCommand(policy));
        await assert.rejects(create(), { name, message: s3 });
        await strict.pass(PROPAGATED);
        await create();
    });

    it("refuses a new instance profile as EC2 does, and one whose role it does not see yet", async () => {
        const { ec2, iam } = strict.clients;
        const InstanceProfileName = "new-profile";
        await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
        const run = () =>
            ec2.send(
                new RunInstancesCommand({
                    ImageId: "ami-1",
                    MinCount: 1,
                    MaxCount: 1,
                    IamInstanceProfile: { Name: InstanceProfileName },
                }),
            );
        const name = "InvalidParameterValue";
        const unknown = `Value (${InstanceProfileName}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`;
        await assert.rejects(run(), { name, message: unknown });
        await strict.pass(PROPAGATED);
        await strict.trusted("new-ec2", "ec2.amazonaws.com");
        await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: "new-ec2" }));
        await assert.rejects(run(), { name, message: /has no associated IAM Roles$/ });
        await strict.pass(PROPAGATED);
        await run();
    });
});
