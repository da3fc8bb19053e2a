import { readFileSync } from "node:fs";
import * as path from "node:path";
import { ROOT } from "../runtime/paths";
import { Block, withBlock } from "./block";
import { commandsPage } from "./commands-page";
import { CONFIG_TABLE } from "./config-table";
import { legacyPage } from "./legacy-mapping";
import { POLICY_TABLE } from "./policy-table";
import { providerPage } from "./provider-table";

/** A page of the documentation that is generated, as a whole or in part. */
export interface Page {
    /** Its path, relative to the root. */
    readonly file: string;
    /** @returns the whole text that the page is to have. */
    readonly generate: () => string;
}

/** A page that is written by hand, apart from its blocks. */
function pageWithBlocks(file: string, ...blocks: readonly Block[]): Page {
    return {
        file,
        generate: () => blocks.reduce(withBlock, readFileSync(path.join(ROOT, file), "utf8")),
    };
}

/**
 * Every generated page: `npm run docs` writes them, and tests/tools/pages.test.ts fails where one is out of date. A new one
 * is one line here.
 */
export const PAGES: readonly Page[] = [
    pageWithBlocks("README.md", CONFIG_TABLE, POLICY_TABLE),
    { file: "docs/commands.md", generate: commandsPage },
    { file: "docs/kda-sql-to-flink.md", generate: legacyPage },
    { file: "docs/provider.md", generate: providerPage },
];
