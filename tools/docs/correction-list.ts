import { readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";

const EMULATOR = path.join(__dirname, "..", "..", "local", "emulator");

/** Reads a Python module's docstring. @throws Error where it has none. */
function docstring(file: string): string {
    const found = /^"""([\s\S]*?)"""/.exec(readFileSync(file, "utf8"));
    if (found?.[1] === undefined) {
        throw new Error(
            `${file}: it has no docstring; say what AWS does, and on which page that is documented`,
        );
    }
    return found[1].trim().replaceAll("\\\\", "\\");
}

/** Whether the emulator applies the module; the others hold what several of these share. */
function restoresBehavior(file: string): boolean {
    return /^def apply\(/m.test(readFileSync(file, "utf8"));
}

/**
 * Renders the modules of a folder of local/emulator/ by their docstrings.
 *
 * @param folder `corrections`, or `strict`: the limits of strict mode.
 */
export function correctionList(folder: "corrections" | "strict"): string {
    const modules = readdirSync(path.join(EMULATOR, folder))
        .filter((file) => file.endsWith(".py") && restoresBehavior(path.join(EMULATOR, folder, file)))
        .sort();
    const paragraphs = (file: string) =>
        docstring(path.join(EMULATOR, folder, file))
            .split(/\n\s*\n/)
            .map((paragraph) => paragraph.replace(/\s+/g, " "));
    return modules
        .map((file) => [`- **\`${file}\`**`, ...paragraphs(file).map((text) => `  ${text}`)].join("\n\n"))
        .join("\n\n");
}
