import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { Clone, Ended, eventually, refused } from "../support/clone";

const LOGS = ".local/cloud/logs";
const ENGINE_LOG = `${LOGS}/pulumi.log`;
/** The one line that a failed deployment ends with, about a part of the local cloud. */
const because = (why: string) =>
    new RegExp(`^error: the deployment of stack local failed: ${why}.* \\(engine's log: ${ENGINE_LOG}\\)$`);

const NOT_DEPLOYED =
    /^error: the deployment of stack local failed; see the error above \(engine's log: \.local\/cloud\/logs\/pulumi\.log\)$/;

describe("npm start, where a part of the local cloud fails during the deployment", function () {
    this.timeout(300_000);
    const clone = new Clone("test-stand-ins", 7000);

    afterEach(() => clone.npm("stop"));

    /** Starts, and does something as soon as resources are being created. */
    async function startAnd(act: () => Promise<unknown> | unknown): Promise<Ended> {
        rmSync(clone.file(ENGINE_LOG), { force: true });
        const { ended } = clone.begin("start", "--", "--lines", "50");
        const creating = () =>
            clone.exists(ENGINE_LOG) &&
            /Updating \(local\)[\s\S]*aws:kinesis:Stream ingestion creating/.test(clone.read(ENGINE_LOG));
        await eventually("resources are being created", 120_000, creating);
        await act();
        return ended;
    }

    function killed(part: string): void {
        const found = clone.processes().filter(({ command }) => command.includes(part));
        assert.notEqual(found.length, 0, `no process runs ${part}`);
        found.forEach(({ pid }) => process.kill(pid, "SIGKILL"));
    }

    const KILLED: [string, () => Promise<unknown> | unknown, string][] = [
        ["the emulator", () => clone.kill("emulator"), "the emulator has ended; run npm start again"],
        ["the provider", () => killed("run.js provider"), "the local AWS provider has ended"],
        ["the language host", () => killed("run.js language-host"), "the program's language host has ended"],
        ["the policy pack's process", () => killed("run-policy-pack"), "the policy pack's process has ended"],
    ];
    for (const [part, kill, why] of KILLED) {
        it(`ends with one line, and with no trace of what followed, where ${part} is killed`, async () => {
            const ended = await startAnd(kill);
            refused(ended, because(why));
            assert.doesNotMatch(
                ended.output,
                /ECONNREFUSED|error reading from server|unhandled|creating failed/,
            );
            assert.match(clone.read(ENGINE_LOG), /error: /);
        });
    }

    it("starts the data planes and Flink again where they are killed, and deploys", async () => {
        const ended = await startAnd(async () => {
            await clone.kill("data-planes");
            await eventually("Flink runs", 120_000, () =>
                clone.exists(".local/cloud/processes/flink-cc-pipeline-local-analytics.json"),
            );
            await clone.kill("flink-cc-pipeline-local-analytics");
        });
        assert.equal(ended.code, 0, ended.output);
        assert.doesNotMatch(ended.output, /^error: /m);
    });

    const PLANTED: [string, string, string, string, RegExp, string, RegExp][] = [
        [
            "the provider",
            "local/provider/provider.ts",
            "async create(urn: string, news: Properties, preview = false): Promise<{ id: string; outs: Properties }> {",
            'if (!preview && urn.includes("aws:sns/topic:Topic")) { throw new TypeError("planted in the provider"); }',
            NOT_DEPLOYED,
            ENGINE_LOG,
            /provider, create: TypeError: planted in the provider\n +at .*local\/provider\/provider\.ts:\d+/,
        ],
        [
            "the language host",
            "local/engine/language-host/main.ts",
            "reply: Reply<language.RunResponse>): void {",
            'throw new Error("planted in the language host");',
            NOT_DEPLOYED,
            ENGINE_LOG,
            /language host: Error: planted in the language host[\s\S]*at runProgram .*local\/engine\/language-host\/main\.ts:\d+/,
        ],
        [
            "the data planes",
            "local/data-planes/supervisor/main.ts",
            "private async follow(): Promise<void> {",
            'throw new Error("planted in the data planes");',
            because("the data planes fail: Error: planted in the data planes \\(log: .*data-planes\\.log\\)"),
            `${LOGS}/data-planes.log`,
            /planted in the data planes/,
        ],
        [
            "the emulator",
            "local/emulator/corrections/s3_bucket_metrics.py",
            "def _answer(method: str, bucket: str, body: bytes, name: str) -> tuple:",
            '    raise RuntimeError("planted in the emulator")',
            /^error: the deployment of stack local failed; see the error above; the emulator failed: RuntimeError: planted in the emulator \(log: \.local\/cloud\/logs\/emulator\.log\) \(engine's log: /,
            `${LOGS}/emulator.log`,
            /RuntimeError: planted in the emulator/,
        ],
    ];
    for (const [part, file, after, statement, line, log, logged] of PLANTED) {
        it(`ends with one line, and keeps the stack trace in a log, where ${part} fails unexpectedly`, async () => {
            const undo = clone.edit(file, after, `${after}\n${statement}\n`);
            const ended = await clone.start("--lines", "50");
            undo();
            refused(ended, line);
            assert.match(ended.output, new RegExp(`error.*planted in ${part}|planted in ${part}.*log:`));
            assert.match(clone.read(log), logged);
        });
    }
});
