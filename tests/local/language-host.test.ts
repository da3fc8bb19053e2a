import assert from "node:assert/strict";
import { ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import * as language from "@pulumi/pulumi/proto/language_pb.js";
import { cloudProgram } from "../../local/bundles/bundles";

/** The generated client is untyped JavaScript; this is what the test calls of it. */
interface Client {
    installDependencies(
        request: language.InstallDependenciesRequest,
    ): grpc.ClientReadableStream<language.InstallDependenciesResponse>;
    close(): void;
}

describe("the language host, asked for a plugin's dependencies", function () {
    this.timeout(60_000);
    let host: ChildProcess;
    let client: Client;
    let folder: string;

    before(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-plugin-"));
        const [node = "", ...args] = cloudProgram("language-host");
        const child = spawn(node, [...args, "127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"] });
        host = child;
        const port = await new Promise<string>((resolve, reject) => {
            createInterface({ input: child.stdout }).once("line", resolve);
            child.once("exit", (code) => reject(new Error(`the host ended with exit code ${code}`)));
        });
        const { LanguageRuntimeClient } = languageService as unknown as {
            LanguageRuntimeClient: new (address: string, credentials: grpc.ChannelCredentials) => Client;
        };
        client = new LanguageRuntimeClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    });

    after(() => {
        client.close();
        host.kill();
        rmSync(folder, { recursive: true, force: true });
    });

    /** @returns what the host refuses with; undefined where it does not. */
    function refusal(manifest: object): Promise<string | undefined> {
        writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
        const info = new language.ProgramInfo();
        info.setProgramDirectory(folder);
        const request = new language.InstallDependenciesRequest();
        request.setInfo(info);
        const answers = client.installDependencies(request);
        return new Promise((resolve) => {
            answers.on("data", () => undefined);
            answers.on("error", (error: grpc.ServiceError) => resolve(error.details));
            answers.on("end", () => resolve(undefined));
        });
    }

    it("has nothing to install where the plugin names none", async () =>
        assert.equal(await refusal({ name: "plugin", dependencies: {} }), undefined));

    it("refuses a plugin that names some: it would run without them", async () =>
        assert.match(
            (await refusal({ name: "plugin", dependencies: { nowhere: "1.0.0" } })) ?? "",
            /package\.json has dependencies of its own, and none are installed$/,
        ));
});
