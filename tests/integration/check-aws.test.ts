import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { SCHEMA } from "../../components/config/schema";
import { freePort } from "../../tools/runtime/free-port";
import { ROOT } from "../../tools/runtime/paths";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { recordedCalls } from "../check-aws/calls";
import { NOT_SET, SET, SET_LATER } from "../check-aws/keys";
import { PLANTED, Planted } from "../check-aws/planted";
import { Checked, RecordedCall, checkEach, form, status, writeCalls } from "../check-aws/recording";

const KINDS = [
    ...["type", "missing member", "unknown member", "enumeration"],
    ...["too long", "too short", "range", "pattern"],
];
/** What the models of two services have no place for, see planted.ts. */
const NOT_IN_MODEL = [
    "EC2 Query response missing member",
    "EC2 Query response range",
    "REST XML response range",
];

describe("npm run check:aws", function () {
    this.timeout(60_000);
    const folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-"));
    let python = "";
    let calls: RecordedCall[] = [];
    let checked: Checked[] = [];
    let planted: Checked[] = [];

    /** The first recorded call of an operation. */
    function callOf(operation: string, error = false): RecordedCall {
        const index = checked.findIndex(
            (one, i) => one.operation === operation && (calls[i]?.status ?? 0) >= 300 === error,
        );
        const call = calls[index];
        assert.ok(call, `no recorded call of ${operation}`);
        return call;
    }

    function plantedCall({ operation, place, mutation }: Planted): RecordedCall {
        const onlyError = ["s3.GetObject", "kinesisanalyticsv2.DescribeApplication"].includes(operation);
        return mutation(callOf(operation, onlyError || place.startsWith("(error)")));
    }

    /** The command's own report. */
    function reported(recording: readonly RecordedCall[], tolerated: string) {
        const file = path.join(folder, "tolerated.yaml");
        writeFileSync(file, tolerated);
        const main = path.join(ROOT, "local", "aws-check", "main.py");
        const args = ["-B", main, "--tolerated", file, writeCalls(recording)];
        const { status: code, stdout, stderr } = spawnSync(python, args, { encoding: "utf8" });
        return { code, output: stdout + stderr, last: stdout.trim().split("\n").pop() };
    }

    before(async () => {
        python = await emulatorPython();
        calls = await recordedCalls(python, await freePort(13_000), path.join(folder, "calls.jsonl"));
        checked = checkEach(python, calls);
        planted = checkEach(python, PLANTED.map(plantedCall));
    });

    it("finds the operation of every recorded call, and no mistake in any of them", () => {
        assert.ok(calls.length >= 20);
        for (const { operation, deviations } of checked) {
            assert.deepEqual(deviations, [], operation);
        }
    });

    it("sets every key of the configuration in its scenario, or has a reason", () => {
        const named = (sections: Readonly<Record<string, object>>) =>
            Object.entries(sections).flatMap(([section, keys]) =>
                Object.keys(keys).map((key) => `${section}.${key}`),
            );
        const known = [...named(SET), ...named(SET_LATER), ...Object.keys(NOT_SET)].sort();
        assert.deepEqual(known, named(SCHEMA).sort());
    });

    describe("reports", () => {
        PLANTED.forEach((mistake, index) => {
            const { protocol, side, kind, operation, place } = mistake;
            it(`${protocol} ${side}, ${kind}: ${operation} ${place}`, () => {
                const found = (planted[index]?.deviations ?? []).filter((one) => one.side === side);
                const own = found.filter((one) => one.kind === kind);
                assert.deepEqual(
                    own.map((one) => [one.side, one.place]),
                    [[side, place]],
                    JSON.stringify(found),
                );
                // An empty name is too short and fits no pattern; nothing but the planted place is reported.
                assert.deepEqual(new Set(found.map((one) => one.place)), new Set([place]));
            });
        });

        it("each kind of mistake in the requests and responses of each protocol", () => {
            const seen = new Set(PLANTED.map(({ protocol, side, kind }) => `${protocol} ${side} ${kind}`));
            const protocols = ["CBOR", "JSON", "Query", "EC2 Query", "REST XML", "REST JSON"];
            const wanted = protocols.flatMap((protocol) =>
                ["request", "response"].flatMap((side) => KINDS.map((kind) => `${protocol} ${side} ${kind}`)),
            );
            assert.deepEqual(
                wanted.filter((one) => !seen.has(one)),
                NOT_IN_MODEL,
            );
        });

        it("a call that is for no operation", () => {
            const [found] = checkEach(python, [form("Action", "MakeRole")(callOf("iam.CreateRole"))]);
            assert.deepEqual(
                found?.deviations.map(({ kind, side }) => [kind, side]),
                [["operation", "request"]],
            );
        });
    });

    describe("ends", () => {
        const deviating = () => [status(204)(callOf("iam.CreateRole")), callOf("s3.GetBucketTagging")];
        const toleration = (...lines: string[]) =>
            lines.map((line, i) => `${i === 0 ? "- " : "  "}${line}\n`).join("");
        const where = ["operation: iam.CreateRole", "place: (status)", "kind: status"];

        it("with exit code 0 and its totals where nothing deviates", () => {
            const { code, last } = reported([callOf("iam.CreateRole"), callOf("s3.GetBucketTagging")], "");
            assert.deepEqual([code, last], [0, "2 calls, 2 operations, 0 deviations"]);
        });

        it("with exit code 1 where an answer deviates", () => {
            const { code, last, output } = reported(deviating(), "");
            assert.deepEqual([code, last], [1, "2 calls, 2 operations, 1 deviations"]);
            assert.match(
                output,
                /response of iam\.CreateRole, \(status\): status, 1 time\n +model: 200\n +found: 204/,
            );
        });

        it("with exit code 0 where that answer is tolerated, and shows the reason", () => {
            const { code, last, output } = reported(deviating(), toleration(...where, "reason: because"));
            assert.deepEqual([code, last], [0, "2 calls, 2 operations, 0 deviations"]);
            assert.match(output, /iam\.CreateRole, \(status\): status, 1 time\n +because/);
        });

        it("with exit code 1 where a toleration is not needed", () => {
            const { code, output } = reported(
                [callOf("iam.CreateRole")],
                toleration(...where, "reason: because"),
            );
            assert.equal(code, 1);
            assert.match(output, /iam\.CreateRole, \(status\): status did not occur; delete the entry/);
        });

        it("with an error where a file is not a recording", () => {
            const file = path.join(folder, "other.jsonl");
            writeFileSync(file, '{"method":"GET"}\n');
            const main = path.join(ROOT, "local", "aws-check", "main.py");
            const { status: code, stderr } = spawnSync(python, ["-B", main, file], { encoding: "utf8" });
            assert.equal(code, 2);
            assert.match(stderr, /^error: .*other\.jsonl: line 1 is not a recorded call$/m);
            assert.doesNotMatch(stderr, /Traceback/);
        });

        it("with an error where a toleration has no reason", () => {
            const { code, output } = reported(deviating(), toleration(...where));
            assert.equal(code, 2);
            assert.match(output, /^error: .*entry 1 needs kind, operation, place, reason/m);
        });

        it("with exit code 1 where a request deviates, whatever is tolerated", () => {
            const request = [form("MaxSessionDuration", "60")(callOf("iam.CreateRole"))];
            const place = [
                "operation: iam.CreateRole",
                "place: MaxSessionDuration",
                "kind: range",
                "reason: because",
            ];
            const { code, last } = reported(request, toleration(...place));
            assert.deepEqual([code, last], [1, "1 calls, 1 operations, 2 deviations"]);
        });
    });
});
