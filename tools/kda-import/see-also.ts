import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { ROOT } from "../runtime/paths";

/** The page of the migration. */
export const MIGRATION_PAGE = "docs/migrate-from-kinesis-analytics.md";

/** The section of the page where all constructs are, for those without an example of their own. */
const CONSTRUCTS = "constructs";

/** The anchor that GitHub gives a heading. */
function anchor(heading: string): string {
    return heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replace(/\s/g, "-");
}

/**
 * Where the migration page shows what to do instead of a construct.
 *
 * @param example a folder of sql/legacy/; undefined for the table of constructs.
 */
export function seeAlsoLink(example: string | undefined): string {
    const file = path.join(ROOT, "sql", "legacy", example ?? "", "example.json");
    if (example === undefined || !existsSync(file)) {
        return `${MIGRATION_PAGE}#${CONSTRUCTS}`;
    }
    const { title } = JSON.parse(readFileSync(file, "utf8")) as { title: string };
    return `${MIGRATION_PAGE}#${anchor(title)}`;
}
