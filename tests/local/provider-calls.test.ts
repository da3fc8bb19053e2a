import assert from "node:assert/strict";
import { Clients } from "../../local/cloud/clients";
import { Properties, changed } from "../../local/provider/resource-type";
import { RESOURCE_TYPES } from "../../local/provider/types";
import { BUDGET, DELIVERY, UPDATES, VIEW, notification } from "./provider-updates";

interface Sent {
    readonly name: string;
    readonly input: Properties;
}

/** Answers without which a type would wait. */
const ANSWERS: Readonly<Record<string, object>> = {
    DescribeStreamSummary: { StreamDescriptionSummary: { StreamStatus: "ACTIVE", StreamARN: "arn" } },
    DescribeDeliveryStream: {
        DeliveryStreamDescription: {
            DeliveryStreamStatus: "ACTIVE",
            DeliveryStreamARN: "arn",
            DeliveryStreamEncryptionConfiguration: { Status: "ENABLED" },
        },
    },
    DescribeInstances: { Reservations: [{ Instances: [{ InstanceId: "i-1", State: { Name: "running" } }] }] },
    RunInstances: { Instances: [{ InstanceId: "i-1" }] },
    CreateLaunchTemplateVersion: { LaunchTemplateVersion: { VersionNumber: 4 } },
    GetCallerIdentity: { Account: "123456789012" },
};

/** Clients that send nothing, and what they were to send. */
function recorded(): { clients: Clients; sent: Sent[] } {
    const sent: Sent[] = [];
    const client = {
        send: (command: { constructor: { name: string }; input: Properties }) => {
            const name = command.constructor.name.replace(/Command$/, "");
            sent.push({ name, input: command.input });
            return Promise.resolve(ANSWERS[name] ?? {});
        },
    };
    const clients = new Proxy({}, { get: (_, key) => (key === "region" ? "us-east-1" : client) });
    return { clients: clients as Clients, sent };
}

/** Calls that change something. */
function changing(sent: readonly Sent[]): Sent[] {
    return sent.filter(({ name }) => !/^(Describe|List|Get|Head)/.test(name));
}

function typeOf(token: string) {
    const type = RESOURCE_TYPES[token];
    assert.ok(type, token);
    return type;
}

/** The calls of an update of a resource that differs from its state in some properties. */
async function updateCalls(token: string, state: Properties, differing: Properties): Promise<Sent[]> {
    const [type, news] = [typeOf(token), { ...state, ...differing }];
    const { clients, sent } = recorded();
    const changes = new Set(changed(type, state, news).filter((key) => key !== "tags"));
    await type.update?.("id", state, news, clients, changes);
    return changing(sent);
}

async function creationCalls(token: string, inputs: Properties): Promise<Sent[]> {
    const { clients, sent } = recorded();
    await typeOf(token).create(inputs, clients, { defaultTags: { stack: "s" } });
    return changing(sent);
}

describe("the calls of an update follow the official provider", () => {
    for (const [token, what, state, differing, calls] of UPDATES) {
        it(`${token.split(":").pop()}: ${what}`, async () => {
            const sent = await updateCalls(token, state, differing);
            assert.deepEqual(
                sent.map(({ name }) => name),
                calls,
            );
        });
    }

    it("a budget's new notification takes the place of the old one", async () => {
        const sent = await updateCalls("aws:budgets/budget:Budget", BUDGET, {
            notifications: [{ ...notification, threshold: 90 }],
        });
        const thresholds = sent
            .slice(1)
            .map(({ input }) => (input["Notification"] as Properties)["Threshold"]);
        assert.deepEqual(thresholds, [80, 90]);
    });

    for (const [behavior, more] of [
        ["earlier", {}],
        ["later", { Force: true, ViewUpdateAction: "REPLACE" }],
    ] as const) {
        it(`a view's text by the release's behavior '${behavior}' (P7)`, async () => {
            const before = process.env["CC_PIPELINE_AWS_PROVIDER_BEHAVIOR"];
            process.env["CC_PIPELINE_AWS_PROVIDER_BEHAVIOR"] = behavior;
            try {
                const token = "aws:glue/catalogTable:CatalogTable";
                const [update] = await updateCalls(token, VIEW, { viewOriginalText: "b" });
                const { DatabaseName, TableInput, ...others } = update?.input ?? {};
                assert.equal(DatabaseName, "d");
                assert.equal((TableInput as Properties)["ViewOriginalText"], "b");
                assert.deepEqual(others, more);
            } finally {
                if (before === undefined) {
                    delete process.env["CC_PIPELINE_AWS_PROVIDER_BEHAVIOR"];
                } else {
                    process.env["CC_PIPELINE_AWS_PROVIDER_BEHAVIOR"] = before;
                }
            }
        });
    }
});

describe("the calls of a creation follow the official provider", () => {
    it("an instance is launched by its template and version, with default tags for its volumes, and nothing merged", async () => {
        const sent = await creationCalls("aws:ec2/instance:Instance", {
            launchTemplate: { id: "lt-1", version: "2" },
            tags: { stack: "s", Name: "n" },
        });
        assert.deepEqual(sent, [
            {
                name: "RunInstances",
                input: {
                    MinCount: 1,
                    MaxCount: 1,
                    LaunchTemplate: { LaunchTemplateId: "lt-1", Version: "2" },
                    TagSpecifications: [
                        {
                            ResourceType: "instance",
                            Tags: [
                                { Key: "stack", Value: "s" },
                                { Key: "Name", Value: "n" },
                            ],
                        },
                        { ResourceType: "volume", Tags: [{ Key: "stack", Value: "s" }] },
                    ],
                },
            },
        ]);
    });

    it("a delivery stream is encrypted by a call of its own, after it was created", async () => {
        const sent = await creationCalls("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", {
            ...DELIVERY,
            serverSideEncryption: { enabled: true },
        });
        assert.deepEqual(
            sent.map(({ name }) => name),
            ["CreateDeliveryStream", "StartDeliveryStreamEncryption"],
        );
        assert.equal("DeliveryStreamEncryptionConfigurationInput" in (sent[0]?.input ?? {}), false);
    });
});
