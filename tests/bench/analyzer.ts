import { ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A resource as the engine sends it. */
export interface SentResource {
    readonly type: string;
    readonly name: string;
    readonly props: Record<string, unknown>;
}

const running = new Set<ChildProcess>();

/** Ends the packs that still run, where the bench is interrupted. */
export function stopAnalyzers(): void {
    running.forEach((child) => child.kill());
}

/** A policy pack that runs as the engine runs it: a process of its own, asked over gRPC. */
export class Analyzer {
    private constructor(
        private readonly child: ChildProcess,
        private readonly client: AnalyzerClient,
        /** Milliseconds from the start of the process until it takes requests. */
        readonly startMillis: number,
    ) {}

    /**
     * Starts a pack.
     *
     * @param pack its folder.
     * @param modules folder of the packages that it runs with.
     * @throws Error where it ends before it takes requests.
     */
    static async start(pack: string, modules: string): Promise<Analyzer> {
        const begun = performance.now();
        const runner = path.join(modules, "@pulumi", "pulumi", "cmd", "run-policy-pack");
        // The first argument is the engine's address, which a pack uses to log only.
        const child = spawn(process.execPath, [runner, "127.0.0.1:0", pack], {
            cwd: pack,
            // AWSGuard's SDK says at each start that it is old.
            env: { ...process.env, AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: "1" },
            stdio: ["ignore", "pipe", "inherit"],
        });
        running.add(child);
        child.once("close", () => running.delete(child));
        const port = await new Promise<string>((resolve, reject) => {
            createInterface({ input: child.stdout }).once("line", resolve);
            child.once("close", (code) => reject(new Error(`${pack} ended (exit code ${code})`)));
        });
        const startMillis = performance.now() - begun;
        const client = new AnalyzerClient(`127.0.0.1:${port.trim()}`, credentials.createInsecure());
        return new Analyzer(child, client, startMillis);
    }

    /** Has one resource judged. @returns the number of violations. */
    analyze({ type, name, props }: SentResource): Promise<number> {
        const request = new analyzer.AnalyzeRequest();
        request.setType(type);
        request.setName(name);
        request.setUrn(`urn:pulumi:bench::bench::${type}::${name}`);
        request.setProperties(Struct.fromJavaScript(props as Parameters<typeof Struct.fromJavaScript>[0]));
        request.setOptions(new analyzer.AnalyzerResourceOptions());
        return new Promise((resolve, reject) => {
            this.client.analyze(request, (error, response) =>
                error ? reject(error) : resolve(response.getDiagnosticsList().length),
            );
        });
    }

    stop(): void {
        this.client.close();
        this.child.removeAllListeners("close");
        running.delete(this.child);
        this.child.kill();
    }
}
