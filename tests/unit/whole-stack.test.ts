import assert from "node:assert/strict";
import { deploymentId } from "../../components/foundation/names";
import { partitionOf } from "../../components/foundation/arns";
import { callerUser, stackTags, tagQuery } from "../../components/stack/provider";
import { consoleLinks } from "../../components/stack/console-links";
import { DEPLOYMENT, NAMES, one } from "../support/program-run";
import { runProgram } from "../support/program";

describe("the stack as a whole", () => {
    it("puts owner, project and stack on every resource by the provider", async () => {
        const { registered } = await runProgram({ "stack.owner": "me@example.com" });
        const provider = one(registered, "pulumi:providers:aws");
        assert.deepEqual(JSON.parse(String(provider["defaultTags"])), {
            tags: { owner: "me@example.com", project: "cc-pipeline", stack: "test" },
        });
        assert.equal(provider["region"], "eu-west-1");
    });

    it("groups its resources by these tags", () => {
        assert.deepEqual(JSON.parse(tagQuery(stackTags("p", "s", "o"))), {
            ResourceTypeFilters: ["AWS::AllSupported"],
            TagFilters: [
                { Key: "owner", Values: ["o"] },
                { Key: "project", Values: ["p"] },
                { Key: "stack", Values: ["s"] },
            ],
        });
    });

    it("knows the partition of a region", () => {
        const known = {
            "us-east-1": "aws",
            "ap-southeast-2": "aws",
            "cn-north-1": "aws-cn",
            "us-gov-west-1": "aws-us-gov",
        };
        for (const [region, partition] of Object.entries(known)) {
            assert.equal(partitionOf(region), partition);
        }
        assert.equal(partitionOf("us-iso-east-1"), undefined);
    });

    for (const [region, partition] of [
        ["cn-north-1", "aws-cn"],
        ["us-gov-west-1", "aws-us-gov"],
    ] as const) {
        it(`builds every ARN for ${region} in the partition ${partition}`, async () => {
            const { registered } = await runProgram({ "monitoring.budgetUsd": "10" }, { region });
            const arns = JSON.stringify(registered).match(/arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*/g) ?? [];
            assert.ok(arns.length > 50);
            for (const arn of arns) {
                const [, of, , at] = arn.split(":");
                assert.equal(of, partition, arn);
                assert.ok(at === "" || at === region, arn);
            }
        });
    }

    it("has a deployment id that is stable and its own", () => {
        assert.match(
            deploymentId(DEPLOYMENT),
            /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
        );
        assert.equal(deploymentId(DEPLOYMENT), deploymentId({ ...DEPLOYMENT }));
        for (const other of [{ stack: "x" }, { region: "us-east-1" }, { accountId: "210987654321" }]) {
            assert.notEqual(deploymentId({ ...DEPLOYMENT, ...other }), deploymentId(DEPLOYMENT));
        }
    });

    it("links to the console's pages", () => {
        const links = consoleLinks(DEPLOYMENT, NAMES, "s", "flink");
        for (const link of Object.values(links)) {
            assert.match(link, /^https:\/\/[a-z0-9.-]*console\.aws\.amazon\.com\/.*region=eu-west-1/);
        }
        const china = consoleLinks(
            { ...DEPLOYMENT, partition: "aws-cn", region: "cn-north-1" },
            NAMES,
            "s",
            "flink",
        );
        for (const link of Object.values(china)) {
            assert.match(link, /^https:\/\/[a-z0-9.]*console\.amazonaws\.cn\//);
        }
    });

    it("names the caller's user or session", () => {
        assert.equal(callerUser("arn:aws:iam::123456789012:user/me"), "me");
        assert.equal(
            callerUser("arn:aws:sts::123456789012:assumed-role/Admin/me@example.com"),
            "me@example.com",
        );
        assert.equal(callerUser("arn:aws:iam::123456789012:root"), "root");
    });
});
