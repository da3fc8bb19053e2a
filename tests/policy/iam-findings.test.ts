import assert from "node:assert/strict";
import { judgeDocument } from "../../policy/iam";
import { expandPattern, levelOf, onlyReads } from "../../policy/iam/data/action-data";

const SETTINGS = { accounts: ["123456789012"], trusted: [] };
const JOBS = "arn:aws:sqs:eu-west-1:123456789012:jobs";

const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
    Effect: "Allow",
    Action,
    Resource,
    ...more,
});
/** Level and message of each finding on an identity policy. */
async function findings(...Statement: object[]): Promise<string[]> {
    const found = await judgeDocument({ Version: "2012-10-17", Statement }, "identity", SETTINGS);
    return found.map(({ level, message }) => `${level} ${message}`);
}

describe("findings on actions that are too wide", () => {
    const glue = (rest: string) => `\${Partition}:glue:\${Region}:\${Account}:${rest}`;
    const TOO_WIDE = (id: string, on: string) =>
        `refuse statement 1: ${id} on ${on}: ${id} (Write) can be narrowed; name resources of the form `;

    // Service Authorization Reference, "Actions, resources, and condition keys for AWS Glue"
    it("name the resources that the action requires", async () =>
        assert.deepEqual(await findings(allow("glue:UpdateTable", "*")), [
            `${TOO_WIDE("glue:UpdateTable", "*")}arn:${glue("database/${DatabaseName}")} or arn:${glue("catalog")} or ` +
                `arn:${glue("table/${DatabaseName}/${TableName}")}`,
        ]));

    it("name at most four of them", async () => {
        const [line = ""] = await findings(allow("ec2:RunInstances", "*"));
        const forms = line.slice(line.indexOf("of the form ")).split(" or ");
        assert.equal(forms.length, 4, line);
    });

    it("name those that the action can have where it requires none", async () =>
        assert.deepEqual(await findings(allow("ec2:DeleteVpcEndpointConnectionNotifications", "*")), [
            `${TOO_WIDE("ec2:DeleteVpcEndpointConnectionNotifications", "*")}` +
                "arn:${Partition}:ec2:${Region}:${Account}:vpc-endpoint/${VpcEndpointId} or " +
                "arn:${Partition}:ec2:${Region}:${Account}:vpc-endpoint-service/${VpcEndpointServiceId}",
        ]));

    it("name what NotResource leaves", async () =>
        assert.deepEqual(await findings({ Effect: "Allow", Action: "sqs:SendMessage", NotResource: JOBS }), [
            `${TOO_WIDE("sqs:SendMessage", "all resources except the listed ones (NotResource)")}` +
                "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}",
        ]));

    it("name each condition that does not narrow once, and no other", async () => {
        const Condition = {
            IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
            NotIpAddress: { "aws:SourceIp": "203.0.113.9/32" },
            Bool: { "aws:MultiFactorAuthPresent": "true" },
        };
        const [line = ""] = await findings(allow("sqs:SendMessage", "*", { Condition }));
        assert.match(line, /; the condition on aws:sourceip, aws:multifactorauthpresent names no resource$/);
        const narrowed = { StringEquals: { "aws:ResourceTag/team": "data" }, ...Condition };
        assert.deepEqual(await findings(allow("sqs:*", "*", { Condition: narrowed })), [
            "advise statement 1: sqs:* on *: it grants all actions of the service sqs; name the actions that are needed" +
                "; the condition on aws:sourceip, aws:multifactorauthpresent names no resource",
        ]);
    });

    it("name the escalation and the narrowing that AWS offers", async () => {
        assert.deepEqual(await findings(allow("iam:PassRole", "*")), [
            `${TOO_WIDE("iam:PassRole", "*")}arn:\${Partition}:iam::\${Account}:role/\${RoleNameWithPath}; ` +
                "privilege escalation: a service is handed any role and acts with it (IAM User Guide, 'Grant a user " +
                "permissions to pass a role to an AWS service')",
        ]);
        const [network = ""] = await findings(allow("ec2:DeleteNetworkInterface", "*"));
        assert.match(
            network,
            /NetworkInterfaceId\}; for VPC access a service needs it on \*: narrow it by ec2:Vpc/,
        );
    });
});

// Amazon EC2 User Guide, "Example policies to control access to the Amazon EC2 API": a new resource has no name, what it is
// made in has one. Service Authorization Reference: glue:CreateTable requires catalog, database and table.
describe("an action that creates on every resource of one type", () => {
    const CATALOG = "arn:aws:glue:eu-west-1:123456789012:catalog";
    const ONE = "arn:aws:glue:eu-west-1:123456789012:database/sales";
    const EVERY = "arn:aws:glue:eu-west-1:123456789012:database/*";
    const TABLES = "arn:aws:glue:eu-west-1:123456789012:table/*/*";
    const isRefused = async (...statements: object[]) =>
        (await findings(...statements)).some((line) => /^refuse .* can be narrowed/.test(line));

    const accepted: [string, object[]][] = [
        [
            "a pattern that is also for other types",
            [allow("glue:CreateTable", ["arn:aws:glue:eu-west-1:123456789012:*sales", TABLES])],
        ],
        ["the same statement", [allow("glue:CreateTable", [CATALOG, ONE, TABLES])]],
        ["another statement", [allow("glue:CreateTable", [CATALOG, ONE]), allow("glue:CreateTable", TABLES)]],
        [
            "a statement with other actions as well",
            [allow(["glue:GetTable", "glue:CreateTable"], [CATALOG, ONE]), allow("glue:CreateTable", TABLES)],
        ],
        [
            "a statement that a condition narrows",
            [
                allow("glue:CreateTable", EVERY, {
                    Condition: { StringEquals: { "aws:ResourceTag/team": "data" } },
                }),
                allow("glue:CreateTable", TABLES),
            ],
        ],
    ];
    for (const [what, statements] of accepted) {
        it(`is accepted where another required type is pinned in ${what}`, async () =>
            assert.equal(await isRefused(...statements), false));
    }

    const refused: [string, object[]][] = [
        ["no other type is named", [allow("glue:CreateTable", TABLES)]],
        ["only a type without a name of its own is", [allow("glue:CreateTable", [EVERY, TABLES])]],
        [
            "the other type is not named by this action",
            [allow("glue:CreateTable", TABLES), allow("glue:GetTable", ONE)],
        ],
        [
            "the other type is also granted as a whole",
            [allow("glue:CreateTable", [ONE, TABLES]), allow("glue:CreateTable", EVERY)],
        ],
        [
            "only an optional type is pinned",
            [
                allow("ec2:RunInstances", [
                    "arn:aws:ec2:eu-west-1:123456789012:*",
                    "arn:aws:ec2:eu-west-1::image/*",
                    "arn:aws:ec2:eu-west-1:123456789012:key-pair/deploy",
                ]),
            ],
        ],
        ["it does not create", [allow("glue:UpdateTable", [CATALOG, ONE, TABLES])]],
    ];
    for (const [what, statements] of refused) {
        it(`is refused where ${what}`, async () => assert.equal(await isRefused(...statements), true));
    }
});

describe("findings on patterns of actions", () => {
    it("name every resource of a whole service, each pattern once", async () => {
        const two = [JOBS, `${JOBS}-2`];
        assert.deepEqual(await findings(allow(["sqs:*", "sqs:*"], two)), [
            `refuse statement 1: sqs:* on ${JOBS}, ${JOBS}-2: it grants all actions of the service sqs; name the actions that are needed`,
        ]);
    });

    it("count an action that writes and does something else by the other", () => {
        const of = (...levels: string[]) => levelOf({ id: "example:Do", levels, forms: [] });
        assert.deepEqual([of("Write"), of("Read")], ["Write", "Read"]);
        assert.deepEqual([of("Write", "Tagging"), of("Tagging", "Write")], ["Tagging", "Tagging"]);
    });

    it("say what a pattern grants, and name at most five of its actions", async () => {
        assert.deepEqual(await findings(allow("sqs:*Message", JOBS)), [
            `advise statement 1: sqs:*Message on ${JOBS}: it grants 2 Write, 1 Read today, and what AWS adds to them; name those ` +
                "that are needed of sqs:DeleteMessage, sqs:ReceiveMessage, sqs:SendMessage",
        ]);
        const [many = ""] = await findings(allow("sns:*Topic*", "arn:aws:sns:eu-west-1:123456789012:jobs"));
        assert.match(
            many,
            /needed of sns:CreateTopic, sns:DeleteTopic, sns:GetTopicAttributes, sns:ListSubscriptionsByTopic, sns:ListTopics and 1 more$/,
        );
        const [five = ""] = await findings(allow(["sqs:List*", "sqs:GetQueueUrl"], "*"));
        assert.match(five, /needed of [^,]+, [^,]+, [^,]+, [^,]+$/);
    });

    it("exist for reads on * only where one of them can be narrowed", async () => {
        assert.deepEqual(await findings(allow("ec2:DescribeVolumes*", "*")), []);
        assert.deepEqual(await findings(allow("ec2:DescribeVolumes*", ["*", JOBS])), []);
        assert.equal((await findings(allow("sqs:List*", "*"))).length, 2);
        assert.equal((await findings(allow("sqs:ListQueue*", JOBS))).length, 1);
    });

    it("exist for writes that support * only", async () => {
        const [line = ""] = await findings(allow("xray:PutT*", "*"));
        assert.match(line, /^advise statement 1: xray:PutT\* on \*: it grants \d Write today/);
    });

    it("say of a list of metadata reads what could be narrowed, each action once", async () => {
        assert.deepEqual(
            await findings(allow(["sqs:GetQueueUrl", "sqs:getqueueurl", "sqs:ListQueues"], "*")),
            ["advise statement 1: sqs:GetQueueUrl on *: they only list and describe, but could be narrowed"],
        );
        const five = [
            "GetQueueAttributes",
            "GetQueueUrl",
            "ListDeadLetterSourceQueues",
            "ListMessageMoveTasks",
            "ListQueueTags",
        ];
        assert.deepEqual(
            await findings(
                allow(
                    five.map((name) => `sqs:${name}`),
                    "*",
                ),
            ),
            [
                `advise statement 1: ${five.map((name) => `sqs:${name}`).join(", ")} on *: they only list and describe, but could be narrowed`,
            ],
        );
    });

    it("say of a misspelt action or service what is nearest, where something is near", async () => {
        assert.deepEqual(
            await findings(allow(["sqs:SendMesage", "sqs:Xyz", "sqs:X*z", "sqs:Send:Message"], JOBS)),
            [
                "refuse statement 1: sqs:SendMesage: the action sqs:SendMesage does not exist; the nearest is sqs:SendMessage",
                "refuse statement 1: sqs:Xyz: the action sqs:Xyz does not exist",
                "refuse statement 1: sqs:X*z: the action sqs:X*z does not exist",
                "refuse statement 1: sqs:Send:Message: the action sqs:Send:Message does not exist; the nearest is sqs:SendMessage",
            ],
        );
        assert.deepEqual(
            await findings(allow(["kinesys:PutRecord", "nosuchservice:Do", "firehose", ":Get"], "*")),
            [
                "refuse statement 1: kinesys:PutRecord: the service 'kinesys' does not exist; the nearest is kinesis",
                "refuse statement 1: nosuchservice:Do: the service 'nosuchservice' does not exist",
                "refuse statement 1: firehose: it names no service; actions have the form SERVICE:ACTION",
                "refuse statement 1: :Get: the service '' does not exist",
            ],
        );
    });

    it("call a name near where at most 4 of 10 letters differ", async () => {
        assert.match(
            (await expandPattern("firehoxxxx:PutRecord")).missing ?? "",
            /does not exist; the nearest is firehose$/,
        );
        assert.match((await expandPattern("firehxxxxx:PutRecord")).missing ?? "", /does not exist$/);
    });

    it("count actions of a level as reads only where every level reads", () => {
        const of = (...levels: string[]) => onlyReads({ id: "example:Do", levels, forms: [] });
        assert.deepEqual([of("List"), of("Read"), of("List", "Read")], [true, true, true]);
        assert.deepEqual([of("Write"), of("Read", "Write"), of("Tagging")], [false, false, false]);
    });

    it("know an action's id, access level and resources in any case of its name", async () => {
        assert.deepEqual((await expandPattern("SQS:sendmessage")).actions, [
            {
                id: "sqs:SendMessage",
                levels: ["Write"],
                forms: [
                    {
                        type: "queue",
                        arn: "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}",
                        required: true,
                    },
                ],
            },
        ]);
    });
});

describe("findings on resources that do not fit the actions", () => {
    const note = (resource: string) =>
        `note statement 1: ${resource}: none of the statement's actions is for such a resource`;

    it("advise where an action has no resource, and say why", async () => {
        assert.deepEqual(
            await findings(allow(["sqs:SendMessage", "sqs:ListQueues", "sns:Publish"], [JOBS, `${JOBS}-2`])),
            [
                `advise statement 1: sqs:ListQueues on ${JOBS}, ${JOBS}-2: it grants nothing; it supports the resource * only`,
                `advise statement 1: sns:Publish on ${JOBS}, ${JOBS}-2: it grants nothing; none of these can be its resource`,
            ],
        );
    });

    it("note a resource of no action, unless every action is idle", async () => {
        const topic = "arn:aws:sns:eu-west-1:123456789012:jobs";
        assert.deepEqual(await findings(allow("sqs:SendMessage", [JOBS, topic])), [note(topic)]);
        assert.equal((await findings(allow("sqs:SendMessage", topic))).length, 1);
        assert.deepEqual(await findings(allow("ec2:DescribeInstances", ["*", topic])), []);
        assert.deepEqual(await findings(allow("s3:ListAllMyBuckets", ["arn:aws:s3:::*", topic])), []);
    });

    it("judge a pattern by all of its actions", async () => {
        const found = await findings(allow("sqs:ListQueue*", JOBS));
        assert.ok(!found.some((line) => /grants nothing/.test(line)), found.join("\n"));
        const [, idle = ""] = await findings(
            allow("sqs:ListQueue*", "arn:aws:sns:eu-west-1:123456789012:jobs"),
        );
        assert.match(idle, /^advise .* it grants nothing; none of these can be its resource$/);
    });

    it("leave out an action that does not exist", async () =>
        assert.deepEqual(await findings(allow(["sqs:Xyz", "sqs:SendMessage"], JOBS)), [
            "refuse statement 1: sqs:Xyz: the action sqs:Xyz does not exist",
        ]));

    it("accept arn:aws:s3:::* for S3's own actions without a bucket, and for no other action", async () => {
        for (const every of ["arn:aws:s3:::*", "arn:aws-cn:s3:::*"]) {
            assert.deepEqual(await findings(allow("s3:ListAllMyBuckets", every)), []);
        }
        const idle = "it grants nothing; it supports the resource * only";
        for (const [action, resource] of [
            ["s3:ListAllMyBuckets", "arn:aws:s3:::*-reports"],
            ["s3:ListAllMyBuckets", "arn:aws:s3:::reports"],
            ["s3:ListAllMyBuckets", "x:arn:aws:s3:::*"],
            ["ec2:DescribeInstances", "arn:aws:s3:::*"],
        ]) {
            assert.deepEqual(await findings(allow(action, resource)), [
                `advise statement 1: ${action} on ${resource}: ${idle}`,
            ]);
        }
    });
});
