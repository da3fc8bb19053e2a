import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import * as path from "node:path";
import { LocalEngine } from "../../local/engine/deploy";
import { offlinePlace } from "../../local/engine/engine-place";
import { ROOT } from "../../tools/runtime/paths";
import { PulumiCli, pulumiCli } from "../../tools/toolchain/pulumi-cli";

const EXAMPLES = path.join(ROOT, "examples");

/** What each example is expected to create, by type; the numbers are counted by hand from its program. */
const CREATES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    minimal: {
        "aws:kinesis:Stream": 1,
        "aws:ec2:Instance": 1,
        "aws:kinesisanalyticsv2:Application": 1,
        "aws:kinesis:FirehoseDeliveryStream": 2,
        "aws:s3:Bucket": 2,
        "aws:iam:Role": 3,
    },
    "existing-stream": {
        "aws:kinesisanalyticsv2:Application": 1,
        "aws:kinesis:FirehoseDeliveryStream": 2,
        "aws:s3:Bucket": 2,
        "aws:iam:Role": 2,
    },
    "two-queries": {
        "aws:kinesis:Stream": 1,
        "aws:ec2:Instance": 1,
        "aws:kinesisanalyticsv2:Application": 1,
        "aws:kinesis:FirehoseDeliveryStream": 3,
        "aws:glue:CatalogDatabase": 1,
        "aws:glue:CatalogTable": 5,
        "aws:athena:Workgroup": 1,
        "aws:s3:Bucket": 3,
        "aws:iam:Role": 3,
    },
};

describe("the examples, previewed by the real engine with the policy pack", function () {
    this.timeout(120_000);
    let cli: PulumiCli;

    before(async () => {
        cli = await pulumiCli();
    });

    async function preview(example: string): Promise<{ code: number; output: string }> {
        const policyPack = {
            folder: path.join(ROOT, "policy"),
            config: path.join(EXAMPLES, "policies.json"),
        };
        const place = offlinePlace("dev", path.join(EXAMPLES, example));
        const engine = new LocalEngine(cli, { ...place, policyPack });
        await engine.select();
        return engine.previewed();
    }

    /** How many resources of a type the engine would create. */
    const created = (output: string, type: string) =>
        output.split("\n").filter((line) => line.includes(`+  ${type} `)).length;

    it("are all named here", () =>
        assert.deepEqual(
            readdirSync(EXAMPLES, { withFileTypes: true })
                .filter((entry) => entry.isDirectory())
                .map(({ name }) => name)
                .sort(),
            [...Object.keys(CREATES), "policies-only", "yaml"].sort(),
        ));

    for (const [example, expected] of Object.entries(CREATES)) {
        it(`${example}: creates what it says, and no policy refuses it`, async () => {
            const { code, output } = await preview(example);
            assert.equal(code, 0, output);
            for (const [type, count] of Object.entries(expected)) {
                assert.equal(created(output, type), count, `${type}:\n${output}`);
            }
            assert.doesNotMatch(output, /\[mandatory\]/);
        });
    }

    it("existing-stream: creates no stream and no instance", async () => {
        const { output } = await preview("existing-stream");
        assert.equal(created(output, "aws:kinesis:Stream"), 0, output);
        assert.equal(created(output, "aws:ec2:Instance"), 0, output);
    });

    it("policies-only: is refused for its role and its bucket, before anything is deployed", async () => {
        const { code, output } = await preview("policies-only");
        assert.notEqual(code, 0, output);
        assert.match(output, /iam-least-privilege .*\(aws:iam:RolePolicy: worker\)/);
        assert.match(output, /bucket-naming .*\(aws:s3:Bucket: uploads\)/);
    });
});
