import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { iamLeastPrivilege } from "../../policy/rules/iam-least-privilege";
import { evaluate } from "../support/evaluate";
import { Registered, all, one, statements } from "../support/program-run";
import { ProgramRun, runProgram } from "../support/program";

/**
 * The Kinesis Data Analytics SQL system, row by row: each has its counterpart in the program, safe by default, with the former
 * value reachable by configuration or refused by a named policy.
 */
const SQL = path.join(__dirname, "..", "..", "sql");

interface CloudConfig {
    readonly packages: string[];
    readonly write_files: { readonly path: string; readonly content: string }[];
    readonly runcmd: string[][];
}

describe("parity with the Kinesis Data Analytics SQL system", () => {
    let run: ProgramRun;
    let registered: Registered[];
    const cloudConfig = () => {
        const template = one(registered, "aws:ec2/launchTemplate:LaunchTemplate");
        return parse(Buffer.from(String(template["userData"]), "base64").toString()) as CloudConfig;
    };
    const written = (file: string) =>
        cloudConfig().write_files.find((entry) => entry.path === file)?.content ?? "";

    before(async () => {
        run = await runProgram({ "stack.owner": "student@example.com" }, { stack: "dev" });
        ({ registered } = run);
    });

    it("Kinesis stream: 1 shard, 24 h, IncomingBytes and OutgoingBytes; encrypted, on demand by key", async () => {
        const stream = one(registered, "aws:kinesis/stream:Stream");
        assert.equal(stream["name"], "cc-pipeline-dev-ingestion");
        assert.equal(stream["shardCount"], 1);
        assert.equal(stream["retentionPeriod"], 24);
        assert.deepEqual(stream["shardLevelMetrics"], ["IncomingBytes", "OutgoingBytes"]);
        assert.equal(stream["encryptionType"], "KMS");
        const other = await runProgram({ "stream.mode": "ON_DEMAND" });
        assert.deepEqual(one(other.registered, "aws:kinesis/stream:Stream")["streamModeDetails"], {
            streamMode: "ON_DEMAND",
        });
    });

    it("EC2 instance: one small one, current Amazon Linux, IMDSv2 only, encrypted gp3; t2.micro by key", async () => {
        const template = one(registered, "aws:ec2/launchTemplate:LaunchTemplate");
        assert.equal(all(registered, "aws:ec2/instance:Instance").length, 1);
        assert.match(
            String(template["imageId"]),
            /^resolve:ssm:\/aws\/service\/ami-amazon-linux-latest\/al2023/,
        );
        assert.equal((template["metadataOptions"] as Record<string, unknown>)["httpTokens"], "required");
        const [disk] = template["blockDeviceMappings"] as { ebs: Record<string, unknown> }[];
        assert.equal(disk?.ebs["volumeType"], "gp3");
        assert.equal(disk?.ebs["encrypted"], "true");
        const other = await runProgram({ "producer.instanceType": "t2.micro" });
        const original = one(other.registered, "aws:ec2/launchTemplate:LaunchTemplate");
        assert.equal(original["instanceType"], "t2.micro");
    });

    it("user data: agent, agent.json, generator and its service, as data", () => {
        assert.ok(cloudConfig().packages.includes("aws-kinesis-agent"));
        assert.match(written("/usr/local/bin/access-log-generator"), /^#!.*python3/);
        assert.match(written("/etc/systemd/system/access-log-generator.service"), /Restart=always/);
        assert.deepEqual(cloudConfig().runcmd.at(-1), ["systemctl", "is-active", "aws-kinesis-agent"]);
    });

    it("Kinesis Agent: file pattern, stream, LOGTOJSON COMMONAPACHELOG; endpoint of the region", () => {
        const agent = JSON.parse(written("/etc/aws-kinesis/agent.json")) as Record<string, unknown>;
        const [flow] = agent["flows"] as Record<string, unknown>[];
        assert.equal(flow?.["filePattern"], "/var/log/access-log-generator/access_log*");
        assert.equal(flow?.["kinesisStream"], "cc-pipeline-dev-ingestion");
        assert.deepEqual(flow?.["dataProcessingOptions"], [
            { optionName: "LOGTOJSON", logFormat: "COMMONAPACHELOG" },
        ]);
        assert.equal(agent["kinesis.endpoint"], "kinesis.eu-west-1.amazonaws.com");
    });

    it("security group: nothing in by default; HTTP from named CIDRs by key, SSH never", async () => {
        assert.deepEqual(one(registered, "aws:ec2/securityGroup:SecurityGroup")["ingress"], []);
        const other = await runProgram({ "producer.httpCidrs": "0.0.0.0/0" });
        const ingress = one(other.registered, "aws:ec2/securityGroup:SecurityGroup")["ingress"];
        assert.deepEqual(
            (ingress as Record<string, unknown>[]).map((rule) => [rule["fromPort"], rule["cidrBlocks"]]),
            [[80, ["0.0.0.0/0"]]],
        );
    });

    it("key pair: none by default, an uploaded public key by key", async () => {
        assert.equal(all(registered, "aws:ec2/keyPair:KeyPair").length, 0);
        const other = await runProgram({ "producer.publicKey": "ssh-rsa AAAAB3NzaC1yc2E= me" });
        const pair = one(other.registered, "aws:ec2/keyPair:KeyPair");
        assert.equal(pair["publicKey"], "ssh-rsa AAAAB3NzaC1yc2E= me");
    });

    it("IAM roles: one a tier and an instance profile, trust limited to this account's own resource", () => {
        const roles = all(registered, "aws:iam/role:Role");
        assert.deepEqual(roles.map(({ name }) => name).sort(), ["analytics", "delivery", "producer"]);
        assert.equal(all(registered, "aws:iam/instanceProfile:InstanceProfile").length, 1);
        for (const name of ["analytics", "delivery"]) {
            const trust = statements(one(registered, "aws:iam/role:Role", name)["assumeRolePolicy"]);
            const condition = trust["AssumedByService"]?.["Condition"] as Record<
                string,
                Record<string, string | string[]>
            >;
            assert.equal(condition["StringEquals"]?.["aws:SourceAccount"], "123456789012");
            const sources = [condition["ArnLike"]?.["aws:SourceArn"] ?? ""].flat();
            assert.ok(sources.every((arn) => /^arn:aws:[a-z]+:eu-west-1:123456789012:[^*]+$/.test(arn)));
        }
    });

    it("IAM role policies: least privilege, and both over-broad originals refused by iam-least-privilege", async () => {
        for (const { inputs } of all(registered, "aws:iam/rolePolicy:RolePolicy")) {
            assert.deepEqual(await evaluate(iamLeastPrivilege, "aws:iam/rolePolicy:RolePolicy", inputs), []);
        }
        for (const Action of [["kinesis:*"], ["cloudwatch:*", "logs:*", "sns:*", "autoscaling:Describe*"]]) {
            const policy = JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action, Resource: "*" }],
            });
            const found = await evaluate(iamLeastPrivilege, "aws:iam/rolePolicy:RolePolicy", { policy });
            assert.ok(found.length > 0);
        }
    });

    it("analytics application: Flink SQL by default, the SQL application as engine kinesis-sql", async () => {
        const flink = one(registered, "aws:kinesisanalyticsv2/application:Application");
        assert.equal(flink["runtimeEnvironment"], "FLINK-1_20");
        const other = await runProgram({ "analytics.engine": "kinesis-sql" });
        const sql = one(other.registered, "aws:kinesis/analyticsApplication:AnalyticsApplication");
        const input = sql["inputs"] as Record<string, unknown>;
        assert.equal(input["namePrefix"], "SOURCE_SQL_STREAM");
        assert.deepEqual(input["parallelism"], { count: 1 });
        assert.deepEqual(input["startingPositionConfigurations"], [{ startingPosition: "NOW" }]);
        const columns = (input["schema"] as { recordColumns: { name: string; sqlType: string }[] })
            .recordColumns;
        assert.deepEqual(
            columns.map(({ name, sqlType }) => `${name} ${sqlType}`),
            [
                "host VARCHAR(16)",
                "datetime VARCHAR(32)",
                "request VARCHAR(64)",
                "response INTEGER",
                "bytes BIGINT", // INTEGER in the SQL system, which a response of 2 GiB would overflow
            ],
        );
        const [output] = sql["outputs"] as { name: string }[];
        assert.equal(output?.name, "DESTINATION_SQL_STREAM");
    });

    it("its query: counts by response status in tumbling windows", () => {
        const query = readFileSync(path.join(SQL, "status-counts.sql"), "utf8");
        assert.match(query, /TUMBLE\(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR\(ROWTIME\)/);
        assert.match(query, /response AS status,\s+COUNT\(\*\) AS statusCount/);
    });

    it("the course's other query: the highest price of a sliding window of IBM's trades", () => {
        const query = readFileSync(path.join(SQL, "ticker-max.sql"), "utf8");
        assert.match(
            query,
            /MAX\(price\) OVER \(\s+PARTITION BY ticker\s+ORDER BY ROWTIME\s+ROWS BETWEEN 3 PRECEDING/,
        );
        assert.match(query, /WHERE ticker = 'IBM' AND price > 50/);
    });

    it("Firehose: to S3 after 5 MB or 300 s; errors apart and logged, compression by key", () => {
        const { extendedS3Configuration } = one(
            registered,
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
            "status-counts",
        );
        const s3 = extendedS3Configuration as Record<string, unknown>;
        assert.equal(s3["bufferingSize"], 5);
        assert.equal(s3["bufferingInterval"], 300);
        assert.equal(s3["compressionFormat"], "UNCOMPRESSED");
        assert.match(String(s3["errorOutputPrefix"]), /^errors\//);
        assert.equal((s3["cloudwatchLoggingOptions"] as Record<string, unknown>)["enabled"], true);
    });

    it("S3 bucket: public access blocked, encrypted, versioned, TLS only, with a lifecycle", () => {
        for (const setting of [
            "PublicAccessBlock",
            "ServerSideEncryptionConfiguration",
            "Versioning",
            "Policy",
            "LifecycleConfiguration",
        ]) {
            const { bucket } = one(registered, `aws:s3/bucket${setting}:Bucket${setting}`, "results");
            assert.equal(bucket, "cc-pipeline-dev-results-123456789012-eu-west-1");
        }
    });

    it("resource group: by owner, project and stack", () => {
        const { resourceQuery } = one(registered, "aws:resourcegroups/group:Group");
        const { TagFilters } = JSON.parse((resourceQuery as { query: string }).query) as {
            TagFilters: { Key: string; Values: string[] }[];
        };
        assert.deepEqual(
            TagFilters.map(({ Key, Values }) => `${Key}=${Values.join()}`),
            ["owner=student@example.com", "project=cc-pipeline", "stack=dev"],
        );
    });

    it("random tracker id: a deployment id that stays the same", async () => {
        const again = await runProgram({ "stack.owner": "student@example.com" }, { stack: "dev" });
        assert.match(String(run.outputs["tracker"]), /^[0-9a-f-]{36}$/);
        assert.equal(again.outputs["tracker"], run.outputs["tracker"]);
    });

    it("outputs: all of them, in camelCase", () => {
        const { outputs } = run;
        assert.equal(outputs["accountId"], "123456789012");
        assert.equal(outputs["callerArn"], "arn:aws:iam::123456789012:user/me");
        assert.equal(outputs["callerUser"], "me");
        assert.equal(outputs["currentRegion"], "eu-west-1");
        assert.equal((outputs["ec2VmHostname"] as unknown[]).length, 1);
        assert.equal(outputs["owner"], "student@example.com"); // `student` in the SQL system
        assert.equal(outputs["summaryDestinationBucket"], "cc-pipeline-dev-results-123456789012-eu-west-1");
        assert.ok("tracker" in outputs);
    });

    it("exposition: a Glue table, an Athena workgroup and named queries", () => {
        assert.equal(
            one(registered, "aws:glue/catalogTable:CatalogTable", "status-counts")["name"],
            "status_counts",
        );
        assert.equal(one(registered, "aws:athena/workgroup:Workgroup")["name"], "cc-pipeline-dev");
        assert.ok(all(registered, "aws:athena/namedQuery:NamedQuery").length >= 4);
    });
});
