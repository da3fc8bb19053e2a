import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { Arguments } from "../registry/command";
import type { DEVELOPMENT_COMMANDS } from "../registry/development-commands";
import { ROOT } from "../runtime/paths";
import { UserError } from "../runtime/user-error";
import { componentPages, leftoverComponentPages } from "./component-pages";
import { PAGES } from "./pages";
import { leftoverPages } from "./policy-pages";

/** Writes the generated pages, or, with --check, fails where one is out of date. */
export async function run({ values: { check } }: Arguments<typeof DEVELOPMENT_COMMANDS.docs>): Promise<void> {
    const components = await componentPages();
    const pages = [...PAGES.map(({ file, generate }) => [file, generate()] as const), ...components];
    const stale: string[] = [];
    for (const [file, text] of pages) {
        const absolute = path.join(ROOT, file);
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
    for (const file of [...leftoverPages(), ...leftoverComponentPages(components)]) {
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
        console.log(`${pages.length} generated pages are up to date`);
    }
}
