import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import * as path from "node:path";
import { TOOLS_DIR } from "../runtime/paths";
import { writeWhole } from "../runtime/processes";
import { needDisk } from "./disk";
import { python } from "./prerequisites";
import { step } from "../runtime/steps";
import { task } from "../runtime/task";

const REQUIREMENTS = path.join(__dirname, "..", "..", "local", "emulator", "requirements.txt");
const VENV = path.join(TOOLS_DIR, "emulator");
const DONE = path.join(VENV, "requirements.sha256");
const NEEDS_MB = 300;

/**
 * Makes sure that the emulator is installed, in a virtual environment of its own.
 *
 * @returns the path of its Python.
 */
export async function emulatorPython(): Promise<string> {
    const executable = path.join(VENV, "bin", "python");
    const wanted = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex");
    if (existsSync(DONE) && readFileSync(DONE, "utf8") === wanted) {
        return executable;
    }
    await step("emulator", async (progress) => {
        await needDisk("the emulator", NEEDS_MB);
        rmSync(VENV, { recursive: true, force: true });
        progress("making its virtual environment");
        await task("emulator-venv", [python() ?? "python3", "-m", "venv", VENV]);
        progress("installing its packages");
        const pip = [
            executable,
            "-m",
            "pip",
            "install",
            "--no-cache-dir",
            "--disable-pip-version-check",
            "-r",
        ];
        await task("emulator-pip", [...pip, REQUIREMENTS]);
        writeWhole(DONE, wanted);
    });
    return executable;
}
