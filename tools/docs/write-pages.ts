import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { Arguments } from "../registry/command";
import type { DEVELOPMENT_COMMANDS } from "../registry/development-commands";
import { ROOT } from "../runtime/paths";
import { UserError } from "../runtime/user-error";
import { PAGES } from "./pages";
import { leftoverPages } from "./policy-pages";

/** Writes the generated pages, or, with --check, fails where one is out of date. */
export function run({ values: { check } }: Arguments<typeof DEVELOPMENT_COMMANDS.docs>): void {
    const stale: string[] = [];
    for (const { file, generate } of PAGES) {
        const absolute = path.join(ROOT, file);
        const text = generate();
        if (existsSync(absolute) && readFileSync(absolute, "utf8") === text) {
            continue;
        }
        stale.push(file);
        if (!check) {
            mkdirSync(path.dirname(absolute), { recursive: true });
            writeFileSync(absolute, text);
            console.log(`written: ${file}`);
        }
    }
    for (const file of leftoverPages()) {
        stale.push(file);
        if (!check) {
            rmSync(path.join(ROOT, file));
            console.log(`removed: ${file}`);
        }
    }
    if (check && stale.length > 0) {
        throw new UserError(`out of date: ${stale.join(", ")}; write them with npm run docs`);
    }
    if (stale.length === 0) {
        console.log(`${PAGES.length} generated pages are up to date`);
    }
}
