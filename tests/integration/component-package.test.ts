import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { LocalEngine } from "../../local/engine/deploy";
import { offlinePlace } from "../../local/engine/engine-place";
import { LOCAL_DIR, ROOT } from "../../tools/runtime/paths";
import { PulumiCli, pulumiCli } from "../../tools/toolchain/pulumi-cli";
import { pulumiYaml } from "../../tools/toolchain/pulumi-yaml";

const EXAMPLE = path.join(ROOT, "examples", "yaml");
const CHANGED = path.join(LOCAL_DIR, "yaml-changed", "program");

/** What the example is expected to create, by type; the numbers are counted by hand from its program. */
const CREATES: Readonly<Record<string, number>> = {
    "cc-pipeline:index:StreamingLogPipeline": 1,
    "pulumi:providers:aws": 1,
    "aws:kinesis:Stream": 1,
    "aws:ec2:Instance": 1,
    "aws:kinesisanalyticsv2:Application": 1,
    "aws:kinesis:FirehoseDeliveryStream": 3, // two queries, rejected records
    "aws:glue:CatalogTable": 5, // two for each query, rejected records
    "aws:athena:Workgroup": 1,
    "aws:cloudwatch:MetricAlarm": 22,
    "aws:s3:Bucket": 3,
    "aws:iam:Role": 3,
};

describe("a Pulumi YAML program that uses the component package, previewed by the real engine", function () {
    this.timeout(180_000);
    let cli: PulumiCli;

    before(async function () {
        this.timeout(1_200_000); // the language host may have to be built
        cli = await pulumiCli();
        await pulumiYaml(cli);
    });

    after(() => rmSync(path.dirname(CHANGED), { recursive: true, force: true }));

    async function preview(source: string): Promise<{ code: number; output: string }> {
        const folder = path.join(ROOT, "policy");
        const config = path.join(ROOT, "examples", "policies.json");
        const engine = new LocalEngine(cli, {
            ...offlinePlace("dev", source),
            policyPack: { folder, config },
        });
        await engine.select();
        return engine.previewed();
    }

    /** The example with one piece of its text replaced. */
    function changed(from: string, to: string): string {
        mkdirSync(CHANGED, { recursive: true });
        cpSync(EXAMPLE, CHANGED, { recursive: true });
        const file = path.join(CHANGED, "Pulumi.yaml");
        const text = readFileSync(file, "utf8");
        assert.ok(text.includes(from));
        const there = path.relative(CHANGED, path.join(ROOT, "components", "package"));
        writeFileSync(file, text.replace(from, to).replace("../../components/package", there));
        return CHANGED;
    }

    it("creates what the component says, is judged by the policy pack, and knows the outputs", async () => {
        const { code, output } = await preview(EXAMPLE);
        assert.equal(code, 0, output);
        for (const [type, count] of Object.entries(CREATES)) {
            const lines = output.split("\n").filter((line) => line.includes(`+  ${type} `));
            assert.equal(lines.length, count, `${type}:\n${output}`);
        }
        assert.doesNotMatch(output, /\[mandatory\]/);
        assert.match(output, /\[advisory\] {2}advice {2}\(aws:sns:Topic: alarms\)/);
        assert.match(output, /bucketName *: "yaml-dev-results-123456789012-us-east-1"/);
        assert.match(output, /applicationName *: "yaml-dev-analytics"/);
    });

    it("is refused by the policy pack where the bucket's name breaks the rule", async () => {
        const { code, output } = await preview(
            changed("shardCount: 2", "shardCount: 2\n      bucketName: my-results"),
        );
        assert.notEqual(code, 0, output);
        assert.match(output, /bucket-naming .*\(aws:s3:Bucket: results\)/);
    });

    it("names a bad value in one line", async () => {
        const { code, output } = await preview(changed("shardCount: 2", "shardCount: 0"));
        assert.notEqual(code, 0, output);
        const errors = output.split("\n").filter((line) => line.startsWith("    error:"));
        assert.deepEqual(errors, [
            "    error: cc-pipeline:index:StreamingLogPipeline resource 'logs' has a problem: " +
                "logs.shardCount: '0' is out of range; give a whole number from 1 to 500",
        ]);
    });

    it("is refused for a property that the schema does not have", async () => {
        const { code, output } = await preview(changed("shardCount: 2", "shardcount: 2"));
        assert.notEqual(code, 0, output);
        assert.match(
            output,
            /Property shardcount does not exist on 'cc-pipeline:index:StreamingLogPipeline'/,
        );
    });
});
