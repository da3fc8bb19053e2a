import assert from "node:assert/strict";
import { parse } from "yaml";
import { UserDataArgs, userData } from "../../components/ingestion/user-data";

const ARGS = {
    streamName: "my-stream",
    region: "eu-west-1",
    partition: "aws",
    generatorRate: 25,
    logFiles: ["/var/log/access-log-generator/access_log*"],
    logFormat: "COMMONAPACHELOG",
    agentMetrics: false,
} as const;

const COMMON_FIELDS = "host,ident,authuser,datetime,request,response,bytes";

interface CloudConfig {
    groups: string[];
    users: (string | { name: string; primary_group: string })[];
    packages: string[];
    write_files: { path: string; permissions: string; content: string }[];
    runcmd: string[][];
}

const cloudConfig = (args: UserDataArgs = ARGS) => parse(userData(args)) as CloudConfig;
const file = (path: string, args?: UserDataArgs) =>
    cloudConfig(args).write_files.find((f) => f.path === path);

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

    it("has a flow for each log file, in the format that is asked for", () => {
        const args = { ...ARGS, logFiles: ["/a/x*", "/b/y*"], logFormat: "COMBINEDAPACHELOG" } as const;
        const agent = JSON.parse(file("/etc/aws-kinesis/agent.json", args)?.content ?? "") as {
            flows: { filePattern: string; dataProcessingOptions: unknown }[];
        };
        assert.deepEqual(
            agent.flows.map(({ filePattern }) => filePattern),
            ["/a/x*", "/b/y*"],
        );
        assert.deepEqual(agent.flows[1]?.dataProcessingOptions, [
            { optionName: "LOGTOJSON", logFormat: "COMBINEDAPACHELOG" },
        ]);
    });

    it("sends the agent's metrics and log where they are wanted", () => {
        const args = { ...ARGS, agentMetrics: true, agentLogGroup: "/mine" };
        const agent = JSON.parse(file("/etc/aws-kinesis/agent.json", args)?.content ?? "") as Record<
            string,
            unknown
        >;
        assert.equal(agent["cloudwatch.emitMetrics"], true);
        assert.equal(agent["cloudwatch.endpoint"], "monitoring.eu-west-1.amazonaws.com");
        assert.ok(cloudConfig(args).packages.includes("amazon-cloudwatch-agent"));
        const logs = file("/opt/aws/amazon-cloudwatch-agent/etc/kinesis-agent-log.json", args);
        assert.match(logs?.content ?? "", /"log_group_name": "\/mine"/);
        assert.match(logs?.content ?? "", /aws-kinesis-agent\.log/);
        const started = cloudConfig(args).runcmd.find(([command]) => command?.endsWith("agent-ctl"));
        assert.equal(started?.at(-1), "file:/opt/aws/amazon-cloudwatch-agent/etc/kinesis-agent-log.json");
    });

    it("leaves the generator out where a real server writes the log", () => {
        const config = cloudConfig({ ...ARGS, generatorRate: 0 });
        assert.deepEqual(
            config.write_files.map(({ path }) => path),
            ["/etc/aws-kinesis/agent.json"],
        );
        assert.equal(JSON.stringify(config.runcmd).includes("access-log-generator"), false);
    });

    it("comes to the same each time", () => assert.equal(userData(ARGS), userData(ARGS)));

    describe("with a pattern of its own", () => {
        const option = (args: Partial<UserDataArgs>) => {
            const agent = JSON.parse(
                file("/etc/aws-kinesis/agent.json", { ...ARGS, ...args })?.content ?? "",
            ) as { flows: { dataProcessingOptions: [Record<string, unknown>] }[] };
            return agent.flows[0]?.dataProcessingOptions[0] ?? {};
        };

        it("gives the agent pattern and names", () => {
            assert.deepEqual(
                option({ matchPattern: "^(\\S+) (\\d{3})$", customFieldNames: ["client", "code"] }),
                {
                    optionName: "LOGTOJSON",
                    logFormat: "COMMONAPACHELOG",
                    matchPattern: "^(\\S+) (\\d{3})$",
                    customFieldNames: ["client", "code"],
                },
            );
        });

        it("gives the agent names for the format's own pattern", () => {
            const names = ["h", "i", "u", "t", "r", "s", "b"];
            assert.deepEqual(option({ customFieldNames: names }), {
                optionName: "LOGTOJSON",
                logFormat: "COMMONAPACHELOG",
                customFieldNames: names,
            });
        });

        it("gives the agent, for IPV6, a pattern that reads IPv6 hosts into the format's fields", () => {
            const { matchPattern, customFieldNames } = option({
                matchPattern: "IPV6",
                logFormat: "COMBINEDAPACHELOG",
            });
            assert.equal((customFieldNames as string[]).join(), `${COMMON_FIELDS},referer,agent`);
            const line =
                '2001:db8::1%eth0 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 5 "-" "curl/8"';
            const [, host, , , , request] = new RegExp(`^${matchPattern as string}$`).exec(line) ?? [];
            assert.deepEqual([host, request], ["2001:db8::1%eth0", "GET / HTTP/1.1"]);
        });
    });
});
