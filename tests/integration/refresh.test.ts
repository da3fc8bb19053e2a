import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { same } from "../../local/provider/shape";
import { RESOURCE_TYPES } from "../../local/provider/types";
import { logFile, logLines } from "../support/access-log";
import { Clone } from "../support/clone";
import { CloneStack } from "../support/clone-stack";
import { Deployed, HandChange } from "./hand-change";
import { HAND_CHANGES } from "./hand-changes";

/** A resource of the engine's state. */
interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly inputs?: Record<string, unknown>;
    readonly outputs?: Record<string, unknown>;
}

/** An event of the engine about a resource that it has finished with. */
interface EngineEvent {
    readonly resOutputsEvent?: { readonly metadata: { readonly op: string; readonly urn: string } };
}

/** How the engine's display marks an operation; `discard` is a resource that a refresh found gone. */
const SIGNS: Readonly<Record<string, string>> = {
    create: "+",
    update: "~",
    delete: "-",
    discard: "-",
    replace: "+-",
};

describe("drift", function () {
    this.timeout(300_000);
    const clone = new Clone("test-refresh", 13_000);
    const stack = new CloneStack(clone, "local");

    before(async () => {
        // So much is switched on that each type that the provider serves is there.
        stack.set("stream", "consumers", ["audit"]);
        stack.set(
            "producer",
            "publicKey",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGFuIGV4YW1wbGUga2V5IG9ubHk= me",
        );
        stack.set("bucket", "accessLogBucket", "my-logs");
        stack.set("monitoring", "email", "ops@example.com");
        stack.set("monitoring", "budgetUsd", 50);
        const { code, output } = await clone.start("--log", logFile(logLines(100)));
        assert.equal(code, 0, output);
    });

    after(() => clone.npm("stop"));

    /** Runs an operation of the engine. @returns what it did to resources of AWS, by their URNs. */
    async function run(operation: "up" | "refresh" | "preview"): Promise<Map<string, string>> {
        const events = clone.file(`.local/cloud/${operation}-events.json`);
        rmSync(events, { force: true });
        const flags = operation === "preview" ? [] : ["--yes", "--skip-preview"];
        const { code, output } = await stack.pulumi(
            ...[operation, ...flags, "--stack", "local", "--event-log", events],
        );
        assert.equal(code, 0, output);
        const finished = readFileSync(events, "utf8").split("\n").filter(Boolean);
        const done = finished.flatMap((line) => {
            const metadata = (JSON.parse(line) as EngineEvent).resOutputsEvent?.metadata;
            const sign = SIGNS[metadata?.op ?? ""];
            return metadata && sign && metadata.urn.includes("aws:") ? [[metadata.urn, sign] as const] : [];
        });
        return new Map(done);
    }

    async function state(): Promise<StateResource[]> {
        const { code, output } = await stack.pulumi("stack", "export", "--stack", "local");
        assert.equal(code, 0, output);
        const exported = JSON.parse(output) as { deployment: { resources: StateResource[] } };
        return exported.deployment.resources;
    }

    /** The resource that a change is made to. */
    function resourceOf({ type, name }: HandChange, resources: readonly StateResource[]) {
        const pattern = new RegExp(`^${name.replace("*", ".*")}$`);
        const found = resources.find((r) => r.type === type && pattern.test(r.urn.split("::").pop() ?? ""));
        assert.ok(found, `${type} ${name} is deployed`);
        return found;
    }

    it("is looked for in each type that the provider serves", () => {
        const changed = new Set(HAND_CHANGES.map(({ type }) => type));
        const missing = Object.keys(RESOURCE_TYPES).filter((type) => !changed.has(type));
        assert.deepEqual(missing, []);
    });

    it("is none at another up, nor at a refresh", async () => {
        assert.deepEqual(await run("up"), new Map());
        assert.deepEqual(await run("refresh"), new Map());
    });

    it("is looked for in each property that the program gives", async () => {
        for (const { type: token, id = "", inputs = {}, outputs = {} } of await state()) {
            const type = RESOURCE_TYPES[token];
            // The Flink application reads what the program gives by rules of its own, and has tests of its own.
            if (type && token !== "aws:kinesisanalyticsv2/application:Application") {
                const seen = (await type.read(id, outputs, stack.clients)) ?? {};
                const given = Object.entries(type.inputs).filter(
                    ([key, { ours }]) => !ours && key in inputs && !(key === "tags" && type.tagsOf),
                );
                for (const [key, { shape }] of given) {
                    // A secret is exported encrypted.
                    const secret = JSON.stringify(inputs[key]).includes('"ciphertext"');
                    const read = secret ? seen[key] !== undefined : same(seen[key], inputs[key], shape);
                    assert.ok(read, `${token} ${id}: ${key} is not read`);
                }
            }
        }
    });

    describe("by hand", () => {
        const changed = new Map<HandChange, string>();

        before(async () => {
            const resources = await state();
            for (const hand of HAND_CHANGES) {
                const { urn, id = "", outputs = {} } = resourceOf(hand, resources);
                const of: Deployed = { id, outputs };
                await hand.change(of, stack.clients).catch((error: Error) => {
                    throw new Error(`${hand.type} ${hand.name}: ${error.message}`, { cause: error });
                });
                changed.set(hand, urn);
            }
        });

        it("shows at a refresh, for each resource and for no other", async () => {
            const expected = [...changed].map(([{ shows }, urn]) => `${shows} ${urn}`).sort();
            const shown = [...(await run("refresh"))].map(([urn, sign]) => `${sign} ${urn}`).sort();
            assert.deepEqual(shown, expected);
        });

        it("is put back by the next up, and nothing is left", async () => {
            const did = await run("up");
            for (const [{ repairs = "~", type, name }, urn] of changed) {
                assert.equal(did.get(urn), repairs, `${type} ${name}`);
            }
            assert.deepEqual(await run("refresh"), new Map());
            assert.deepEqual(await run("preview"), new Map());
        });
    });
});
