import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { ROOT } from "../runtime/paths";
import { Refusal } from "./application";

/** The page of the migration. */
export const MIGRATION_PAGE = "docs/migrate-from-kinesis-analytics.md";

/** The sections of the page for what has no example of its own: constructs of the code, and the rest of a description. */
const [CONSTRUCTS, FILES] = ["constructs", "which-files-it-reads"];

/** The anchor that GitHub gives a heading. */
function anchor(heading: string): string {
    return heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replace(/\s/g, "-");
}

/** Where the migration page shows what to do instead of a construct. */
export function seeAlsoLink({ seeAlso, line }: Refusal): string {
    const file = path.join(ROOT, "sql", "legacy", seeAlso ?? "", "example.json");
    if (seeAlso === undefined || !existsSync(file)) {
        return `${MIGRATION_PAGE}#${line === undefined ? FILES : CONSTRUCTS}`;
    }
    const { title } = JSON.parse(readFileSync(file, "utf8")) as { title: string };
    return `${MIGRATION_PAGE}#${anchor(title)}`;
}
