import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import * as path from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { userData } from "../../components/ingestion/user-data";
import { applyUserData } from "../../local/data-planes/machine/cloud-init";
import { freePort } from "../../tools/runtime/free-port";
import { startTime } from "../../tools/runtime/processes";
import { DeliveredLines } from "../../local/pipeline-run/delivered-lines";
import { ResultRow, Results } from "../../local/pipeline-run/results";
import { needDisk } from "../../tools/toolchain/disk";
import { statusTable, windowTable } from "../../local/pipeline-run/result-tables";
import { folder } from "../support/folder";

describe("the local machine", () => {
    const data = userData({
        streamName: "s",
        region: "us-east-1",
        partition: "aws",
        generatorRate: 5,
        logFiles: ["/var/log/access-log-generator/access_log*"],
        logFormat: "COMMONAPACHELOG",
        agentMetrics: false,
    });

    it("applies the deployed user data below its folder", () => {
        const root = folder();
        const applied = applyUserData(data, root);
        assert.equal(applied.hasAgent, true);
        assert.deepEqual(applied.generator, [
            `${root}/usr/local/bin/access-log-generator`,
            "--file",
            `${root}/var/log/access-log-generator/access_log`,
            "--rate",
            "5",
        ]);
        assert.equal(statSync(`${root}/usr/local/bin/access-log-generator`).mode & 0o777, 0o755);
        assert.match(readFileSync(`${root}/etc/aws-kinesis/agent.json`, "utf8"), /"kinesisStream": "s"/);
    });

    it("refuses user data that would leave its folder, or has another form", () => {
        const root = folder();
        const out = "#cloud-config\nwrite_files:\n  - { path: /../outside, content: x }\n";
        assert.throws(
            () => applyUserData(out, root),
            /write_files path '\/\.\.\/outside' is not an absolute path of the instance/,
        );
        assert.equal(existsSync(path.join(root, "..", "outside")), false);
        assert.throws(() => applyUserData("#!/bin/sh\n", root), /it does not begin with #cloud-config/);
    });
});

describe("the results", () => {
    const row = (second: number, status: number, statusCount: number): ResultRow => ({
        windowStart: `2026-01-01 00:00:${second}`,
        windowEnd: `2026-01-01 00:00:${second + 10}`,
        status,
        statusCount,
    });

    /** Stands for a bucket: an object's key to its lines. */
    function bucket(objects: Record<string, ResultRow[]>): S3Client {
        const answer = (command: { input: { Key?: string } }) => {
            const { Key } = command.input;
            const body = {
                transformToString: async () =>
                    (objects[Key ?? ""] ?? []).map((r) => `${JSON.stringify(r)}\n`).join(""),
            };
            const Contents = Object.keys(objects).map((key) => ({
                Key: key,
                LastModified: new Date("2026-01-01T00:01:00Z"),
            }));
            return Promise.resolve(Key ? { Body: body } : { Contents });
        };
        return { send: answer } as unknown as S3Client;
    }
    const from = Date.parse("2026-01-01T00:00:20Z");

    it("count a row that was delivered twice once, and leave out earlier windows", async () => {
        const objects = {
            a: [row(10, 200, 7), row(20, 200, 5)],
            b: [row(20, 200, 5), row(20, 404, 1), row(30, 200, 2)],
        };
        const results = new Results(new DeliveredLines(bucket(objects), "b", "", from), from);
        await results.refresh();
        await results.refresh();
        assert.equal(results.total(), 8);
    });

    it("refuse a window that was counted differently", async () => {
        const results = new Results(
            new DeliveredLines(bucket({ a: [row(20, 200, 5)], b: [row(20, 200, 6)] }), "b", "", from),
            from,
        );
        await assert.rejects(
            results.refresh(),
            /b: window 2026-01-01 00:00:20 2026-01-01 00:00:30 200 was counted as 5 and as 6/,
        );
    });

    it("are drawn by status and by window", () => {
        const rows = [row(10, 200, 1000), row(10, 404, 20), row(20, 200, 980)];
        assert.equal(
            statusTable(rows),
            `  status  requests\n  200        1,980  ${"█".repeat(40)}\n  404           20  █`,
        );
        assert.match(windowTable(rows), /^ {2}2026-01-01 00:00:10 – 00:00:20 +1,020 {2}█{40}$/m);
    });

    it("sum up the earlier of many windows", () => {
        const rows = Array.from({ length: 30 }, (_, i) => ({
            ...row(10, 200, 1),
            windowStart: `2026-01-01 00:00:${10 + i}`,
        }));
        assert.match(windowTable(rows), /10 earlier windows +10 /);
    });
});

describe("ports, processes and disk", () => {
    it("finds the next free port", async () => {
        const first = await freePort(20_000);
        const server = createServer().listen(first, "127.0.0.1");
        await new Promise((resolve) => server.once("listening", resolve));
        assert.ok((await freePort(first)) > first);
        server.close();
    });

    it("knows a running process by its start, and none where there is none", () => {
        assert.equal(startTime(process.pid), startTime(process.pid));
        assert.notEqual(startTime(process.pid), undefined);
        assert.equal(startTime(2 ** 30), undefined);
    });

    it("says what a step needs where the disk has less", async () => {
        await assert.rejects(
            needDisk("a step", 10 ** 9),
            /^UserError: disk: .*\.local\/tools has \d+ MB free, a step needs 1000000000 MB; free some and run again$/,
        );
    });
});
