import assert from "node:assert/strict";
import * as path from "node:path";
import { check } from "../../policy/cli/check";
import { CheckedFiles, GOOD, Line, WIDE } from "./checked-files";

describe("npm run policy, on stacks", () => {
    const files = new CheckedFiles();

    const resources = {
        bucket: { bucket: "Logs", acl: "public-read" },
        stream: { shardCount: 4, encryptionType: "KMS" },
    };
    const urn = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
    const BUCKET = urn("aws:s3/bucket:Bucket", "logs");
    const CLICKS = urn("aws:kinesis/stream:Stream", "clicks");
    const PROVIDER = urn("pulumi:providers:aws", "aws");
    const state = (type: string, name: string, inputs: object, more = {}) => ({
        urn: urn(type, name),
        type,
        custom: true,
        inputs,
        ...more,
    });
    const rulesOf = (judged: readonly Line[], id: string) =>
        judged
            .find((line) => line.id === id)
            ?.findings.map(({ rule, level }) => `${level} ${rule}`)
            .sort();

    describe("a Pulumi preview", () => {
        const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
        const preview = (bucket: object) => ({
            config: {},
            steps: [
                {
                    op: "create",
                    urn: PROVIDER,
                    newState: state("pulumi:providers:aws", "aws", {
                        region: "eu-west-1",
                        defaultTags: '{"tags":{"owner":"data"}}',
                    }),
                },
                { op: "create", urn: BUCKET, newState: state("aws:s3/bucket:Bucket", "logs", bucket) },
                {
                    op: "update",
                    urn: CLICKS,
                    oldState: state("aws:kinesis/stream:Stream", "clicks", { shardCount: 1 }),
                    newState: state("aws:kinesis/stream:Stream", "clicks", resources.stream, {
                        provider: `${PROVIDER}::id`,
                        protect: true,
                    }),
                },
                {
                    op: "delete",
                    urn: urn("aws:ebs/volume:Volume", "old"),
                    oldState: state("aws:ebs/volume:Volume", "old", {}),
                },
            ],
        });
        const config = () =>
            files.write("config.json", {
                "required-tags": { tags: ["owner"] },
                "protect-data": { require: true },
            });

        it("is judged by every rule, with old inputs, provider and protection", async () => {
            const { code, judged } = await files.json(
                files.write("preview.json", preview(resources.bucket)),
                "--config",
                config(),
            );
            assert.equal(code, 1);
            assert.deepEqual(
                judged.map(({ id }) => id),
                [BUCKET, CLICKS],
            );
            assert.deepEqual(
                rulesOf(judged, BUCKET),
                ["bucket-naming", "protect-data", "public-access", "required-tags", "tls-only"].map(
                    (rule) => `refuse ${rule}`,
                ),
            );
            assert.deepEqual(rulesOf(judged, CLICKS), ["refuse stream-shard-count"]);
            assert.match(judged[1]?.findings[0]?.message ?? "", /from 1 to 4 in one update is not possible/);
        });

        it("is refused for unknown values, and for secrets that it does not show", async () => {
            const unknown = await files.json(
                files.write("unknown.json", preview({ bucket: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" })),
            );
            assert.match(
                unknown.judged[0]?.findings.map(({ rule, message }) => `${rule}: ${message}`).join("\n") ??
                    "",
                /^unknown-at-preview: the input 'bucket' is not known.*knows$/m,
            );
            for (const bucket of ["[secret]", { ...SECRET, ciphertext: "v1:abc" }]) {
                const { judged } = await files.json(files.write("secret.json", preview({ bucket })));
                assert.match(judged[0]?.findings[0]?.message ?? "", /preview with --show-secrets$/);
            }
            const shown = await files.json(
                files.write("shown.json", preview({ bucket: { ...SECRET, plaintext: '"Logs"' } })),
            );
            assert.ok(rulesOf(shown.judged, BUCKET)?.includes("refuse bucket-naming"));
        });
    });

    it("reads a Pulumi stack export, less what waits for its deletion", async () => {
        const old = { ...state("aws:ebs/volume:Volume", "old", {}), delete: true };
        const exported = {
            version: 3,
            deployment: { resources: [state("aws:s3/bucket:Bucket", "logs", resources.bucket), old] },
        };
        const { judged } = await files.json(files.write("export.json", exported));
        assert.deepEqual(
            judged.map(({ id }) => id),
            [BUCKET],
        );
        assert.ok(rulesOf(judged, BUCKET)?.includes("refuse public-access"));
    });

    describe("Terraform", () => {
        const change = (
            address: string,
            after: object | null,
            unknown = {},
            before: object | null = null,
        ) => ({
            address,
            mode: "managed",
            type: address.split(".")[0],
            change: { actions: ["create"], before, after, after_unknown: unknown },
        });

        it("plans are judged, unknown values included", async () => {
            const plan = {
                format_version: "1.2",
                resource_changes: [
                    change("aws_s3_bucket.logs", { bucket: "Logs", tags: { some_key: "v" } }),
                    change("aws_iam_role_policy.wide", { policy: JSON.stringify(WIDE) }),
                    change("aws_iam_role_policy.later", { name: "x" }, { policy: true }),
                    change(
                        "aws_kinesis_stream.clicks",
                        { shard_count: 4, encryption_type: "KMS" },
                        {},
                        { shard_count: 1 },
                    ),
                    change("aws_launch_template.web", {
                        metadata_options: [{ http_tokens: "required" }],
                        block_device_mappings: [{ ebs: [{ encrypted: "false" }] }],
                    }),
                    change("aws_ebs_volume.gone", null),
                    change("google_storage_bucket.other", { name: "Other" }),
                ],
            };
            const { judged } = await files.json(files.write("plan.json", plan));
            assert.deepEqual(
                judged.map(({ id }) => id),
                [
                    "aws_s3_bucket.logs",
                    "aws_iam_role_policy.wide",
                    "aws_iam_role_policy.later",
                    "aws_kinesis_stream.clicks",
                    "aws_launch_template.web",
                ],
            );
            assert.deepEqual(rulesOf(judged, "aws_s3_bucket.logs"), [
                "refuse bucket-naming",
                "refuse tls-only",
            ]);
            assert.deepEqual(rulesOf(judged, "aws_iam_role_policy.wide"), ["refuse iam-least-privilege"]);
            assert.deepEqual(rulesOf(judged, "aws_iam_role_policy.later"), ["refuse unknown-at-preview"]);
            assert.deepEqual(rulesOf(judged, "aws_kinesis_stream.clicks"), ["refuse stream-shard-count"]);
            assert.deepEqual(rulesOf(judged, "aws_launch_template.web"), ["refuse encrypted-disks"]);
        });

        it("states are judged, as files and as shown, modules included", async () => {
            const attributes = {
                ingress: [
                    {
                        protocol: "tcp",
                        from_port: 22,
                        to_port: 22,
                        cidr_blocks: ["0.0.0.0/0"],
                        ipv6_cidr_blocks: [],
                    },
                ],
            };
            const saved = {
                version: 4,
                terraform_version: "1.9.0",
                resources: [
                    {
                        mode: "managed",
                        module: "module.net",
                        type: "aws_security_group",
                        name: "web",
                        instances: [{ index_key: "a", attributes }],
                    },
                ],
            };
            const address = 'module.net.aws_security_group.web["a"]';
            const shown = {
                format_version: "1.0",
                values: {
                    root_module: {
                        child_modules: [
                            {
                                resources: [
                                    {
                                        address,
                                        mode: "managed",
                                        type: "aws_security_group",
                                        values: attributes,
                                    },
                                ],
                            },
                        ],
                    },
                },
            };
            for (const [name, content] of [
                ["terraform.tfstate", saved],
                ["shown.json", shown],
            ] as const) {
                const { judged } = await files.json(files.write(name, content));
                assert.deepEqual(rulesOf(judged, address), ["refuse open-ingress"], name);
            }
        });
    });

    describe("configuration", () => {
        const volume = () =>
            files.write("volume.json", {
                deployment: { resources: [state("aws:ebs/volume:Volume", "data", {})] },
            });
        const entry = {
            rule: "encrypted-disks",
            urn: "*::data",
            reason: "scratch",
            owner: "data team",
            expires: "2999-12-31",
        };

        it("excepts, disables, and reports exceptions that are not used", async () => {
            const run = (config: object) =>
                files.json(volume(), "--config", files.write("exceptions.json", config));
            assert.equal((await run({})).code, 1);
            assert.equal((await run({ "encrypted-disks": "disabled" })).code, 0);
            assert.equal((await run({ all: "disabled" })).code, 0);
            const advisory = await run({ "encrypted-disks": { enforcementLevel: "advisory" } });
            assert.deepEqual([advisory.code, advisory.judged[0]?.verdict], [0, "advise"]);
            assert.equal((await run({ all: "advisory", "encrypted-disks": "mandatory" })).code, 1);
            const excepted = await run({ exceptions: { entries: [entry] } });
            assert.deepEqual([excepted.code, excepted.err], [0, ""]);
            assert.match(
                excepted.judged[0]?.findings[0]?.message ?? "",
                /^excepted until 2999-12-31 by data team \(scratch\)/,
            );
            const unused = await run({ "encrypted-disks": "disabled", exceptions: { entries: [entry] } });
            assert.match(unused.err, /is not used; remove it$/);
        });

        it("is checked by the rules' schemas, all mistakes together", async () => {
            const wrong = {
                "log-retention": { min: "thirty" },
                "shard-count": { max: 3 },
                "open-ingress": { port: [22] },
                exceptions: { entries: [{ ...entry, expires: "soon" }] },
            };
            const { code, err } = await check([volume(), "--config", files.write("wrong.json", wrong)]);
            assert.equal(code, 2);
            assert.deepEqual(
                err.split("\n").map((line) => line.replace(/^.*wrong\.json: /, "")),
                [
                    "log-retention.min: it must be integer",
                    "shard-count: there is no such rule",
                    "open-ingress: it must NOT have additional properties ('port')",
                    'exceptions.entries.0.expires: it must match pattern "^\\d{4}-\\d{2}-\\d{2}$"',
                ],
            );
        });

        it("of this project's stacks has no mistake", async () => {
            for (const stack of ["dev", "local", "prod"]) {
                const preset = path.join(__dirname, "..", "..", "policy", "config", `${stack}.json`);
                assert.equal(
                    (await check([files.write("good.json", GOOD), "--config", preset])).code,
                    0,
                    stack,
                );
            }
        });
    });
});
