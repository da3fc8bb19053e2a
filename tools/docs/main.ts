import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { ROOT } from "../runtime/paths";
import { PAGES } from "./pages";

for (const { file, generate } of PAGES) {
    const absolute = path.join(ROOT, file);
    const text = generate();
    if (!existsSync(absolute) || readFileSync(absolute, "utf8") !== text) {
        mkdirSync(path.dirname(absolute), { recursive: true });
        writeFileSync(absolute, text);
        console.log(`written: ${file}`);
    }
}
