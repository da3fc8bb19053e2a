import { readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { Block } from "./block";

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

/** Lists the modules of a folder of local/emulator/ with their docstrings. */
function moduleList(folder: string): string {
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

/** The corrections of the emulator: what AWS does, and the page that says so. */
export const CORRECTIONS: Block = { name: "corrections", text: () => moduleList("corrections") };

/** The limits and delays that strict mode adds. */
export const STRICT_LIMITS: Block = { name: "strict", text: () => moduleList("strict") };
