import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { version as sdkVersion } from "@pulumi/pulumi/package.json";
import { SemVer, parse } from "semver";
import { TOOLS_DIR } from "../runtime/paths";
import { UserError } from "../runtime/user-error";
import { buildGoTool } from "./go-tool";
import { printed } from "./prerequisites";
import { step } from "../runtime/steps";

/** A Pulumi CLI, and whether it brings its own Node.js language host. */
export interface PulumiCli {
    readonly executable: string;
    readonly version: string;
    readonly needsLanguageHost: boolean;
}

type Automation = typeof import("@pulumi/pulumi/automation");

/** The oldest CLI that serves what the program and the policy pack ask for: hooks that try a creation again came last. */
const OLDEST = new SemVer("3.244.0");
/** The version that tools/toolchain/pulumi-cli/go.mod names. */
const BUILT_VERSION = "3.259.0";
const GO_MODULE = path.join(__dirname, "pulumi-cli");
const HOME = path.join(TOOLS_DIR, "pulumi");
/** Measured: modules 1.1 GB, compiled packages 1.4 GB, the CLI 0.12 GB. */
const BUILD_NEEDS_MB = 3500;
/** Packages that are compiled, counted in one build. */
const PACKAGES = 1700;
const INSTALL_LIMIT_MILLIS = 120_000;

function fitting(executable: string): string | undefined {
    const version = parse(printed(executable, ["version"])?.trim());
    return version && version.major === OLDEST.major && version.compare(OLDEST) >= 0
        ? version.version
        : undefined;
}

function onPath(name: string): string | undefined {
    const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter(Boolean);
    return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/** The CLI on the PATH, where it fits and has its language host. */
function users(): PulumiCli | undefined {
    const executable = onPath("pulumi");
    const version = executable && onPath("pulumi-language-nodejs") ? fitting(executable) : undefined;
    return executable && version ? { executable, version, needsLanguageHost: false } : undefined;
}

function installed(): PulumiCli | undefined {
    const executable = path.join(HOME, "bin", "pulumi");
    const version = existsSync(executable) ? fitting(executable) : undefined;
    return version ? { executable, version, needsLanguageHost: false } : undefined;
}

function built(): PulumiCli | undefined {
    const executable = path.join(HOME, "pulumi");
    const version = existsSync(executable) ? fitting(executable) : undefined;
    return version === BUILT_VERSION ? { executable, version, needsLanguageHost: true } : undefined;
}

/** Installs the CLI as Pulumi does it. @returns undefined where Pulumi's host cannot be reached. */
async function install(): Promise<PulumiCli | undefined> {
    // Loaded here, because it takes long, and most commands find a CLI.
    const { PulumiCommand } = createRequire(__filename)("@pulumi/pulumi/automation") as Automation;
    const limit = new Promise<void>((resolve) => setTimeout(resolve, INSTALL_LIMIT_MILLIS).unref());
    const installing = PulumiCommand.install({ version: parse(sdkVersion) ?? undefined, root: HOME }).catch(
        () => undefined,
    );
    await Promise.race([installing, limit]);
    return installed();
}

/** Builds the CLI from its Go module, which the Go module proxy has. */
async function build(progress: (doing: string) => void): Promise<PulumiCli> {
    const ldflags = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${BUILT_VERSION}`;
    await buildGoTool(
        {
            name: "pulumi-cli",
            title: "building the Pulumi CLI",
            module: GO_MODULE,
            into: HOME,
            ldflags,
            needsMb: BUILD_NEEDS_MB,
            packages: PACKAGES,
        },
        progress,
    );
    const cli = built();
    if (!cli) {
        throw new UserError(`the Pulumi CLI was built, but does not say that it is version ${BUILT_VERSION}`);
    }
    return cli;
}

/**
 * Finds the Pulumi CLI, or gets it: the user's own where it fits; else installed as Pulumi does it; else built.
 *
 * @returns the CLI.
 * @throws UserError where it cannot be built.
 */
export async function pulumiCli(): Promise<PulumiCli> {
    const found = users() ?? installed() ?? built();
    if (found) {
        return found;
    }
    return step("Pulumi CLI", async (progress) => {
        progress("installing");
        return (await install()) ?? build(progress);
    });
}
