import { mkdirSync, rmSync } from "node:fs";
import * as path from "node:path";
import { TOOLS_DIR } from "../runtime/paths";
import { task } from "../runtime/task";
import { needDisk } from "./disk";

const GO_CACHES = path.join(TOOLS_DIR, "go");

/** A tool that is built from a Go module, which the Go module proxy has. */
export interface GoTool {
    /** Names the log. */
    readonly name: string;
    /** What is being built, for the message on a full disk. */
    readonly title: string;
    /** Folder of the go.mod that names the tool. */
    readonly module: string;
    /** Folder that the executable is put into. */
    readonly into: string;
    /** Linker flags. */
    readonly ldflags: string;
    /** Disk space that the modules and compiled packages take, measured. */
    readonly needsMb: number;
    /** Packages that are compiled, counted in one build. */
    readonly packages: number;
}

/**
 * Builds the tool, and removes the modules and compiled packages again.
 *
 * @param tool what is built.
 * @param progress is called with what the build is doing.
 * @throws UserError where the disk is too full or the build fails.
 */
export async function buildGoTool(tool: GoTool, progress: (doing: string) => void): Promise<void> {
    await needDisk(tool.title, tool.needsMb);
    mkdirSync(tool.into, { recursive: true });
    const env = {
        ...process.env,
        CGO_ENABLED: "0",
        GOBIN: tool.into,
        GOPATH: path.join(GO_CACHES, "path"),
        GOMODCACHE: path.join(GO_CACHES, "modules"),
        GOCACHE: path.join(GO_CACHES, "build"),
        GOFLAGS: "-modcacherw", // so that the modules can be removed
    };
    let [downloaded, compiled] = [0, 0];
    const onLine = (line: string) => {
        if (line.startsWith("go: downloading")) {
            progress(`downloading its modules (${++downloaded})`);
        } else {
            progress(`compiling its packages (${++compiled} of about ${tool.packages}), some minutes`);
        }
    };
    const command = ["go", "install", "-v", "-ldflags", `-s -w ${tool.ldflags}`.trim(), "tool"];
    await task(tool.name, command, { cwd: tool.module, env, onLine });
    rmSync(GO_CACHES, { recursive: true, force: true });
}
