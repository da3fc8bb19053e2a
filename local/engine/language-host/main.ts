import { ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import * as language from "@pulumi/pulumi/proto/language_pb.js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { version } from "@pulumi/pulumi/package.json";
import { bundleOf } from "../../bundles/bundles";
import { endWithParent } from "../../../tools/runtime/end-with-parent";
import { logFailure } from "../event-log";

/**
 * The Node.js language host of the Pulumi engine, for a CLI that was built here: such a CLI comes without its language
 * hosts. It serves what the engine asks for `preview`, `up`, `destroy` and policy packs (pulumi/pulumi,
 * proto/pulumi/language.proto), and leaves the running of programs to @pulumi/pulumi itself.
 */

/** The exit code by which a program says that it has reported its error already (pulumi/pulumi, cmd/run/error.ts). */
const REPORTED = 32;
const PULUMI = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
/** The programs and plugins that run. */
const children = new Set<ChildProcess>();
/** The engine's address, which it gives as the last argument. */
let engineAddress = "";

type Call<Q> = grpc.ServerUnaryCall<Q, unknown>;
type Reply<R> = (error: Partial<grpc.StatusObject> | null, answer: R) => void;

interface RuntimeOptions {
    readonly nodeargs?: string;
    readonly typescript?: boolean;
}

function runtimeOptions(info: language.ProgramInfo | undefined): RuntimeOptions {
    return (info?.getOptions()?.toJavaScript() ?? {}) as RuntimeOptions;
}

function nodeArguments(options: RuntimeOptions): string[] {
    return (options.nodeargs ?? "").split(/\s+/).filter(Boolean);
}

/** How Node.js is started for a program or a plugin. */
interface NodeStart {
    readonly args: readonly string[];
    readonly env: NodeJS.ProcessEnv;
}

/** Options by which Node.js has tsx read TypeScript; a bundle is JavaScript. */
const TSX = /(?:^|\s)--(?:import|require)[ =]tsx(?:\/cjs)?(?=\s|$)/;

/** The project's own program is run from its bundle; any other one as Pulumi does it. */
function programStart(entry: string, options: RuntimeOptions): NodeStart {
    const { nodeargs = "" } = options;
    const bundle = options.typescript === false && TSX.test(nodeargs) ? bundleOf(entry) : undefined;
    return bundle
        ? {
              args: [...bundle.args, ...nodeArguments({ ...options, nodeargs: nodeargs.replace(TSX, "") })],
              env: environment(options, bundle.env),
          }
        : { args: nodeArguments(options), env: environment(options) };
}

/** The same for a policy pack. */
function packStart(folder: string, options: RuntimeOptions): NodeStart {
    const bundle = bundleOf(path.join(folder, "main.js"));
    return {
        args: [...(bundle?.args ?? []), ...nodeArguments(options)],
        env: environment(options, bundle?.env),
    };
}

function environment(options: RuntimeOptions, more: Record<string, string> = {}): NodeJS.ProcessEnv {
    const typescript = options.typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" };
    return { ...process.env, ...typescript, ...more };
}

/** Runs the program; its end is the answer. */
function runProgram(call: Call<language.RunRequest>, reply: Reply<language.RunResponse>): void {
    const request = call.request;
    const info = request.getInfo();
    const options = runtimeOptions(info);
    const flags: [string, unknown][] = [
        ["monitor", request.getMonitorAddress()],
        ["engine", engineAddress],
        ["organization", request.getOrganization()],
        ["project", request.getProject()],
        ["root-directory", info?.getRootDirectory()],
        ["stack", request.getStack()],
        ["pwd", info?.getProgramDirectory()],
        ["parallel", request.getParallel()],
    ];
    const given = flags.filter(([, value]) => value).flatMap(([flag, value]) => [`--${flag}`, String(value)]);
    const dryRun = request.getDryrun() ? ["--dry-run"] : [];
    const config = Object.fromEntries(
        [...request.getConfigMap().entries()].map(([key, value]) => [key.replace(":", ":config:"), value]),
    );
    const entry = info?.getEntryPoint() ?? ".";
    const start = programStart(path.resolve(info?.getProgramDirectory() ?? ".", entry), options);
    const program = spawn(
        process.execPath,
        [
            ...start.args,
            path.join(PULUMI, "cmd", "run"),
            ...given,
            ...dryRun,
            entry,
            ...request.getArgsList(),
        ],
        {
            env: {
                ...start.env,
                PULUMI_CONFIG: JSON.stringify(config),
                PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
            },
            stdio: ["ignore", 2, 2], // standard output is the engine's: it has read our port from it
        },
    );
    children.add(program);
    program.on("close", (code) => {
        children.delete(program);
        const answer = new language.RunResponse();
        if (code === REPORTED) {
            answer.setBail(true);
        } else if (code !== 0) {
            answer.setError(`the program ended with exit code ${code}`);
        }
        reply(null, answer);
    });
}

function pluginStart(
    request: language.RunPluginRequest,
    options: RuntimeOptions,
): NodeStart & { cwd: string } {
    const folder = request.getInfo()?.getProgramDirectory() ?? ".";
    const given = request.getArgsList();
    if (request.getKind() !== "analyzer") {
        const args = [...nodeArguments(options), path.join(PULUMI, "cmd", "run-plugin"), folder, ...given];
        return { args, env: environment(options), cwd: request.getPwd() };
    }
    const { args, env } = packStart(folder, options);
    return {
        args: [...args, path.join(PULUMI, "cmd", "run-policy-pack"), ...given, folder],
        env,
        cwd: folder,
    };
}

/** Runs a plugin written for Node.js, such as a policy pack, and streams what it prints. */
function runPlugin(
    call: grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>,
): void {
    const request = call.request;
    const options = runtimeOptions(request.getInfo());
    const asked = Object.fromEntries(
        request.getEnvList().map((entry) => {
            const at = entry.indexOf("=");
            return [entry.slice(0, at), entry.slice(at + 1)];
        }),
    );
    const { args, env, cwd } = pluginStart(request, options);
    const child: ChildProcess = spawn(process.execPath, args, { cwd, env: { ...env, ...asked } });
    child.stdout?.on("data", (data: Buffer) => {
        const answer = new language.RunPluginResponse();
        answer.setStdout(data);
        call.write(answer);
    });
    child.stderr?.on("data", (data: Buffer) => {
        const answer = new language.RunPluginResponse();
        answer.setStderr(data);
        call.write(answer);
    });
    children.add(child);
    child.on("close", (code) => {
        children.delete(child);
        const answer = new language.RunPluginResponse();
        answer.setExitcode(code ?? 1);
        call.write(answer);
        call.end();
    });
    call.on("cancelled", () => child.kill());
}

/** The call fails with one line where what answers it throws; gRPC's own answer would be "Unknown error". */
function failed(error: unknown): Partial<grpc.StatusObject> {
    logFailure("language host", error);
    return { code: grpc.status.INTERNAL, details: `the language host failed: ${(error as Error).message}` };
}

function runSafely(call: Call<language.RunRequest>, reply: Reply<language.RunResponse>): void {
    try {
        runProgram(call, reply);
    } catch (error) {
        reply(failed(error), new language.RunResponse());
    }
}

function runPluginSafely(
    call: grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>,
): void {
    try {
        runPlugin(call);
    } catch (error) {
        call.emit("error", failed(error));
    }
}

/**
 * What Pulumi's own host does with `npm install`. Here a program's or plugin's packages are those of the repository, which are
 * installed before an engine runs: one that names packages of its own is refused, and not run without them.
 */
function installDependencies(
    call: grpc.ServerWritableStream<
        language.InstallDependenciesRequest,
        language.InstallDependenciesResponse
    >,
): void {
    const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getDirectory();
    const manifest = path.join(folder, "package.json");
    const { dependencies = {} } = existsSync(manifest)
        ? (JSON.parse(readFileSync(manifest, "utf8")) as { dependencies?: Record<string, string> })
        : {};
    if (Object.keys(dependencies).length > 0) {
        call.emit(
            "error",
            failed(new Error(`${manifest} has dependencies of its own, and none are installed`)),
        );
        return;
    }
    call.end();
}

function pluginInfo(): plugin.PluginInfo {
    const info = new plugin.PluginInfo();
    info.setVersion(version);
    return info;
}

/**
 * Serves the language host until the engine ends.
 *
 * @param args the engine's; the last one is its address.
 */
export function run(args: readonly string[]): void {
    engineAddress = args.at(-1) ?? "";
    const server = new grpc.Server();
    // The generated service is untyped JavaScript, so its definition is taken as what grpc-js asks for.
    server.addService(
        (languageService as { LanguageRuntimeService: grpc.ServiceDefinition }).LanguageRuntimeService,
        {
            handshake: (_: unknown, reply: Reply<unknown>) =>
                reply(null, new language.LanguageHandshakeResponse()),
            getRequiredPlugins: (_: unknown, reply: Reply<unknown>) =>
                reply(null, new language.GetRequiredPluginsResponse()),
            getRequiredPackages: (_: unknown, reply: Reply<unknown>) =>
                reply(null, new language.GetRequiredPackagesResponse()),
            getPluginInfo: (_: unknown, reply: Reply<unknown>) => reply(null, pluginInfo()),
            cancel: (_: unknown, reply: Reply<unknown>) => reply(null, new Empty()),
            run: runSafely,
            runPlugin: runPluginSafely,
            installDependencies,
        },
    );
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error) {
            console.error(error.message);
            process.exit(1);
        }
        console.log(port);
    });
    // What we run would keep calling an engine that is gone.
    endWithParent(() => children.forEach((child) => child.kill("SIGKILL")));
}
