import assert from "node:assert/strict";
import { parse } from "yaml";
import { userData } from "../../components/user-data";

const ARGS = { streamName: "my-stream", region: "eu-west-1", partition: "aws", generatorRate: 25 };

interface CloudConfig {
    groups: string[];
    users: (string | { name: string; primary_group: string })[];
    packages: string[];
    write_files: { path: string; permissions: string; content: string }[];
    runcmd: string[][];
}

const cloudConfig = () => parse(userData(ARGS)) as CloudConfig;
const file = (path: string) => cloudConfig().write_files.find((f) => f.path === path);

describe("user data", () => {
    it("is cloud-config", () => assert.ok(userData(ARGS).startsWith("#cloud-config\n")));

    it("makes the agent's group and user, and installs the agent", () => {
        const { groups, users, packages } = cloudConfig();
        assert.deepEqual(groups, ["aws-kinesis-agent-user"]);
        assert.equal((users[1] as { primary_group: string }).primary_group, "aws-kinesis-agent-user");
        assert.deepEqual(packages, ["aws-kinesis-agent"]);
    });

    it("points the agent to the stream in its region, as JSON from the common log format", () => {
        const agent = JSON.parse(file("/etc/aws-kinesis/agent.json")?.content ?? "") as Record<
            string,
            unknown
        >;
        assert.equal(agent["kinesis.endpoint"], "kinesis.eu-west-1.amazonaws.com");
        assert.equal(agent["cloudwatch.emitMetrics"], false);
        assert.deepEqual(agent["flows"], [
            {
                filePattern: "/var/log/access-log-generator/access_log*",
                kinesisStream: "my-stream",
                initialPosition: "START_OF_FILE",
                partitionKeyOption: "RANDOM",
                maxBufferAgeMillis: 1000,
                dataProcessingOptions: [{ optionName: "LOGTOJSON", logFormat: "COMMONAPACHELOG" }],
            },
        ]);
    });

    it("runs the generator as a service at its rate, where the agent tails", () => {
        assert.equal(file("/usr/local/bin/access-log-generator")?.permissions, "0755");
        assert.match(
            file("/etc/systemd/system/access-log-generator.service")?.content ?? "",
            /^ExecStart=\/usr\/local\/bin\/access-log-generator --file \/var\/log\/access-log-generator\/access_log --rate 25$/m,
        );
    });

    it("ends by asking whether the agent runs", () => {
        assert.deepEqual(cloudConfig().runcmd.at(-1), ["systemctl", "is-active", "aws-kinesis-agent"]);
    });

    it("names the endpoint of China by its suffix", () => {
        const text = userData({ ...ARGS, partition: "aws-cn", region: "cn-north-1" });
        assert.match(text, /kinesis\.cn-north-1\.amazonaws\.com\.cn/);
    });
});
