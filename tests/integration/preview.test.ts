import assert from "node:assert/strict";
import { Clone, refused } from "../support/clone";

describe("npm run preview, with no account", function () {
    this.timeout(120_000);
    const clone = new Clone("test-preview", 12_000);
    const preview = (stack: string) => clone.npm("run", "preview", "--", stack);

    // On prod the pack has one advice: a key for the alarms' topic.
    for (const stack of ["dev", "prod"]) {
        it(`shows the plan of ${stack} and the policies' verdict, says that it is offline, and leaves no trace`, async () => {
            const file = clone.read(`Pulumi.${stack}.yaml`);
            const { code, output } = await preview(stack);
            assert.equal(code, 0, output);
            assert.match(output, new RegExp(`^Offline preview of stack ${stack} with the policy pack$`, "m"));
            assert.match(output, /No AWS account is asked, and nothing is deployed/);
            assert.match(output, /account 123456789012 and user offline-preview are used instead of yours/);
            assert.match(output, /\+ {2}aws:kinesis:Stream ingestion create/);
            assert.match(output, stack === "dev" ? /✅ cc-pipeline@/ : /⚠️ cc-pipeline@/);
            assert.doesNotMatch(output, /\[mandatory\]/);
            assert.match(output, /\+ \d\d to create/);
            assert.equal(clone.read(`Pulumi.${stack}.yaml`), file);
        });
    }

    it("also works with Pulumi's own TypeScript: Pulumi.yaml needs nothing of ours", async () => {
        const [ours = ""] = /^runtime:\n(?: .*\n)+/m.exec(clone.read("Pulumi.yaml")) ?? [];
        const undo = clone.edit("Pulumi.yaml", ours, "runtime: nodejs\n");
        const { code, output } = await preview("dev");
        undo();
        assert.equal(code, 0, output);
        assert.match(output, /✅ cc-pipeline@/);
    });

    const REFUSED: [string, string, string, string, RegExp][] = [
        [
            "bucket-force-destroy on prod",
            "prod",
            "transitionDays: 90",
            "forceDestroy: true",
            /bucket-force-destroy {2}\(aws:s3:Bucket: results\)[\s\S]*forceDestroy: true on bucket 'cc-pipeline-prod-results-/,
        ],
        [
            "discontinued-service",
            "dev",
            "windowSeconds: 60",
            "engine: kinesis-sql",
            /discontinued-service {2}\(aws:kinesis:AnalyticsApplication: analytics\)[\s\S]*no new applications since 2025-10-15/,
        ],
    ];
    for (const [what, stack, from, to, violation] of REFUSED) {
        it(`stops at a violation of ${what}`, async () => {
            const undo = clone.edit(`Pulumi.${stack}.yaml`, from, to);
            const ended = await preview(stack);
            undo();
            refused(
                ended,
                new RegExp(
                    `^error: the preview of stack ${stack} failed; nothing was deployed \\(engine's log: `,
                ),
            );
            assert.match(ended.output, violation);
        });
    }

    it("reports all mistakes of a configuration together, one line each, without a stack trace", async () => {
        const undo = clone.edit(
            "Pulumi.dev.yaml",
            "shardCount: 1",
            "shardCount: 0\n    shardcount: 2\n    mode: sometimes",
        );
        const { code, output } = await preview("dev");
        undo();
        assert.equal(code, 1, output);
        assert.match(
            output,
            /cc-pipeline:stream\.shardCount: '0' is out of range; give a whole number from 1 to 500/,
        );
        assert.match(
            output,
            /cc-pipeline:stream\.shardcount: there is no such key; the nearest is cc-pipeline:stream\.shardCount/,
        );
        assert.match(
            output,
            /cc-pipeline:stream\.mode: 'sometimes' is not one of its values; give one of PROVISIONED, ON_DEMAND/,
        );
        assert.doesNotMatch(output, /^\s+at .+:\d+:\d+/m);
    });
});
