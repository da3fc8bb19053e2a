import assert from "node:assert/strict";
import { ChildProcess, execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, renameSync, statSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { rootClients } from "../../local/cloud/clients";
import type { DataPlaneStatus } from "../../local/data-planes/supervisor/status";
import { DeliveredLines } from "../../local/pipeline-run/delivered-lines";
import { Results } from "../../local/pipeline-run/results";
import { logFile, logLines, printedCounts, statusCounts } from "../support/access-log";
import { Clone, eventually, signalGroup } from "../support/clone";

describe("npm start, with the real engine, emulator and Flink", function () {
    this.timeout(300_000);
    const clone = new Clone("test-pipeline", 1000);
    const lines = logLines(1000);

    after(() => clone.npm("stop"));

    const status = () =>
        JSON.parse(readFileSync(clone.file(".local/cloud/data-planes.json"), "utf8")) as DataPlaneStatus;
    const machine = () => {
        const found = status().machines[0];
        assert.ok(found, "no instance");
        return found;
    };
    const endpoint = () => {
        const record = readFileSync(clone.file(".local/cloud/processes/emulator.json"), "utf8");
        return `http://127.0.0.1:${(JSON.parse(record) as { port: number }).port}`;
    };

    /** Starts with a log, and asserts that exactly its lines are counted. */
    async function exact(of: readonly string[], ...skipped: string[]): Promise<string> {
        const { code, output } = await clone.start("--log", logFile([...of, ...skipped]));
        assert.equal(code, 0, output);
        assert.deepEqual(printedCounts(output), statusCounts(of), output);
        const number = (value: number) => value.toLocaleString("en");
        const equation =
            `lines read ${number(of.length + skipped.length)} = ` +
            `lines skipped ${number(skipped.length)} + requests counted ${number(of.length)}`;
        assert.ok(output.includes(equation), output);
        return output;
    }

    it("deploys everything and counts a log exactly", async () => {
        const output = await exact(lines);
        assert.match(output, /93 created/);
        assert.match(output, /✅ cc-pipeline@/);
    });

    it("changes nothing at the second run, and counts the run's own lines only", async () => {
        const output = await exact(lines.slice(0, 300));
        assert.match(output, /93 unchanged/);
    });

    it("puts the application's log into its log stream, and its numbers into CloudWatch", async () => {
        const { logs, cloudwatch } = rootClients(endpoint(), "us-east-1");
        const stream = {
            logGroupName: "/aws/kinesis-analytics/cc-pipeline-local-analytics",
            logStreamName: "application",
        };
        await eventually("the log is there", 30_000, async () => {
            const { events = [] } = await logs.send(
                new GetLogEventsCommand({ ...stream, startFromHead: true }),
            );
            return events.some(({ message = "" }) => {
                const entry = JSON.parse(message) as { logger: string; messageType: string };
                return entry.logger.startsWith("ccpipeline.") && entry.messageType === "INFO";
            });
        });
        await eventually("the metrics are there", 30_000, async () => {
            const { Metrics = [] } = await cloudwatch.send(
                new ListMetricsCommand({ Namespace: "AWS/KinesisAnalytics" }),
            );
            const names = new Set(Metrics.map(({ MetricName }) => MetricName));
            const wanted = [
                "millisBehindLatest",
                "fullRestarts",
                "recordsAccepted",
                "lastCheckpointAge",
                "numRecordsOut",
            ];
            return wanted.every((name) => names.has(name));
        });
    });

    it("counts generated lines where no log is given", async () => {
        const { code, output } = await clone.start("--lines", "250");
        assert.equal(code, 0, output);
        assert.match(output, /lines read 250 = lines skipped 0 \+ requests counted 250/);
    });

    it("counts lines that are not requests as skipped, and keeps them", async () => {
        const garbage = ["", "garbage", '1.2.3.4 - - [no date] "GET /" 200 5', "\u0001\u0002 binary", "{}"];
        await exact(lines.slice(0, 500), ...garbage);
        const kept = readFileSync(
            path.join(machine().folder, "var/log/aws-kinesis-agent/skipped-lines.log"),
            "utf8",
        );
        assert.deepEqual(kept.split("\n").slice(0, -1), garbage);
    });

    it("listens on loopback only", () => {
        const pids = new Set(clone.processes().map(({ pid }) => pid));
        for (const name of ["emulator", "data-planes"]) {
            pids.add(clone.pid(name));
        }
        const listening = execFileSync("ss", ["-Hltnp"], { encoding: "utf8" })
            .trim()
            .split("\n")
            .filter((line) => [...line.matchAll(/pid=(\d+)/g)].some((match) => pids.has(Number(match[1]))));
        assert.ok(listening.length >= 3, "emulator, credentials and Flink listen");
        for (const line of listening) {
            assert.match(line.split(/\s+/)[3] ?? "", /^(127\.0\.0\.1|\[::ffff:127\.0\.0\.1\]|\[::1\]):\d+$/);
        }
    });

    /** Writes into the instance's log, and asserts that the bucket counts exactly what was written. */
    async function countedMeanwhile(write: () => Promise<number>): Promise<void> {
        const before = machine().agent;
        const from = Date.now();
        const written = await write();
        await eventually("all lines are read", 60_000, () => {
            const now = machine().agent;
            return (now?.read ?? 0) - (before?.read ?? 0) === written && now?.backlogBytes === 0;
        });
        const window = 10_000;
        const fromMillis = Math.floor(from / window) * window;
        const lines = new DeliveredLines(
            rootClients(endpoint(), "us-east-1").s3,
            "cc-pipeline-local-results-000000000000-us-east-1",
            "status-counts/",
            fromMillis,
        );
        const results = new Results(lines, fromMillis);
        const counted = async () => {
            await results.refresh();
            return results.total();
        };
        await eventually(`${written} requests are counted`, 90_000, async () => (await counted()) >= written);
        await sleep(2500); // what would come twice, would come now
        assert.equal(await counted(), written);
    }

    const log = () => path.join(machine().folder, "var/log/access-log-generator/access_log");

    /** Waits for windows of its own: nothing of earlier lines may be in the first one. */
    const ownWindow = () =>
        eventually(
            "an own window",
            15_000,
            () => (machine().agent?.lastSentMillis ?? 0) < Date.now() - 11_000,
        );

    it("counts a log exactly that grows while it is read, and is rotated", async () => {
        await ownWindow();
        await countedMeanwhile(async () => {
            let written = 0;
            for (let round = 0; round < 40; round++) {
                const part = lines.slice(round * 20, round * 20 + 20);
                const text = part.map((line) => `${line}\n`).join("");
                const cut = Math.floor(text.length / 2); // in the middle of a line
                appendFileSync(log(), text.slice(0, cut));
                await sleep(20);
                appendFileSync(log(), text.slice(cut));
                written += part.length;
                if (round % 10 === 9) {
                    renameSync(
                        log(),
                        path.join(
                            path.dirname(log()),
                            `${round % 20 === 9 ? "access_log" : "old"}.${Date.now()}`,
                        ),
                    );
                }
            }
            return written;
        });
    });

    it("counts exactly although agent, Flink and their supervisor are killed", async () => {
        await ownWindow();
        const supervised = [
            `agent-${machine().id}`,
            `flink-${status().applications[0]?.name}`,
            "data-planes",
        ];
        await countedMeanwhile(async () => {
            let written = 0;
            for (let round = 0; round < 12; round++) {
                const part = lines.slice(round * 80, round * 80 + 80);
                appendFileSync(log(), part.map((line) => `${line}\n`).join(""));
                written += part.length;
                await sleep(300);
                if (round % 3 === 1) {
                    await clone.kill(supervised[0] ?? "");
                }
                if (round === 6) {
                    await clone.kill(supervised[1] ?? "");
                }
                if (round === 9) {
                    await clone.kill(supervised[2] ?? "");
                    await sleep(500);
                    const restarted = await clone.start("--lines", "1");
                    assert.equal(restarted.code, 0, restarted.output);
                    written += 1;
                }
            }
            return written;
        });
    });

    it("goes on after npm start was killed at any moment", async () => {
        const npmAlone = (child: ChildProcess) => child.kill("SIGKILL");
        const all = (child: ChildProcess) => signalGroup(child, "SIGKILL");
        const kills: [number, (child: ChildProcess) => void][] = [
            [1500, all],
            [4000, npmAlone],
            [6000, all],
            [9000, npmAlone],
        ];
        for (const [delay, kill] of kills) {
            const { child, ended } = clone.begin("start", "--", "--log", logFile(lines));
            await sleep(delay);
            kill(child);
            await ended;
        }
        await exact(lines);
    });

    it("is exact with two and with four shards, and with more parallel tasks", async () => {
        const undo = [
            clone.edit("Pulumi.local.yaml", "shardCount: 1", "shardCount: 2"),
            clone.edit("Pulumi.local.yaml", "windowSeconds: 10", "windowSeconds: 10\n    parallelism: 2"),
        ];
        await exact(lines);
        clone.edit("Pulumi.local.yaml", "shardCount: 2", "shardCount: 4");
        await exact(lines);
        undo.reverse().forEach((one) => one());
        await exact(lines);
    });

    it("says that a killed emulator has lost its memory, and rebuilds it", async () => {
        await clone.kill("emulator");
        const output = await exact(lines.slice(0, 200));
        assert.match(
            output,
            /the emulator of the last run has ended, and its memory with it: the cloud is rebuilt from scratch/,
        );
        assert.match(output, /93 created/);
    });

    it("takes up a first deployment that was killed", async () => {
        await clone.npm("run", "local:reset");
        const { child, ended } = clone.begin("start", "--", "--log", logFile(lines));
        const created = () =>
            clone.exists(".local/cloud/creates") && clone.list(".local/cloud/creates").length > 40;
        await eventually("half of the resources are created", 60_000, created);
        signalGroup(child, "SIGKILL");
        await ended;
        const output = await exact(lines);
        assert.match(output, /an earlier deployment was interrupted; it is resumed|created/);
    });

    it("stops everything", async () => {
        const { code, output } = await clone.npm("stop");
        assert.equal(code, 0, output);
        assert.match(output, /stopped: data planes, emulator/);
        assert.deepEqual(clone.processes(), []);
    });

    it("keeps nothing outside of its own folder", () => {
        assert.equal(statSync("/tmp/ministack-data", { throwIfNoEntry: false }), undefined);
        assert.equal(statSync("/tmp/ministack-state", { throwIfNoEntry: false }), undefined);
    });
});
